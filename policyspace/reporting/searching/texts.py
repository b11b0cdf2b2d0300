"""What the index holds of each thing that can be found: which words of it, whose side they are on, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policyspace.charter.words import AnswerState
from policyspace.discussion.models import Answer, Comment
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.text.plain import known_plain_text, plain_text
from policyspace.outcomes.models import Entry
from policyspace.reporting.searching.rules import FoundKind, marks_of, place_of, terms_of
from policyspace.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Text:
    """What there is to find of one thing. `title` is found, and shown from elsewhere."""

    kind: FoundKind
    subject_id: int
    space_id: int
    at: datetime
    words: str
    title: str = ""
    side: str | None = None

    @property
    def place(self) -> int:
        """Where it stands in the list of all there is."""
        return place_of(self.kind, self.subject_id)

    def row(self) -> dict[str, Any]:
        """Its row in the index; its marks as a list."""
        terms = terms_of(f"{self.title}\n{self.words}")
        return {
            "id": self.place,
            "kind": self.kind.value,
            "subject_id": self.subject_id,
            "at": self.at,
            "words": self.words,
            "terms": terms.stems,
            "also": terms.also,
            "marks": marks_of(self.kind, self.space_id, self.side, self.at),
        }


def of_space(space: Space) -> Text:
    """A space: its title and its question."""
    return Text(FoundKind.SPACE, space.id, space.id, space.created_at, space.question, space.title)


def of_document(document: Document, newest: Revision) -> Text:
    """A document: its title and what stands in it now. What a template tells its writers is not of it."""
    words = "\n".join(known_plain_text(block["html"]) for block in newest.blocks if not block.get("guidance"))
    kind = FoundKind(document.kind)
    return Text(kind, document.id, document.space_id, newest.created_at, words, newest.title)


def of_comment(comment: Comment, space_id: int) -> Text | None:
    """A comment or a reply; none once it is withdrawn. Whether it is hidden is asked when somebody searches."""
    if comment.withdrawn_at is not None:
        return None
    words = plain_text(comment.html)
    return Text(FoundKind.COMMENT, comment.id, space_id, comment.created_at, words, side=comment.side)


def of_answer(answer: Answer, space_id: int) -> Text | None:
    """A published answer; none while it is a draft."""
    if answer.state != AnswerState.PUBLISHED or answer.published_at is None:
        return None
    words = " ".join(filter(None, (plain_text(answer.html), answer.passed_to)))
    return Text(FoundKind.ANSWER, answer.id, space_id, answer.published_at, words, side=answer.side)


def of_entry(entry: Entry, space_id: int) -> Text | None:
    """An entry of a record, as long as it stands there."""
    if entry.ended_at is not None:
        return None
    words = plain_text(entry.html)
    return Text(FoundKind.ENTRY, entry.id, space_id, entry.created_at, words, side=entry.side)


MADE_OF: Mapping[type[Any], frozenset[str]] = {
    Space: frozenset({"title", "question"}),
    Comment: frozenset({"html", "withdrawn_at"}),
    Answer: frozenset({"html", "passed_to", "state"}),
    Entry: frozenset({"ended_at"}),
}
"""Which columns the words of a row come from. A revision never changes: a new one is what changes a document."""
