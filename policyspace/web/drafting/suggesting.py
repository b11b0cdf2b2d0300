"""Suggestions: other words for a passage, proposed on a form of their own, listed, and discussed in their threads."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from policyspace.discussion.queries import get_suggestion
from policyspace.drafting import queries
from policyspace.foundation.access import open_to_all
from policyspace.spaces.queries import get_space
from policyspace.web.drafting.blueprint import bp
from policyspace.web.gate import reader

SUGGESTIONS = "/<int:number>/suggestions"


@bp.get(f"{SUGGESTIONS}/<int:suggestion_id>")
@open_to_all
def suggestion(slug: str, number: int, suggestion_id: int) -> ResponseReturnValue:
    """The address of a suggestion leads to the thread about it."""
    view = get_space(slug, reader())
    found = get_suggestion(view, queries.get_document(view, number), suggestion_id)
    thread = url_for("discussion.thread", slug=slug, number=number, comment_id=found.thread_id)
    return redirect(thread, 303)
