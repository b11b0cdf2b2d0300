"""Comments on entries. What is done with one of them is done as with any comment on the document."""

from __future__ import annotations

from typing import Any

from flask import Response

from policyspace.api.discussion import CommentShown, ThreadsPage
from policyspace.api.frame import reader
from policyspace.api.holding import HeldShown, told_said
from policyspace.api.outcomes.blueprint import ENTRY, bp, enter
from policyspace.discussion.queries import Said, ThreadPage
from policyspace.discussion.schemas import EntryComment, Onward
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.spaces.queries import get_space


@bp.get(f"{ENTRY}/comments")
@bp.arguments(Onward, location="query")
@bp.response(200, ThreadsPage)
@open_to_all
def comments(asked: dict[str, Any], slug: str, number: int, entry_id: int) -> ThreadPage:
    """What is said about an entry, whichever of its words stand now, by thread, the oldest first."""
    view = get_space(slug, reader())
    document = queries.get_proposal(view, number)
    entry = queries.get_entry(document, entry_id)
    return queries.threads_about(view, document, entry, after=asked["after"], with_body=True)


@bp.post(f"{ENTRY}/comments")
@bp.arguments(EntryComment)
@bp.response(201, CommentShown)
@bp.alt_response(202, schema=HeldShown)
@signed_in
def comment(values: dict[str, Any], slug: str, number: int, entry_id: int) -> Said | Response:
    """Comment on an entry. 202: a facilitator looks at it before others can read it.

    Reply, support, edit, withdraw, report and hide at /comments/{id} of the document.
    """
    person, document = enter(slug, number)
    entry = queries.get_entry(document, entry_id)
    take("posting", key=person.id)
    said = services.comment_on_entry(person, document, entry, **values)
    return told_said(said, person, slug, document)
