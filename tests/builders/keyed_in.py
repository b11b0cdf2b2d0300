"""Things said on paper, by phone or at a meeting, keyed in by the real services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from policyspace.charter.words import Channel
from policyspace.discussion import services
from policyspace.discussion.models import Comment, KeyedIn, Pack, Slip
from policyspace.discussion.services import Provenance, Spot
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import Person
from tests.builders.drafting import a_key, space_of
from tests.builders.spaces import the_facilitator

WORDS = "We have *nowhere* to cook."


def said_at(**told: Any) -> Provenance:
    """Said on paper the day before yesterday, by Pat, unless told otherwise."""
    on = (now() - timedelta(days=2)).date()
    origin: dict[str, Any] = {"channel": Channel.PAPER, "said_on": on, "display_name": "Pat Paper"}
    return Provenance(**(origin | told))


def a_keyed_in(document: Document, *, by: Person | None = None, **told: Any) -> KeyedIn:
    """A comment on the whole text, keyed in by the facilitator unless told otherwise."""
    words: dict[str, Any] = {
        "kind": "experience",
        "body": WORDS,
        "said": said_at(),
        "spot": Spot(document.revision_count),
        "consent": True,
        "idempotency_key": a_key(),
    }
    return services.key_in_comment(by or the_facilitator(space_of(document)), document, **(words | told))


def a_pack(document: Document, *, slips: int = 2, **told: Any) -> Pack:
    """A pack of printed slips."""
    words: dict[str, Any] = {
        "slip_count": slips,
        "hand_in": "The box in Eastmere library",
        "idempotency_key": a_key(),
    }
    return services.make_pack(the_facilitator(space_of(document)), document, **(words | told))


def comment_of(keyed: KeyedIn) -> Comment:
    """The comment that was keyed in, as the database has it now."""
    return db.session.get_one(Comment, keyed.comment_id, populate_existing=True)


def code_of(keyed: KeyedIn) -> str:
    """Its code, as it is kept."""
    return db.session.scalars(select(Slip.code).where(Slip.comment_id == keyed.comment_id)).one()


def codes_of(pack: Pack) -> list[str]:
    """The codes of a pack, as they are kept."""
    return list(db.session.scalars(select(Slip.code).where(Slip.pack_id == pack.id).order_by(Slip.id)))
