"""A text that several people write at once: its state, what came since, and which client of it is whose.

Keeping it is nobody's deed, as with words that are not sent yet: it becomes one when it is saved as revisions.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from policyspace.foundation.db import Base, bookkeeping, identifier, refers_to
from policyspace.people.capacity import InCapacity, capacity_is_sound

LARGEST_CLIENT = 2**53 - 1


@bookkeeping
class LiveText(Base):
    """The live text of a document: a Yjs document with one text.

    Changes are numbered 1, 2, 3… without a gap; `head` is the newest. `snapshot` is the state after change `settled`
    (Yjs update, version 1), whose words are those of revision `revision_number`, the newest; what came since is in
    `live_update`. `epoch` changes when the past of the text is
    replaced, as by a backup: who still has the old one must not bring it back.
    """

    __tablename__ = "live_text"
    __table_args__ = (
        CheckConstraint("settled >= 0 AND settled <= head", name="settled_before_head"),
        CheckConstraint("epoch >= 1", name="epoch_from_one"),
        CheckConstraint("revision_number >= 1", name="revision_from_one"),
    )

    document_id: Mapped[int] = refers_to("document.id", primary_key=True)
    epoch: Mapped[int] = mapped_column(default=1)
    head: Mapped[int] = mapped_column(identifier, default=0)
    settled: Mapped[int] = mapped_column(identifier, default=0)
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    revision_number: Mapped[int]


@bookkeeping
class LiveUpdate(InCapacity, Base):
    """Change `number` of a live text: what one person typed within an instant, in which hat. Never changed; taken
    away when it is in the snapshot."""

    __tablename__ = "live_update"
    __table_args__ = (CheckConstraint("number >= 1", name="number_from_one"), *capacity_is_sound())

    document_id: Mapped[int] = refers_to("live_text.document_id", primary_key=True)
    number: Mapped[int] = mapped_column(identifier, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = refers_to("person.id")
    at: Mapped[datetime]
    data: Mapped[bytes] = mapped_column(LargeBinary)


@bookkeeping
class LiveClient(Base):
    """Whose words a client of a live text brings: of whoever used its number first. `since`: with which change."""

    __tablename__ = "live_client"
    __table_args__ = (CheckConstraint(f"client >= 0 AND client <= {LARGEST_CLIENT}", name="client_possible"),)

    document_id: Mapped[int] = refers_to("live_text.document_id", primary_key=True)
    client: Mapped[int] = mapped_column(identifier, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = refers_to("person.id")
    since: Mapped[int] = mapped_column(identifier)
