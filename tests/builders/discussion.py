"""Problems that are discussed, and what people say about them, by the real services."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select

from policyspace.charter.words import CommentKind, DocumentKind
from policyspace.discussion import services
from policyspace.discussion.models import Comment, DiscussedBlock
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from tests.builders.people import a_resident
from tests.builders.spaces import a_space, the_facilitator

TEXT = "## Who is affected\n\nFamilies in one room.\n\nChildren who change schools.\n\nCouncils that pay for it.\n"


def a_draft_problem(space: Space | None = None, *, text: str = TEXT) -> Document:
    """A problem that only its drafters read, with one heading and three numbered paragraphs."""
    space = space or a_space()
    return drafting.create_document(
        the_facilitator(space),
        space,
        kind=DocumentKind.PROBLEM,
        title="Too long in one room",
        text=text,
        idempotency_key=secrets.token_hex(16),
    )


def a_discussed_problem(space: Space | None = None, *, text: str = TEXT, **opening: Any) -> Document:
    """The same, open for comments."""
    space = space or a_space()
    document = a_draft_problem(space, text=text)
    drafting.open_problem(the_facilitator(space), document, **opening)
    return document


def a_block_of(document: Document, number: int) -> str:
    """The id of the paragraph of the newest revision that is cited by `number`."""
    blocks = get_revision(document, document.revision_count).blocks
    return next(str(block["id"]) for block in blocks if block["number"] == number)


def a_comment(document: Document, *, author: Person | None = None, **said: Any) -> Comment:
    """A comment, by someone new unless `author` is given."""
    words: dict[str, Any] = {
        "kind": CommentKind.EXPERIENCE,
        "body": "We waited **nine** months.",
        "revision_number": document.revision_count,
        "idempotency_key": secrets.token_hex(16),
    }
    return services.post_comment(author or a_resident(), document, **(words | said))


def a_reply(parent: Comment, *, author: Person | None = None, **said: Any) -> Comment:
    """A reply, by someone new unless `author` is given."""
    words: dict[str, Any] = {"body": "The same here.", "idempotency_key": secrets.token_hex(16)}
    return services.post_reply(author or a_resident(), parent, **(words | said))


def the_space(document: Document) -> Space:
    """The space of `document`."""
    return db.session.get_one(Space, document.space_id)


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
