"""What a page is drawn from besides its address, in one statement: for every visitor, or for one reader."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import Select, String, bindparam, func, select

from policyspace.drafting.models import Document, Editing
from policyspace.foundation.clock import now
from policyspace.foundation.db import Moment, db
from policyspace.foundation.marks import ANYTHING, SEAL, Mark, mark_of
from policyspace.people.models import SignInSession, Unsent
from policyspace.people.rules import SEEN_EVERY
from policyspace.people.tokens import hashed
from policyspace.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, and `state`: equal as long as nothing changed that their page shows.

    It tells the rows of the ledger apart that the page can show, the words they have not sent, and the editors that
    are open on a document. What they have seen before is told once a visit by the page itself.
    """

    person_id: int
    state: Hashable


_moment = bindparam("moment", type_=Moment())
_unsent = Unsent.person_id == SignInSession.person_id
_shown = (
    (Space.slug == bindparam("slug"))
    & (Document.number == bindparam("number"))
    & (Editing.shown_until > _moment)
)
_editors = (
    select(func.count(), func.sum(Editing.person_id), func.max(Editing.opened_at))
    .join(Document, Document.id == Editing.document_id)
    .join(Space, Space.id == Document.space_id)
    .where(_shown)
    .subquery()
)
_space_id = select(Space.id).where(Space.slug == bindparam("slug", type_=String())).scalar_subquery()


def _shown_in(*, space: bool, seal: bool) -> Mark:
    """What tells the state of the ledger: of one space alone, or of all; with the newest seal, where that is shown."""
    mark = mark_of(_space_id) if space else ANYTHING
    return (*mark, SEAL) if seal else mark


def _of_reader(mark: Mark) -> Select[Any]:
    told: list[Any] = [
        SignInSession.person_id,
        *mark,
        *(
            select(each).where(_unsent).scalar_subquery()
            for each in (func.count(Unsent.id), func.sum(Unsent.id), func.max(Unsent.kept_at))
        ),
        *_editors.c,
    ]
    return (
        select(*told)
        .select_from(SignInSession)
        .join(_editors, bindparam("always", value=True))
        .where(
            SignInSession.token_hash == bindparam("token"),
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > _moment,
            SignInSession.last_seen_at > bindparam("seen", type_=Moment()),
        )
    )


_WAYS = list(product((False, True), repeat=2))
_STATES = {(space, seal): select(*_shown_in(space=space, seal=seal)) for space, seal in _WAYS}
_READINGS = {(space, seal): _of_reader(_shown_in(space=space, seal=seal)) for space, seal in _WAYS}


def state_shown(slug: str, *, seal: bool) -> tuple[int, ...]:
    """What tells the state of the space with this `slug`, or of all where it is "", as every visitor sees it.

    `seal`: the newest seal of the ledger is shown as well. 0 for what there is none of.
    """
    statement = _STATES[bool(slug), seal]
    return tuple(int(each or 0) for each in db.session.execute(statement, {"slug": slug}).one())


def find_reading(token: str, *, slug: str, number: int, seal: bool) -> Reading | None:
    """The reader whose session has `token`, and what their page shows, also of document `number` in the space `slug`.

    `slug` "": the page shows any space. `seal`: it shows the newest seal. None when the session has ended, or is to
    be noted as seen.
    """
    moment = now()
    named = {"token": hashed(token), "slug": slug, "number": number}
    asked = {**named, "moment": moment, "seen": moment - SEEN_EVERY}
    row = db.session.execute(_READINGS[bool(slug), seal], asked).first()
    return Reading(row[0], tuple(row[1:])) if row else None
