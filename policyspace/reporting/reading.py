"""What the page that one reader sees is drawn from besides its address, in one statement."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from policyspace.drafting.models import Document, Editing
from policyspace.foundation.clock import now
from policyspace.foundation.db import Moment, db
from policyspace.foundation.ledger import MARK
from policyspace.people.models import SignInSession, Unsent
from policyspace.people.rules import SEEN_EVERY
from policyspace.people.tokens import hashed
from policyspace.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, and `state`: equal as long as nothing changed that their page shows.

    It tells the rows and seals of the ledger apart, the words they have not sent, and the editors that are open on a
    document. What they have seen before is told once a visit by the page itself.
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
_STATE = (
    select(
        SignInSession.person_id,
        *MARK,
        *(
            select(each).where(_unsent).scalar_subquery()
            for each in (func.count(Unsent.id), func.sum(Unsent.id), func.max(Unsent.kept_at))
        ),
        *_editors.c,
    )
    .select_from(SignInSession)
    .join(_editors, bindparam("always", value=True))
    .where(
        SignInSession.token_hash == bindparam("token"),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > _moment,
        SignInSession.last_seen_at > bindparam("seen", type_=Moment()),
    )
)


def find_reading(token: str, *, slug: str, number: int) -> Reading | None:
    """The reader whose session has `token`, and what their page shows, also of document `number` in the space `slug`.

    None when the session has ended, or is to be noted as seen.
    """
    moment = now()
    named = {"token": hashed(token), "slug": slug, "number": number}
    row = db.session.execute(_STATE, {**named, "moment": moment, "seen": moment - SEEN_EVERY}).first()
    return Reading(row[0], tuple(row[1:])) if row else None
