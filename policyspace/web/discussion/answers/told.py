"""What everyone reads of answers: one of them, "you said, we did", and what happened to what I said."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.discussion import queries
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.paging import Span
from policyspace.spaces.queries import get_space
from policyspace.web.discussion.answers.blueprint import ANSWER, DOCUMENT, answers_bp
from policyspace.web.discussion.answers.writing import shown_page
from policyspace.web.forms import fresh_form
from policyspace.web.gate import actor, reader
from policyspace.web.lists import asked_span

A_PAGE = 25
FIRST_COMMENTS = 10
ON_PAPER = 1_000


@answers_bp.get(ANSWER)
@open_to_all
def show(slug: str, number: int, answer_id: int) -> ResponseReturnValue:
    """An answer, and the comments it is given to."""
    view = get_space(slug, reader())
    document = get_document(view, number)
    answer = queries.get_answer(view, document, answer_id)
    return render_template("answers/show.html", form=fresh_form(), **shown_page(view, document, answer))


@answers_bp.get(f"{DOCUMENT}/you-said-we-did")
@open_to_all
def you_said(slug: str, number: int) -> ResponseReturnValue:
    """What became of what people said about a document; whole, to be printed, where it is asked for."""
    view = get_space(slug, reader())
    document = get_document(view, number)
    whole = request.args.get("whole") == "yes"
    span = Span(limit=ON_PAPER) if whole else asked_span(limit=A_PAGE)
    page = queries.answers_of(view, document, span)
    comments = queries.comments_of(view, document, [each.id for each in page.items], most=FIRST_COMMENTS)
    return render_template(
        "answers/you_said.html", view=view, document=document, page=page, comments=comments, whole=whole
    )


@answers_bp.get("/what-happened")
@signed_in
def what_happened() -> ResponseReturnValue:
    """What became of everything the reader said, in all their spaces."""
    page = queries.what_happened_to(actor(), asked_span(limit=A_PAGE))
    return render_template("answers/what_happened.html", page=page)
