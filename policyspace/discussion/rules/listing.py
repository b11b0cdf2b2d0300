"""How comments are listed: what of each is shown, in which order, and from where a list goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from policyspace.charter.words import AppealOutcome, HideReason, Word
from policyspace.foundation.i18n import lazy

MOST_CHARACTERS = 5_000
MOST_WORDS_TO_AUTHOR = 500
MOST_WORDS_OF_REPORT = 500
MOST_WORDS_OF_APPEAL = 1_000
REASONS_TO_CHOOSE = tuple(reason for reason in HideReason if reason is not HideReason.REFUSED_ELSEWHERE)
"""Why a facilitator here hides a comment; what was refused elsewhere comes hidden with an import."""

OUTCOMES_TO_CHOOSE = (AppealOutcome.RESTORED, AppealOutcome.UPHELD)
"""What a facilitator can decide of an appeal; the others come by themselves."""


class Order(Word):
    """In which order threads are listed."""

    NEWEST = "newest", lazy("Newest")
    OLDEST = "oldest", lazy("Oldest")
    SUPPORTED = "supported", lazy("Most supported")


class CommentState(Word):
    """What of a comment is shown to everyone who reads the document."""

    SHOWN = "shown", lazy("Shown")
    HIDDEN = "hidden", lazy("Hidden by a facilitator")
    WITHDRAWN = "withdrawn", lazy("Withdrawn by its author")


def comment_state(*, withdrawn: bool, hidden: bool) -> CommentState:
    """The state of a comment; who took their words back has the last one."""
    if withdrawn:
        return CommentState.WITHDRAWN
    return CommentState.HIDDEN if hidden else CommentState.SHOWN


@dataclass(frozen=True, slots=True)
class Mark:
    """The last thread of a page, after which the next one begins: its id, and how many support it."""

    id: int
    supports: int = 0

    def __str__(self) -> str:
        return f"{self.supports}-{self.id}"


def mark_or_none(text: str) -> Mark | None:
    """The mark that `text` ("12-345") stands for, or None when it stands for none."""
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,18})", text, re.ASCII)
    return Mark(id=int(found[2]), supports=int(found[1])) if found else None


def minutes_between(earlier: datetime, later: datetime) -> float:
    """How long after `earlier` is `later`, in minutes."""
    return (later - earlier).total_seconds() / 60
