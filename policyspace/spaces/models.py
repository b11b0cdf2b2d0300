"""Tables of spaces: spaces, memberships, invitations, notices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.words import Role, Visibility
from policyspace.foundation.db import Base, Key, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Organisation, Person

ROLES = [role.value for role in Role]
WAITING = "accepted_at IS NULL AND withdrawn_at IS NULL"


class Space(Base):
    """One collaboration about one policy question. The counters are kept by the services that write.

    `holds_first`: the first words of a new account wait for a facilitator. `held_count`: how many wait now.
    """

    __tablename__ = "space"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("created_by", "idempotency_key"),
        one_of("visibility", [each.value for each in Visibility]),
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("length(question) > 0", name="question_given"),
        CheckConstraint(
            "document_count >= 0 AND held_count >= 0 AND central_members >= 0 AND local_members >= 0"
            " AND partner_members >= 0 AND resident_members >= 0",
            name="counts_not_negative",
        ),
        CheckConstraint(
            "member_count = central_members + local_members + partner_members + resident_members",
            name="members_counted_once",
        ),
        Index("ix_space_listed", "visibility", "id"),
    )

    id: Mapped[Key]
    slug: Mapped[str] = short(60)
    title: Mapped[str] = short(120)
    question: Mapped[str] = short(500)
    visibility: Mapped[str] = short(10)
    time_zone: Mapped[str] = mapped_column(String(40), default="Europe/London")
    holds_first: Mapped[bool] = mapped_column(default=False)
    held_count: Mapped[int] = mapped_column(default=0)
    document_count: Mapped[int] = mapped_column(default=0)
    member_count: Mapped[int] = mapped_column(default=0)
    central_members: Mapped[int] = mapped_column(default=0)
    local_members: Mapped[int] = mapped_column(default=0)
    partner_members: Mapped[int] = mapped_column(default=0)
    resident_members: Mapped[int] = mapped_column(default=0)
    idempotency_key: Mapped[str] = short(64)
    created_at: Mapped[datetime]
    created_by: Mapped[int] = refers_to("person.id")


class Membership(InCapacity, Base):
    """A person in a space: a role, and the capacity they act in.

    When it ends, `ended_by` is the person themselves or the facilitator who removed them. Who comes back
    gets the same row again.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("space_id", "person_id"),
        one_of("role", ROLES),
        *capacity_is_sound(),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_someone"),
        Index("ix_membership_person_id", "person_id", "id"),
        Index("ix_membership_listed", "space_id", "role", "id"),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    person_id: Mapped[int] = refers_to("person.id")
    role: Mapped[str] = short(12)
    joined_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = refers_to("person.id")

    space: Mapped[Space] = relationship(lazy="select")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)


class Invitation(Base):
    """An address asked into a space, in a role. The link in the letter is derived from `nonce`.

    An organisation is named only by someone who may vouch that the address belongs to it.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("nonce"),
        one_of("role", ROLES),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("accepted_at IS NULL OR withdrawn_at IS NULL", name="accepted_or_withdrawn"),
        CheckConstraint("(accepted_at IS NULL) = (accepted_by IS NULL)", name="accepted_by_someone"),
        CheckConstraint("expires_at > created_at", name="lives_a_while"),
        Index("ix_invitation_space_id", "space_id", "id"),
        Index("ix_invitation_email", "email", "id"),
        Index(
            "uq_invitation_waiting",
            "space_id",
            "email",
            unique=True,
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    email: Mapped[str] = short(254)
    role: Mapped[str] = short(12)
    organisation_id: Mapped[int | None] = refers_to("organisation.id")
    nonce: Mapped[str] = short(64)
    invited_by: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = refers_to("person.id")
    withdrawn_at: Mapped[datetime | None]

    space: Mapped[Space] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    inviter: Mapped[Person] = relationship(foreign_keys=[invited_by], lazy="joined", innerjoin=True)


class Notice(Base):
    """A fact that a higher package posts down for lower ones to read ("trust is met" of a document)."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("space_id", "subject_kind", "subject_id", "name"),)

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    subject_kind: Mapped[str] = short(40)
    subject_id: Mapped[int]
    name: Mapped[str] = short(40)
    words: Mapped[str]
    posted_at: Mapped[datetime]
