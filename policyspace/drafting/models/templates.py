"""Templates: the texts that documents of a space start from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from policyspace.charter.words import DocumentKind
from policyspace.foundation.db import Base, Key, one_of, refers_to, short


class Template(Base):
    """A text of a space's own that its problems or proposals can start from, beside those everyone has.

    Paragraphs that are emphasised as a whole (`_Say who is affected._`) are guidance. A retired one is
    offered no longer.
    """

    __tablename__ = "template"
    __table_args__ = (
        UniqueConstraint("created_by", "idempotency_key"),
        one_of("kind", [kind.value for kind in DocumentKind]),
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("length(text) > 0", name="text_given"),
        Index("ix_template_space_id", "space_id", "kind", "id"),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    kind: Mapped[str] = short(10)
    title: Mapped[str] = short(160)
    text: Mapped[str]
    idempotency_key: Mapped[str] = short(64)
    created_by: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
