"""Looking for words as a reader does, and one thing of every kind that can be found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role, Stage
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.outcomes.models import Entry, Record
from policyspace.people.models import Person
from policyspace.reporting.searching import find
from policyspace.reporting.searching.rules import Narrowed, Question
from policyspace.spaces.models import Space
from tests.builders.answers import a_draft_answer, an_answer
from tests.builders.discussion import a_comment, a_reply
from tests.builders.drafting import a_problem, a_proposal, an_open_problem
from tests.builders.outcomes import Table, an_entry
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator


def found_by(reader: Person | None, words: str, **narrowed: Any) -> list[str]:
    """What `reader` finds for `words`, each by its kind and a number: "comment 3"; of at most 50 things."""
    page = find(reader, Question.read(words), Narrowed(**narrowed), limit=50)
    return [f"{each.kind.value} {each.place % 2**48}" for each in page.items]


@dataclass
class Cast:
    """The readers of a space: nobody in it, in each role, and those who wrote what they read."""

    space: Space

    @cached_property
    def outsider(self) -> Person:
        return a_resident("Oda Outsider")

    @cached_property
    def participant(self) -> Person:
        return a_member(self.space)

    @cached_property
    def author(self) -> Person:
        return a_member(self.space)

    @cached_property
    def drafter(self) -> Person:
        return a_member(self.space, role=Role.DRAFTER, side=Side.LOCAL)

    @cached_property
    def facilitator(self) -> Person:
        return the_facilitator(self.space)

    @property
    def readers(self) -> dict[str, Person | None]:
        names = ("outsider", "participant", "author", "drafter", "facilitator")
        return {"visitor": None, **{name: getattr(self, name) for name in names}}


def problem_in_draft(cast: Cast, word: str) -> Document:
    return a_problem(cast.space, title=f"On {word}")


def open_problem(cast: Cast, word: str) -> Document:
    return an_open_problem(cast.space, text=f"## Who is affected\n\nPeople with {word}.\n")


def proposal_in_draft(cast: Cast, word: str) -> Document:
    return a_proposal(cast.space, title=f"More {word}")


def comment(cast: Cast, word: str) -> Comment:
    return a_comment(an_open_problem(cast.space), author=cast.author, body=f"We had no **{word}** at all.")


def reply(cast: Cast, word: str) -> Comment:
    return a_reply(
        a_comment(an_open_problem(cast.space), author=cast.participant),
        author=cast.author,
        body=f"Nor {word}.",
    )


def comment_on_draft(cast: Cast, word: str) -> Comment:
    return a_comment(a_problem(cast.space), author=cast.drafter, body=f"More about {word} here.")


def published_answer(cast: Cast, word: str) -> Any:
    return an_answer(
        a_comment(an_open_problem(cast.space), author=cast.participant), words=f"The council has no {word}."
    )


def draft_answer(cast: Cast, word: str) -> Any:
    return a_draft_answer(
        a_comment(an_open_problem(cast.space), author=cast.participant), words=f"The council has no {word}."
    )


def entry_of_draft(cast: Cast, word: str) -> Any:
    table = Table(cast.space, a_proposal(cast.space))
    return an_entry(table, Stage.TRUST, "priorities", words=f"First of all, {word}.")


def document_of(said: Any) -> Document:
    """The document that a comment or an answer is about."""
    return db.session.get_one(Document, said.document_id)


def document_of_entry(entry: Entry) -> Document:
    """The proposal whose record an entry is of."""
    return db.session.get_one(Document, db.session.get_one(Record, entry.record_id).document_id)
