"""Two people changed the same document: what merges by itself, and what one of them must settle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_known_revision
from policyspace.drafting.rules.merge import Choice, Conflict, Merge, merge, merge_line, text_with_choices


@dataclass(frozen=True)
class Meeting:
    """Someone's words, made from revision `base`, met with revision `theirs`, saved meanwhile.

    `title` is the merged title, None when both changed it; `merge` tells the same of the text.
    """

    base: Revision
    theirs: Revision
    my_title: str
    my_text: str
    title: str | None
    merge: Merge

    @property
    def base_number(self) -> int:
        """The number of the revision these words were made from."""
        return self.base.number

    @property
    def clean(self) -> bool:
        """Whether nothing is left to settle."""
        return self.title is not None and not self.merge.conflicts


def meet(document: Document, *, base_number: int, against_number: int, title: str, text: str) -> Meeting:
    """Merge `title` and `text`, made from revision `base_number`, with revision `against_number`. Raises NotFound."""
    base = get_known_revision(document, base_number)
    theirs = get_known_revision(document, against_number)
    return Meeting(
        base=base,
        theirs=theirs,
        my_title=title,
        my_text=text,
        title=merge_line(base.title, title, theirs.title).text,
        merge=merge(base.text, text, theirs.text),
    )


def settle(meeting: Meeting, settled: Mapping[str, Any]) -> tuple[str, str]:
    """The title and the text that somebody's choices make (the shape `drafting.schemas.settlement`)."""
    choices = {
        each.number: Choice(settled[f"take_{each.number}"], settled[f"own_{each.number}"])
        for each in meeting.merge.conflicts
    }
    title = meeting.title if meeting.title is not None else settled["settled_title"]
    return title, text_with_choices(meeting.merge, choices)


def shown(conflict: Conflict, side: Literal["mine", "theirs"]) -> list[tuple[str, str]]:
    """One side of a conflict as pairs of equal, insert or delete and the words, against what both started from."""
    words: list[tuple[str, str]] = []
    for part in conflict.parts:
        here = part.mine if side == "mine" else part.theirs
        if here == part.base:
            words.append(("equal", here))
        else:
            words += [(mark, each) for mark, each in (("delete", part.base), ("insert", here)) if each]
    return words
