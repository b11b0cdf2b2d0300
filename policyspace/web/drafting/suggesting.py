"""Suggestions: other words for a passage, proposed on a form of their own, listed, and discussed in their threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.discussion import queries as discussion
from policyspace.discussion import services
from policyspace.discussion.queries import Suggested
from policyspace.drafting import queries
from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.rules.suggesting import find_passage
from policyspace.drafting.schemas import NewSuggestion
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import after_saying
from policyspace.web.discussion.part import hats_to_choose, may_once_signed_in
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.forms import Values, answer_form, fresh_form
from policyspace.web.gate import actor, reader
from policyspace.web.keeping import words_asked_for
from policyspace.web.lists import asked_span
from policyspace.web.traps import trapped


@dataclass(frozen=True)
class SuggestedHere:
    """Beside a text: the open suggestions by block, those whose block is gone, and where another is made (put the
    id of a block behind it), if the reader may make any."""

    here: Mapping[str, Sequence[Suggested]]
    elsewhere: Sequence[Suggested]
    url: str | None

    @property
    def count(self) -> int:
        return sum(map(len, self.here.values()))


SUGGESTIONS = "/<int:number>/suggestions"
SUGGESTION = f"{SUGGESTIONS}/<int:suggestion_id>"
ON_A_PAGE = 20


@bp.get(SUGGESTIONS)
@open_to_all
def suggestions(slug: str, number: int) -> ResponseReturnValue:
    """The suggestions on a document: those that wait for a decision, or those that were decided."""
    view = get_space(slug, reader())
    document, revision = queries.read_document(view, number)
    decided = request.args.get("state") == "decided"
    page = discussion.suggestions_of(view, document, asked_span(limit=ON_A_PAGE), is_open=not decided)
    numbers = {block["id"]: block["number"] for block in revision.blocks}
    return render_template(
        "drafting/suggestions.html", view=view, document=document, page=page, decided=decided, numbers=numbers
    )


@bp.get(SUGGESTION)
@open_to_all
def suggestion(slug: str, number: int, suggestion_id: int) -> ResponseReturnValue:
    """The address of a suggestion leads to the thread about it."""
    view = get_space(slug, reader())
    found = discussion.get_suggestion(view, queries.get_document(view, number), suggestion_id)
    thread = url_for("discussion.thread", slug=slug, number=number, comment_id=found.thread_id)
    return redirect(thread, 303)


@bp.get(f"{SUGGESTIONS}/new")
@open_to_all
def suggest(slug: str, number: int) -> ResponseReturnValue:
    """The form for other words for a passage, or the way to sign in first.

    Words kept of such a form come on their own passage, and also where the text has lost that meanwhile.
    """
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    kept = words_asked_for(request.path)
    block_id = kept.fields.get("block_id", [""])[0] if kept else request.args.get("block", "")
    page = suggesting_page(view, document, block_id)
    if page["passage"] is None and kept is None:
        raise NotFound
    start = {"words": page["passage"], "base_number": document.revision_count, "block_id": block_id}
    return render_template("drafting/suggest.html", form=fresh_form(start), **page)


@bp.post(f"{SUGGESTIONS}/new")
@signed_in
def post_suggestion(slug: str, number: int) -> ResponseReturnValue:
    """Suggest other words; what cannot be taken is shown again, beside the passage as it is now."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        said = services.say_suggestion(actor(), document, **typed, trapped=trapped())
        done = _("Your suggestion is made. We will tell you what becomes of it.")
        return after_saying(view, number, said, done)

    page = partial(suggesting_page, view, document, request.form.get("block_id", ""))
    return answer_form(NewSuggestion(), "drafting/suggest.html", act, page=page)


def suggesting_page(view: SpaceView, document: Document, block_id: str) -> dict[str, Any]:
    """What the form for other words needs. `passage` and `block` are None where the text has no such block now."""
    state = queries.state_of(document)
    newest = queries.get_revision(document, document.revision_count)
    may = view.may(Action.SUGGEST, document_state=state)
    return {
        "view": view,
        "document": document,
        "state": state,
        "block": next((block for block in newest.blocks if block["id"] == block_id), None),
        "passage": find_passage(blocks_of(newest), block_id),
        "may_suggest": may,
        "may_after_sign_in": may_once_signed_in(view, Action.SUGGEST, state),
        "hats": hats_to_choose(view) if may else [],
        "back_url": document_url(view, document, _anchor=f"b-{block_id}"),
    }


def suggested_here(view: SpaceView, document: Document, newest: Revision) -> SuggestedHere:
    """What the page of a text shows of suggestions."""
    found = discussion.suggestions_in_place(view, document)
    blocks = {block["id"] for block in newest.blocks}
    state = queries.state_of(document)
    may = view.may(Action.SUGGEST, document_state=state) or may_once_signed_in(view, Action.SUGGEST, state)
    return SuggestedHere(
        here=found,
        elsewhere=[each for block, several in found.items() if block not in blocks for each in several],
        url=f"{document_url(view, document, 'drafting.suggest')}?block=" if may else None,
    )
