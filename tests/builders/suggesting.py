"""Suggestions, and what people do with them, by the real services."""

from __future__ import annotations

from typing import Any

from policyspace.charter.words import Role
from policyspace.discussion import services as discussion
from policyspace.discussion.models import Comment
from policyspace.drafting import services
from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Revision, Suggestion
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.suggesting import find_passage
from policyspace.drafting.services import open_problem
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from tests.builders.discussion import a_block_of
from tests.builders.drafting import a_key, a_problem, a_revision, space_of
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator

WAIT = "Families wait for a year. They move three times. Nobody tells them why."
TEXT = f"## Who is affected\n\nAround 600 families.\n\n{WAIT}\n\nChildren change schools.\n"
TWICE = WAIT.replace("three times", "twice")


def an_open_text(space: Space | None = None) -> Document:
    """A problem open for comments, whose second paragraph is WAIT."""
    document = a_problem(space, title="They wait too long", text=TEXT)
    open_problem(the_facilitator(space_of(document)), document)
    return document


def passage_of(document: Document, number: int = 2) -> str:
    """What the paragraph that is cited by `number` says in the newest revision."""
    newest = get_revision(document, document.revision_count)
    return find_passage(blocks_of(newest), a_block_of(document, number)) or ""


def a_suggestion(
    document: Document, words: str = TWICE, *, author: Person | None = None, **said: Any
) -> Suggestion:
    """`words` for the second paragraph, by someone new unless `author` is given, with the thread about it."""
    comment = a_suggesting_comment(document, words, author=author, **said)
    return db.session.get_one(Suggestion, comment.suggestion_id)


def a_suggesting_comment(
    document: Document, words: str = TWICE, *, author: Person | None = None, **said: Any
) -> Comment:
    """The comment at the head of the thread about a new suggestion."""
    given: dict[str, Any] = {
        "base_number": document.revision_count,
        "words": words,
        "why": "We counted it",
        "idempotency_key": a_key(),
    }
    if "block_id" not in said:
        given["block_id"] = a_block_of(document, said.pop("number", 2))
    return discussion.post_suggestion(author or a_resident(), document, **(given | said))


def a_drafter(document: Document) -> Person:
    """Someone who may decide."""
    return a_member(space_of(document), role=Role.DRAFTER)


def accepted(suggestion: Suggestion, by: Person, **said: Any) -> Revision:
    """`suggestion` accepted as it stands."""
    digest = said.pop("digest", now_as(suggestion).digest)
    return services.accept_suggestion(by, suggestion, digest=digest, **said)


def rewritten(document: Document, old: str, new: str) -> Revision:
    """The text of `document` with other words somewhere."""
    text = get_revision(document, document.revision_count).text
    assert text.count(old) == 1
    return a_revision(document, text.replace(old, new))


def now_as(suggestion: Suggestion) -> Suggestion:
    """`suggestion` as the database has it now."""
    db.session.refresh(suggestion)
    return suggestion
