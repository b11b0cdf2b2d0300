"""Tables of people: persons, organisations, sign-in sessions, emailed tokens, API tokens, unsent words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.capacity import Side
from policyspace.foundation.db import Base, Facts, Key, bookkeeping, one_of, refers_to, short

ORGANISATION_SIDES = [side.value for side in Side if side is not Side.RESIDENT]
PURPOSES = ("confirm_email", "sign_in", "reset_password")


class Person(Base):
    """Someone with an account. `email` is lower case; a password is optional, and nobody's before the address is
    confirmed: until then anyone may have typed both. `doubted`: the form by which they signed up was filled in as a
    program would do it, so a facilitator looks at their first words before others do."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("email"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("length(display_name) > 0", name="display_name_given"),
        CheckConstraint(
            "password_hash IS NULL OR email_confirmed_at IS NOT NULL", name="password_after_confirming"
        ),
    )

    id: Mapped[Key]
    email: Mapped[str] = short(254)
    display_name: Mapped[str] = short(80)
    password_hash: Mapped[str | None] = short(200)
    place: Mapped[str | None] = short(80)
    language: Mapped[str] = mapped_column(default="en")
    administrator: Mapped[bool] = mapped_column(default=False)
    demonstration: Mapped[bool] = mapped_column(default=False)
    doubted: Mapped[bool] = mapped_column(default=False)
    email_confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    affiliations: Mapped[list[Affiliation]] = relationship(back_populates="person", lazy="select")


class Organisation(Base):
    """A department, council, NHS body, charity, firm or residents' group."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("name"),
        one_of("side", ORGANISATION_SIDES),
    )

    id: Mapped[Key]
    slug: Mapped[str] = short(80)
    name: Mapped[str] = short(120)
    side: Mapped[str] = short(10)
    created_at: Mapped[datetime]

    domains: Mapped[list[OrganisationDomain]] = relationship(back_populates="organisation", lazy="selectin")


class OrganisationDomain(Base):
    """An email domain whose confirmed addresses belong to the organisation."""

    __tablename__ = "organisation_domain"
    __table_args__ = (
        UniqueConstraint("domain"),
        CheckConstraint("domain = lower(domain)", name="domain_lower_case"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[int] = refers_to("organisation.id", index=True)
    domain: Mapped[str] = short(253)

    organisation: Mapped[Organisation] = relationship(back_populates="domains")


class Affiliation(Base):
    """A person belongs to an organisation: by a confirmed address on its domain, or by invitation.

    `speaks`: the organisation has granted that they may state its position. `manages`: they are its administrator.
    """

    __tablename__ = "affiliation"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id"),
        one_of("means", ("domain", "invitation")),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = refers_to("person.id")
    organisation_id: Mapped[int] = refers_to("organisation.id", index=True)
    means: Mapped[str] = short(10)
    speaks: Mapped[bool] = mapped_column(default=False)
    manages: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="affiliations")
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class SignInSession(Base):
    """One browser that is signed in. The browser holds the token; the database holds its hash."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("expires_at > created_at", name="lives_a_while"),
        Index("ix_sign_in_session_person_id", "person_id", "last_seen_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = refers_to("person.id")
    token_hash: Mapped[str] = short(64)
    browser: Mapped[str] = short(120)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class EmailedToken(Base):
    """Permission for one deed, sent by email.

    The token is derived from the secret key and `nonce`, so it can be written into the letter by the worker
    and is nowhere in the database. `browser_hash` binds it to the browser that asked. A sign-up keeps here
    what was typed until the address is confirmed: until then anyone may have typed it.
    """

    __tablename__ = "emailed_token"
    __table_args__ = (
        UniqueConstraint("nonce"),
        one_of("purpose", PURPOSES),
        CheckConstraint("expires_at > created_at", name="lives_a_while"),
        CheckConstraint("(purpose = 'confirm_email') = (display_name IS NOT NULL)", name="sign_up_has_name"),
        CheckConstraint(
            "purpose = 'confirm_email' OR (place IS NULL AND password_hash IS NULL)",
            name="only_sign_up_has_details",
        ),
        Index("ix_emailed_token_expires_at", "expires_at"),
    )

    id: Mapped[Key]
    purpose: Mapped[str] = short(20)
    person_id: Mapped[int] = refers_to("person.id", index=True)
    nonce: Mapped[str] = short(64)
    browser_hash: Mapped[str] = short(64)
    next_path: Mapped[str | None] = short(500)
    display_name: Mapped[str | None] = short(80)
    place: Mapped[str | None] = short(80)
    password_hash: Mapped[str | None] = short(200)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class ApiToken(Base):
    """A token a person made for a program of theirs; shown once, kept as a hash."""

    __tablename__ = "api_token"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("length(name) > 0", name="name_given"),
        CheckConstraint("expires_at > created_at", name="lives_a_while"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = refers_to("person.id", index=True)
    name: Mapped[str] = short(80)
    token_hash: Mapped[str] = short(64)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


@bookkeeping
class Unsent(Base):
    """What somebody typed into a form and has not sent, or sent in vain: kept so that it can be offered again.

    `place` is the address the form is sent to, which also shows it; `form_key` is the idempotency key of that
    form, so that one open form has one row. `fields` maps names of fields to the list of what was typed. It belongs
    to a person, or, when nobody was signed in, to whoever holds the browser whose random value has `browser_hash`;
    with both, to that person in that browser.

    When the words were sent or thrown away (`ended_at`), the row stays for a while without them, so that a late
    word from the page cannot bring them back.
    """

    __tablename__ = "unsent"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR browser_hash IS NOT NULL", name="belongs_to_someone"),
        Index("ix_unsent_person_id", "person_id", "place"),
        Index("ix_unsent_browser_hash", "browser_hash", "place"),
        Index("ix_unsent_kept_at", "kept_at"),
        Index(
            "uq_unsent_person",
            "person_id",
            "form_key",
            unique=True,
            sqlite_where=text("browser_hash IS NULL"),
            postgresql_where=text("browser_hash IS NULL"),
        ),
        Index(
            "uq_unsent_browser",
            "browser_hash",
            "form_key",
            unique=True,
            sqlite_where=text("browser_hash IS NOT NULL"),
            postgresql_where=text("browser_hash IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int | None] = refers_to("person.id")
    browser_hash: Mapped[str | None] = short(64)
    place: Mapped[str] = short(300)
    form_key: Mapped[str] = short(64)
    fields: Mapped[Facts]
    kept_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
