"""The steps in the life of a document, each asked before it is done."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from policyspace.discussion import services as discussion
from policyspace.discussion.queries import count_unanswered
from policyspace.drafting import queries, services
from policyspace.drafting.models import Document
from policyspace.drafting.schemas import Opening, Reopening
from policyspace.foundation.access import signed_in
from policyspace.foundation.schemas import Shape
from policyspace.spaces.queries import get_space
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor


@bp.route("/<int:number>/<any(open, reopen, close, frame, publish):step>", methods=["GET", "POST"])
@signed_in
def move(slug: str, number: int, step: str) -> ResponseReturnValue:
    """One step in the life of a document, asked before it is done."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    schema, service = STEPS[step]

    def do(typed: Values) -> ResponseReturnValue:
        service(actor(), document, **typed)
        return redirect(document_url(view, document), 303)

    return answer_form(
        schema(),
        "drafting/step.html",
        do,
        page=lambda: {
            "view": view,
            "document": document,
            "step": step,
            "unwritten": _unwritten(document, step),
            "waiting": count_unanswered(document) if step == "frame" else None,
        },
    )


def _unwritten(document: Document, step: str) -> list[str]:
    """The sections with nothing in them, where the step would show the text to more people."""
    return queries.unwritten_sections(document) if step in {"open", "reopen", "publish"} else []


STEPS: dict[str, tuple[type[Shape], Callable[..., None]]] = {
    "open": (Opening, services.open_problem),
    "reopen": (Reopening, services.reopen_problem),
    "close": (Shape, services.close_problem),
    "frame": (Shape, discussion.frame_problem),
    "publish": (Shape, services.publish_proposal),
}
