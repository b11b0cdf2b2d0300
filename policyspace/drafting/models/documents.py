"""Documents, the problems a proposal answers, revisions, and the steps of a document's life."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from policyspace.charter.words import DocumentKind, ProblemState, ProposalState
from policyspace.foundation.db import Base, Blocks, Counts, Facts, Key, Lines, Spans, one_of, refers_to, short
from policyspace.people.capacity import InCapacity, capacity_is_sound
from policyspace.people.models import Person

PROBLEM_STATES = ", ".join(f"'{state.value}'" for state in ProblemState)
PROPOSAL_STATES = ", ".join(f"'{state.value}'" for state in ProposalState)


class Document(Base):
    """A problem or a proposal: a Markdown text with revisions, numbered within its space.

    `revision_count` is the number of the newest revision; the counters are kept by the services that write.
    `asked_count` counts the visible comments that ask for an answer, `answered_count` those that have a published one,
    `changed_count` those because of which the text changed.
    `guidance` lists the paragraphs of the template it started from that tell what to write.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("space_id", "number"),
        one_of("kind", [kind.value for kind in DocumentKind]),
        CheckConstraint(
            f"(kind = 'problem' AND state IN ({PROBLEM_STATES}))"
            f" OR (kind = 'proposal' AND state IN ({PROPOSAL_STATES}))",
            name="state_fits_kind",
        ),
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("revision_count >= 0 AND comment_count >= 0", name="counts_not_negative"),
        CheckConstraint(
            "asked_count >= answered_count AND answered_count >= changed_count AND changed_count >= 0",
            name="answers_counted",
        ),
        CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name="opens_before_closing"
        ),
        Index("ix_document_state", "space_id", "kind", "state", "number"),
        Index("ix_document_open", "kind", "state", "id"),
    )

    id: Mapped[Key]
    space_id: Mapped[int] = refers_to("space.id")
    number: Mapped[int]
    kind: Mapped[str] = short(10)
    title: Mapped[str] = short(160)
    state: Mapped[str] = short(12)
    revision_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    asked_count: Mapped[int] = mapped_column(default=0)
    answered_count: Mapped[int] = mapped_column(default=0)
    changed_count: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    guidance: Mapped[Lines | None] = mapped_column(deferred=True)
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    created_by: Mapped[int] = refers_to("person.id")

    @property
    def state_word(self) -> ProblemState | ProposalState:
        """The state by its word, with its label."""
        return ProblemState(self.state) if self.kind == DocumentKind.PROBLEM else ProposalState(self.state)


class ProposalProblem(Base):
    """A proposal answers a problem of the same space."""

    __tablename__ = "proposal_problem"
    __table_args__ = (CheckConstraint("proposal_id <> problem_id", name="not_itself"),)

    proposal_id: Mapped[int] = refers_to("document.id", primary_key=True)
    problem_id: Mapped[int] = refers_to("document.id", primary_key=True, index=True)


class Revision(InCapacity, Base):
    """An immutable numbered state of a document.

    `blocks` is a list in the order of the text, each {"id", "number" (or null), "kind", "level", "length", "html"}:
    `length` characters of `text` belong to it, the fragment is safe HTML made when the revision was saved; a block
    that is guidance, in a section where nothing is written yet, has "guidance": true besides.
    `base_number` is the revision its author started from; it is merged when that was not the newest.
    `authorship` tells in the order of the text which revision each passage stems from: pairs [characters, number],
    that add up to the length of `text`. `balance` counts the words of the text by the side they stem from.
    """

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        UniqueConstraint("author_id", "idempotency_key"),
        Index("ix_revision_digest", "document_id", "digest"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("base_number IS NULL OR base_number < number", name="base_is_older"),
        *capacity_is_sound(),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    number: Mapped[int]
    title: Mapped[str] = short(160)
    text: Mapped[str] = mapped_column(deferred=True)
    blocks: Mapped[Blocks] = mapped_column(deferred=True)
    why: Mapped[str] = short(300)
    author_id: Mapped[int] = refers_to("person.id")
    base_number: Mapped[int | None]
    merged: Mapped[bool] = mapped_column(default=False)
    words_added: Mapped[int] = mapped_column(default=0)
    words_removed: Mapped[int] = mapped_column(default=0)
    authorship: Mapped[Spans | None] = mapped_column(deferred=True)
    balance: Mapped[Counts | None]
    idempotency_key: Mapped[str] = short(64)
    digest: Mapped[str] = short(64)
    imported: Mapped[Facts | None]
    created_at: Mapped[datetime]

    author: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    document: Mapped[Document] = relationship(lazy="select")


class StateChange(InCapacity, Base):
    """A step in the life of a document: what it became, who did it, and the published reason where one is needed."""

    __tablename__ = "state_change"
    __table_args__ = (
        one_of(
            "state", sorted({*(each.value for each in ProblemState), *(each.value for each in ProposalState)})
        ),
        *capacity_is_sound(),
        Index("ix_state_change_document_id", "document_id", "id"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = refers_to("document.id")
    state: Mapped[str] = short(12)
    reason: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = refers_to("person.id")
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def state_word(self) -> ProblemState | ProposalState:
        """The state by its word, with its label."""
        is_proposal = self.state == ProposalState.PUBLISHED
        return ProposalState(self.state) if is_proposal else ProblemState(self.state)
