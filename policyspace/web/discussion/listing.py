"""The comments on a document: listed, filtered, ordered, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from policyspace.discussion import queries, services
from policyspace.discussion.schemas import NewComment
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import after_saying, bp
from policyspace.web.discussion.part import comments_path, part_of
from policyspace.web.forms import Values, answer_form, fresh_form
from policyspace.web.gate import actor, reader
from policyspace.web.traps import trapped


@bp.get("")
@open_to_all
def index(slug: str, number: int) -> ResponseReturnValue:
    """What is said about a document."""
    view = get_space(slug, reader())
    document, revision, counts = queries.read_discussed(view, number)
    shown = comments_part(view, document, revision, counts, endpoint="discussion.index")
    return render_template("discussion/index.html", view=view, document=document, **shown)


@bp.post("")
@signed_in
def post(slug: str, number: int) -> ResponseReturnValue:
    """Say something about a document; what cannot be taken is shown again below the list."""
    view = get_space(slug, actor())
    document = get_document(view, number)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        said = services.say_comment(actor(), document, **typed, trapped=trapped())
        done = _("Your comment is posted. You can edit it for 15 minutes.")
        return after_saying(view, number, said, done)

    return answer_form(NewComment(), "discussion/index.html", act, page=lambda: _again(view, number))


def _again(view: SpaceView, number: int) -> dict[str, Any]:
    document, revision, counts = queries.read_discussed(view, number)
    part = part_of("discussion.index", view, document, revision, counts)
    return {"view": view, "document": document, "part": part}


def comments_part(
    view: SpaceView,
    document: Document,
    revision: Revision,
    counts: Mapping[str, int],
    *,
    endpoint: str = "drafting.show",
) -> dict[str, Any]:
    """What a page needs to show the comments on a document, and the form for a new one."""
    part = part_of(endpoint, view, document, revision, counts)
    return {"part": part, "form": fresh_form(part.start, path=comments_path(view, document))}
