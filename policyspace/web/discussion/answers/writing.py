"""An answer as it is written: for the comments that were chosen, changed, given to fewer or more, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerStatus
from policyspace.discussion import queries, services
from policyspace.discussion.models import Answer
from policyspace.discussion.schemas import AnswerChange, AnswerChosen, AnswerDraft, Nothing, Regrouping
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_document, history_of
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.answers.blueprint import (
    ANSWER,
    ANSWERS,
    answers_bp,
    chosen_ids,
    workbench_url,
)
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor

MOST_SHOWN = 100


@answers_bp.route(f"{ANSWERS}/new", methods=["GET", "POST"])
@signed_in
def new(slug: str, number: int) -> ResponseReturnValue:
    """One answer to the comments that the address names."""
    view, document = _begin(slug, number)
    ids = chosen_ids("comment")

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        answer = services.draft_answer(actor(), document, comment_ids=ids, **typed)
        flash(_("Your draft is saved. Only the team can read it."), "success")
        return redirect(_after(view, document, answer), 303)

    def page() -> Mapping[str, Any]:
        return _page(view, document) | {"comments": queries.comments_by_id(view, document, ids)}

    return answer_form(AnswerDraft(), "answers/new.html", act, page=page, preview=_look_at_passages)


@answers_bp.route(f"{ANSWER}/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str, number: int, answer_id: int) -> ResponseReturnValue:
    """Other words for a draft. Who finds that someone changed it meanwhile reads theirs above their own."""
    view, document = _begin(slug, number)
    answer = queries.get_answer(view, document, answer_id)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        services.change_answer(actor(), answer, **typed)
        flash(_("Your draft is saved. Only the team can read it."), "success")
        return redirect(_after(view, document, answer), 303)

    def page() -> Mapping[str, Any]:
        comments = queries.comments_of(view, document, [answer.id], most=MOST_SHOWN)[answer.id]
        return _page(view, document, str(answer.revision_number or "")) | {
            "comments": comments,
            "answer": answer,
        }

    return answer_form(
        AnswerChange(),
        "answers/edit.html",
        act,
        start=_start(answer),
        page=page,
        preview=_look_at_passages,
    )


@answers_bp.post(f"{ANSWER}/comments")
@signed_in
def take_comments_out(slug: str, number: int, answer_id: int) -> ResponseReturnValue:
    """Leave the chosen comments without this draft again."""
    view, document = _begin(slug, number)
    answer = queries.get_answer(view, document, answer_id)

    def act(typed: Values) -> ResponseReturnValue:
        services.take_comments_out(actor(), answer, **typed)
        flash(_("These comments have no answer again."), "success")
        return redirect(_own(view, document, answer), 303)

    return answer_form(
        Regrouping(), "answers/show.html", act, page=lambda: shown_page(view, document, answer)
    )


@answers_bp.route(f"{ANSWERS}/add", methods=["GET", "POST"])
@signed_in
def add(slug: str, number: int) -> ResponseReturnValue:
    """Give one of the drafts to the comments that the address names as well."""
    view, document = _begin(slug, number)
    ids = chosen_ids("comment")

    def act(typed: Values) -> ResponseReturnValue:
        answer = queries.get_answer(view, document, typed["answer_id"])
        services.add_comments(actor(), answer, comment_ids=ids)
        flash(_("The draft answers these comments as well."), "success")
        return redirect(_own(view, document, answer), 303)

    def page() -> Mapping[str, Any]:
        drafts = queries.newest_drafts(view, document)
        return {
            "view": view,
            "document": document,
            "drafts": drafts,
            "comments": queries.comments_by_id(view, document, ids),
        }

    return answer_form(AnswerChosen(), "answers/add.html", act, page=page)


@answers_bp.route(f"{ANSWER}/discard", methods=["GET", "POST"])
@signed_in
def discard(slug: str, number: int, answer_id: int) -> ResponseReturnValue:
    """Throw a draft away, asked before it is done."""
    view, document = _begin(slug, number)
    answer = queries.get_answer(view, document, answer_id)

    def act(_typed: Values) -> ResponseReturnValue:
        services.discard_answer(actor(), answer)
        flash(_("The draft is thrown away. Its comments have no answer again."), "success")
        return redirect(workbench_url(view, document, "drafted"), 303)

    page = {"view": view, "document": document, "answer": answer}
    return answer_form(Nothing(), "answers/discard.html", act, page=lambda: page)


def shown_page(view: SpaceView, document: Document, answer: Answer) -> dict[str, Any]:
    """What the page of an answer needs."""
    return {
        "view": view,
        "document": document,
        "answer": answer,
        "comments": queries.comments_of(view, document, [answer.id], most=MOST_SHOWN)[answer.id],
        "steps": queries.steps_of_answer(answer) if view.may(Action.READ_DRAFT_ANSWER) else [],
    }


def _begin(slug: str, number: int) -> tuple[SpaceView, Document]:
    view = get_space(slug, actor())
    view.require(Action.DRAFT_ANSWER)
    return view, get_document(view, number)


def _page(view: SpaceView, document: Document, number: str = "") -> dict[str, Any]:
    """What both forms need; of the revision that is chosen, the passages, those that changed first."""
    chosen = request.form.get("revision_number", number)
    return {
        "view": view,
        "document": document,
        "statuses": list(AnswerStatus),
        "revisions": history_of(document),
        "passages": queries.passages_to_choose(document, chosen),
    }


def _look_at_passages(_typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """The page shows the passages of whichever revision is chosen."""
    return {}


def _start(answer: Answer) -> dict[str, Any]:
    return {
        "version": answer.version,
        "status": answer.status,
        "words": answer.words,
        "passed_to": answer.passed_to or "",
        "revision_number": answer.revision_number or "",
        "block_id": answer.block_id or "",
    }


def _own(view: SpaceView, document: Document, answer: Answer) -> str:
    return url_for("answers.show", slug=view.space.slug, number=document.number, answer_id=answer.id)


def _after(view: SpaceView, document: Document, answer: Answer) -> str:
    """Back to the comments that wait, or to the answer itself for whoever came from there."""
    if request.form.get("then") == "next":
        return workbench_url(view, document)
    return _own(view, document, answer)
