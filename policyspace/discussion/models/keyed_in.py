"""Tables of what people said on paper, by phone or at a meeting: where each comment comes from, and the codes by which
its speaker finds out what became of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from policyspace.charter.words import Channel, TakenBack
from policyspace.discussion.rules.codes import LENGTH
from policyspace.foundation.db import Base, Key, one_of, refers_to, short
from policyspace.people.models import Person

MOST_SLIPS = 50
MOST_IN_PLACE = 120


class KeyedIn(Base):
    """Where a comment comes from that a facilitator keyed in for somebody else, its author, who has no account.

    `place` is where it was said or handed in; a meeting has one. `email` is where its speaker wants the answer sent,
    told to nobody. It can be kept only with their `consent` to have their words and the name they chose published.
    Who takes it back again says why.
    """

    __tablename__ = "keyed_in"
    __table_args__ = (
        UniqueConstraint("keyed_by", "idempotency_key"),
        one_of("channel", [channel.value for channel in Channel]),
        one_of("taken_back", [why.value for why in TakenBack], optional=True),
        CheckConstraint("consent", name="consent_given"),
        CheckConstraint("channel <> 'meeting' OR length(place) > 0", name="meeting_named"),
        CheckConstraint("email IS NULL OR email = lower(email)", name="email_lower_case"),
        Index("ix_keyed_in_listed", "document_id", "comment_id"),
    )

    comment_id: Mapped[int] = refers_to("comment.id", primary_key=True)
    document_id: Mapped[int] = refers_to("document.id")
    channel: Mapped[str] = short(8)
    place: Mapped[str] = short(MOST_IN_PLACE)
    said_on: Mapped[date]
    consent: Mapped[bool]
    email: Mapped[str | None] = short(254)
    keyed_by: Mapped[int] = refers_to("person.id")
    idempotency_key: Mapped[str] = short(64)
    created_at: Mapped[datetime]
    taken_back: Mapped[str | None] = short(10)

    keyer: Mapped[Person] = relationship(lazy="select")


class Pack(Base):
    """Reply slips printed for a document, with the text of revision `revision_number`: how many, where they are
    handed in and by when."""

    __tablename__ = "pack"
    __table_args__ = (
        UniqueConstraint("made_by", "idempotency_key"),
        CheckConstraint(f"slip_count >= 0 AND slip_count <= {MOST_SLIPS}", name="slips_bounded"),
        CheckConstraint("revision_number >= 1", name="revision_from_one"),
        Index("ix_pack_listed", "document_id", "id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    revision_number: Mapped[int]
    slip_count: Mapped[int]
    hand_in: Mapped[str] = short(200)
    reply_by: Mapped[date | None]
    made_by: Mapped[int] = refers_to("person.id")
    idempotency_key: Mapped[str] = short(64)
    created_at: Mapped[datetime]


class Slip(Base):
    """A code, printed before anything was said (in `pack_id`) or made when it was keyed in, and the comment it leads
    to.

    The code is kept as it is: a facilitator hands it out, and it opens nothing but what its holder said and the
    answer. A comment that was taken back leaves its slip free, so that what it says can be keyed in again.
    """

    __tablename__ = "slip"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("comment_id"),
        CheckConstraint(f"length(code) = {LENGTH} AND code = upper(code)", name="code_whole"),
        CheckConstraint("pack_id IS NOT NULL OR comment_id IS NOT NULL", name="printed_or_used"),
        Index("ix_slip_pack_id", "pack_id", "id"),
    )

    id: Mapped[Key]
    code: Mapped[str] = short(LENGTH)
    document_id: Mapped[int] = refers_to("document.id")
    pack_id: Mapped[int | None] = refers_to("pack.id")
    comment_id: Mapped[int | None] = refers_to("comment.id")
    created_at: Mapped[datetime]
