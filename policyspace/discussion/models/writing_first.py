"""Table of comments that wait for their writer to follow the link in a letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from policyspace.foundation.db import Base, Facts, Key, bookkeeping, refers_to, short


@bookkeeping
class Written(Base):
    """A comment written by somebody who was not signed in, until they prove that `email` is theirs.

    The token of its link is derived from the secret key and `nonce`. `said` is what the service that posts it is called
    with; `trapped`: the form was filled in as a program would do it. `browser_hash` knows the browser in which it was
    written again: there, following the link signs its writer in, too. Once it is used, the words are with the comment,
    or were given back. `form_key` is the key of the form, under which a browser may keep the words besides.
    """

    __tablename__ = "written"
    __table_args__ = (
        UniqueConstraint("nonce"),
        UniqueConstraint("idempotency_key"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("expires_at > created_at", name="lives_a_while"),
        Index("ix_written_email", "email", "id"),
        Index("ix_written_expires_at", "expires_at"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    email: Mapped[str] = short(254)
    body: Mapped[str]
    said: Mapped[Facts]
    trapped: Mapped[bool]
    idempotency_key: Mapped[str] = short(64)
    form_key: Mapped[str] = short(64)
    nonce: Mapped[str] = short(64)
    browser_hash: Mapped[str] = short(64)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
