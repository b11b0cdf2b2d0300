"""What people say about an entry, and the form to say something."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.stages import stage_row
from policyspace.charter.words import CommentKind, Stage
from policyspace.discussion.queries import own_held
from policyspace.discussion.rules import mark_or_none
from policyspace.discussion.schemas import EntryComment
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.outcomes.fields import names_in
from policyspace.spaces.queries import SpaceView
from policyspace.web import gate
from policyspace.web.discussion.blueprint import after_saying
from policyspace.web.discussion.part import hats_to_choose, may_once_signed_in
from policyspace.web.discussion.place import place_on_entry
from policyspace.web.forms import Values, answer_form, fresh_form
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.outcomes.blueprint import ENTRY, bp, enter_proposal, here
from policyspace.web.outcomes.shown import entry_shown
from policyspace.web.traps import trapped


@bp.get(f"{ENTRY}/comments")
@open_to_all
@alike_for_visitors
def comments(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """What is said about an entry, whichever of its words stand now."""
    view, document = enter_proposal(slug, number)
    page = _page(view, document, entry_id)
    return render_template("outcomes/comments.html", form=fresh_form(), **page)


@bp.post(f"{ENTRY}/comments")
@signed_in
def comment(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Say something about an entry; what cannot be taken is shown again below the list."""
    view, document = enter_proposal(slug, number)
    entry = queries.get_entry(document, entry_id)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=gate.actor().id)
        said = services.comment_on_entry(gate.actor(), document, entry, **typed, trapped=trapped())
        done = _("Your comment is posted. You can edit it for 15 minutes.")
        return after_saying(view, number, said, done)

    page = "outcomes/comments.html"
    return answer_form(EntryComment(), page, act, page=lambda: _page(view, document, entry_id))


def _page(view: SpaceView, document: Document, entry_id: int) -> dict[str, Any]:
    asked_about = queries.get_entry(document, entry_id)
    entry = queries.find_standing(asked_about) or asked_about
    prompt = queries.get_prompt(Stage(entry.stage), entry.prompt)
    found = queries.threads_about(view, document, entry, after=mark_or_none(request.args.get("after", "")))
    state, first = state_of(document), queries.first_of(entry)
    may_comment = view.may(Action.COMMENT, document_state=state, on_entry=True)
    more = here(view, document, "comments", entry_id=first, after=str(found.after)) if found.after else None
    return {
        "view": view,
        "document": document,
        "row": stage_row(Stage(entry.stage)),
        "prompt": prompt,
        "shown": entry_shown(view, prompt, entry, names_in([entry], [prompt])),
        "threads": found.threads,
        "more": more,
        "place": place_on_entry(view, document, first),
        "held": own_held(view, document, entry_id=first),
        "kinds": tuple(CommentKind),
        "may_comment": may_comment,
        "may_after_sign_in": may_once_signed_in(view, Action.COMMENT, state),
        "hats": hats_to_choose(view) if may_comment else [],
    }
