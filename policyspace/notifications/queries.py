"""Reading letters. Where they are kept, in a demonstration, anyone may open the letter box; nobody anywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.foundation.settings import Settings
from policyspace.notifications.models import Letter
from policyspace.notifications.rules import Piece, pieces_of
from policyspace.notifications.tokens import with_token


@dataclass(frozen=True)
class OpenLetter:
    """A letter and its parts as a page shows them: a path leads to a page here, whatever address the site has."""

    letter: Letter
    pieces: Sequence[Piece]


def letters_due() -> bool:
    """Whether a letter waits whose time has come; a look that locks nothing."""
    due = select(Letter.id).where(Letter.state == "waiting", Letter.not_before <= now())
    return db.session.scalar(due.limit(1)) is not None


def kept_letters(span: Span) -> Page[Letter]:
    """The letters kept here, newest first."""
    return page_of(select(Letter).where(Letter.state == "kept"), Letter.id, lambda letter: letter, span)


def opened(letter: Letter) -> OpenLetter:
    """`letter` with the token in its link."""
    return OpenLetter(letter, tuple(pieces_of(with_token(letter, letter.text), _settings().site)))


def get_letter_box(span: Span) -> Page[Letter]:
    """The kept letters of a demonstration. Raises NotFound anywhere else."""
    _require_demonstration()
    return kept_letters(span)


def get_letter(letter_id: int) -> OpenLetter:
    """A kept letter of a demonstration. Raises NotFound."""
    _require_demonstration()
    letter = db.session.scalar(select(Letter).where(Letter.id == letter_id, Letter.state == "kept"))
    if letter is None:
        raise NotFound
    return opened(letter)


def _require_demonstration() -> None:
    if not _settings().demonstration:
        raise NotFound


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
