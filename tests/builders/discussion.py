"""Problems that are discussed, and what people say about them, by the real services."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from policyspace.charter.words import CommentKind
from policyspace.discussion import services
from policyspace.discussion.models import Comment, DiscussedBlock
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from tests.builders.drafting import a_key, a_problem
from tests.builders.drafting import space_of as the_space
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator

__all__ = [
    "a_block_of",
    "a_comment",
    "a_discussed_problem",
    "a_draft_problem",
    "a_reply",
    "counts_of",
    "posted",
    "the_space",
    "words_of_a_comment",
]

TEXT = "## Who is affected\n\nFamilies in one room.\n\nChildren who change schools.\n\nCouncils that pay for it.\n"


def a_draft_problem(space: Space | None = None) -> Document:
    """A problem that only its drafters read, with one heading and three numbered paragraphs."""
    return a_problem(space, title="Too long in one room", text=TEXT)


def a_discussed_problem(space: Space | None = None, *, closes_on: date | None = None) -> Document:
    """The same, open for comments."""
    document = a_draft_problem(space)
    drafting.open_problem(the_facilitator(the_space(document)), document, closes_on=closes_on)
    return document


def a_block_of(document: Document, number: int) -> str:
    """The id of the paragraph of the newest revision that is cited by `number`."""
    blocks = get_revision(document, document.revision_count).blocks
    return next(str(block["id"]) for block in blocks if block["number"] == number)


def words_of_a_comment(**said: Any) -> dict[str, Any]:
    """What a form sends to comment on the first revision."""
    words: dict[str, Any] = {
        "kind": "experience",
        "body": "We waited **nine** months.",
        "revision_number": 1,
        "idempotency_key": a_key(),
    }
    return words | said


def a_comment(document: Document, *, author: Person | None = None, **said: Any) -> Comment:
    """A comment, by someone new unless `author` is given."""
    words: dict[str, Any] = {
        "kind": CommentKind.EXPERIENCE,
        "body": "We waited **nine** months.",
        "revision_number": document.revision_count,
        "idempotency_key": a_key(),
    }
    return services.post_comment(author or a_resident(), document, **(words | said))


def a_reply(parent: Comment, *, author: Person | None = None, **said: Any) -> Comment:
    """A reply, by someone new unless `author` is given."""
    words: dict[str, Any] = {"body": "The same here.", "idempotency_key": a_key()}
    return services.post_reply(author or a_resident(), parent, **(words | said))


def posted(comment: Comment) -> Comment:
    """`comment` as the database has it now."""
    db.session.refresh(comment)
    return comment


def counts_of(document: Document) -> tuple[int, dict[str, int]]:
    """The comments counted on `document` and on its blocks, as the database has them now."""
    whole = db.session.scalar(select(Document.comment_count).where(Document.id == document.id))
    blocks = select(DiscussedBlock).where(DiscussedBlock.document_id == document.id)
    found = db.session.scalars(blocks, execution_options={"populate_existing": True})
    return whole or 0, {each.block_id: each.comment_count for each in found}
