"""What somebody wrote before they had an account."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from policyspace.charter.words import Visibility
from policyspace.discussion.models import Written
from policyspace.discussion.tokens import find_written
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person
from policyspace.people.queries import find_person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, find_membership, hats_of


@dataclass(frozen=True)
class WrittenHere:
    """What a link leads to, and where it was said. `is_new`: its writer has no name here yet; `hats` to choose from."""

    written: Written
    space: Space
    document: Document
    is_new: bool
    hats: list[tuple[str, str]]

    @property
    def view(self) -> SpaceView:
        """The space as a visitor sees it."""
        return SpaceView(self.space, None, None)


def get_written(token: str) -> Written:
    """What the link with `token` leads to and still waits. Raises NotFound, in words that help."""
    written = find_written(token)
    if written is None:
        raise NotFound(lazy("Check that you copied the whole link from the email."))
    if written.used_at is not None:
        raise NotFound(lazy("This link has been used. Your comment is where you wrote it."))
    if written.expires_at <= now():
        raise NotFound(lazy("This link is too old. Write your comment again."))
    return written


def get_written_here(token: str) -> WrittenHere:
    """The same, with what the page of the link shows. Raises NotFound."""
    written = get_written(token)
    document = db.session.get_one(Document, written.document_id)
    space = db.session.get_one(Space, document.space_id)
    if space.visibility != Visibility.PUBLIC:
        raise NotFound
    person = find_person(written.email)
    known = person is not None and person.email_confirmed_at is not None
    return WrittenHere(written, space, document, not known, _hats(person, space) if person and known else [])


def find_waiting_written(idempotency_key: str) -> Written | None:
    """What was written under this key."""
    return db.session.scalar(select(Written).where(Written.idempotency_key == idempotency_key))


def _hats(person: Person, space: Space) -> list[tuple[str, str]]:
    if find_membership(space, person) is not None:
        return []
    hats = hats_of(person)
    return [(word, hat.text) for word, hat in hats.items()] if len(hats) > 1 else []
