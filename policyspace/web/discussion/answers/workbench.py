"""The workbench: what has no answer yet, what is drafted, what is published; many are handled at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerState, CommentKind
from policyspace.discussion import queries
from policyspace.drafting.models import Document
from policyspace.drafting.queries import read_document
from policyspace.foundation.access import signed_in
from policyspace.foundation.paging import Page
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.answers.blueprint import ANSWERS, answers_bp
from policyspace.web.discussion.place import place_of
from policyspace.web.gate import actor
from policyspace.web.lists import asked_span

A_PAGE = 50
FIRST_COMMENTS = 3
LISTS = ("unanswered", "alike", "mine", "drafted", "published")


@dataclass(frozen=True)
class Bench:
    """What one list of the workbench shows. `chosen`: every box of it is ticked."""

    show: str
    kind: CommentKind | None
    chosen: bool


@answers_bp.get(ANSWERS)
@signed_in
def workbench(slug: str, number: int) -> ResponseReturnValue:
    """One list of the workbench."""
    view = get_space(slug, actor())
    view.require(Action.READ_DRAFT_ANSWER)
    document, revision = read_document(view, number)
    bench = _asked()
    return render_template(
        f"answers/{_TEMPLATES[bench.show]}.html",
        view=view,
        document=document,
        bench=bench,
        counts=queries.answers_by_state(document),
        **_LISTED[bench.show](view, document, bench),
        place=place_of(view, document, revision),
        kinds=list(CommentKind),
    )


def _asked() -> Bench:
    show, kind = request.args.get("show", ""), request.args.get("kind", "")
    return Bench(
        show=show if show in LISTS else "unanswered",
        kind=CommentKind(kind) if kind in list(CommentKind) else None,
        chosen=request.args.get("chosen") == "all",
    )


def _unanswered(view: SpaceView, document: Document, bench: Bench) -> dict[str, Any]:
    page = queries.comments_awaiting(view, document, asked_span(limit=A_PAGE), kind=bench.kind)
    return {"page": page}


def _alike(view: SpaceView, document: Document, _bench: Bench) -> dict[str, Any]:
    return {"page": Page([]), "groups": queries.groups_awaiting(view, document)}


def _answers(view: SpaceView, document: Document, bench: Bench) -> dict[str, Any]:
    state = AnswerState.PUBLISHED if bench.show == "published" else AnswerState.DRAFT
    drafter = actor() if bench.show == "mine" else None
    page = queries.answers_of(view, document, asked_span(limit=A_PAGE), state=state, drafter=drafter)
    comments = queries.comments_of(view, document, [each.id for each in page.items], most=FIRST_COMMENTS)
    return {"page": page, "comments": comments}


_LISTED = {
    "unanswered": _unanswered,
    "alike": _alike,
    "mine": _answers,
    "drafted": _answers,
    "published": _answers,
}
_TEMPLATES = {
    "unanswered": "unanswered",
    "alike": "alike",
    "mine": "drafts",
    "drafted": "drafts",
    "published": "drafts",
}
