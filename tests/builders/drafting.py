"""Problems, proposals and revisions as drafters make them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from policyspace.charter.words import DocumentKind
from policyspace.drafting import services
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from tests.builders.spaces import a_space, the_facilitator

TEXT = """## Who is affected

Around 600 families in temporary accommodation.

## What happens to them now

They wait for a year and move three times.
"""


def a_key() -> str:
    """An idempotency key nobody used before."""
    return secrets.token_hex(16)


def a_document(
    space: Space | None = None,
    *,
    kind: DocumentKind = DocumentKind.PROBLEM,
    title: str = "Families wait too long",
    text: str = TEXT,
    by: Person | None = None,
    problems: Sequence[int] = (),
    **told: Any,
) -> Document:
    """A document in its first state, written by the facilitator of the space unless told otherwise."""
    space = space or a_space()
    author = by or the_facilitator(space)
    return services.create_document(
        author,
        space,
        kind=kind,
        title=title,
        text=text,
        problems=problems,
        idempotency_key=a_key(),
        **told,
    )


def a_problem(space: Space | None = None, **told: Any) -> Document:
    """A problem still in draft."""
    return a_document(space, kind=DocumentKind.PROBLEM, **told)


def an_open_problem(space: Space | None = None, **told: Any) -> Document:
    """A problem that takes comments."""
    document = a_problem(space, **told)
    services.open_problem(the_facilitator(space_of(document)), document)
    return document


def a_proposal(space: Space | None = None, **told: Any) -> Document:
    """A proposal that is not published yet."""
    told.setdefault("title", "Let councils buy empty homes")
    return a_document(space, kind=DocumentKind.PROPOSAL, **told)


def space_of(document: Document) -> Space:
    """The space a document is in."""
    return db.session.get_one(Space, document.space_id)


def a_revision(document: Document, text: str, *, by: Person | None = None, **told: Any) -> Revision:
    """`text` saved on top of the newest revision."""
    return services.save_revision(
        by or the_facilitator(space_of(document)),
        document,
        base_number=told.pop("base_number", document.revision_count),
        title=told.pop("title", document.title),
        text=text,
        idempotency_key=told.pop("idempotency_key", a_key()),
        **told,
    ).revision
