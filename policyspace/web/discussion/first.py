"""Writing a comment first: the form for visitors, and the page of the link in the letter."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import CommentKind
from policyspace.discussion import queries, services
from policyspace.discussion.models import Comment, Held
from policyspace.discussion.queries import WrittenHere
from policyspace.discussion.schemas import FirstComment, Following
from policyspace.discussion.services import Claimed
from policyspace.drafting.queries import get_document, read_document_and, state_of, with_record
from policyspace.foundation.access import open_to_all
from policyspace.foundation.i18n import _
from policyspace.outcomes.queries import limits_beside
from policyspace.spaces.queries import get_space
from policyspace.web import gate, keeping
from policyspace.web.discussion.blueprint import after_saying, bp
from policyspace.web.discussion.part import decided_in
from policyspace.web.forms import Values, answer_form
from policyspace.web.people.blueprint import count_letter, tell_to_check_email
from policyspace.web.traps import trapped

written_bp = Blueprint("written", __name__, url_prefix="/written")
SHOWN = ("email", "body", "quote", "before")


@bp.route("/first", methods=["GET", "POST"])
@open_to_all
def first(slug: str, number: int) -> ResponseReturnValue:
    """Write a comment without an account: the words and an email address. Who is signed in has another form."""
    view = get_space(slug, None)
    document, revision, (told,) = read_document_and(view, number, with_record())
    if gate.reader() is not None:
        on = {name: request.args[name] for name in ("quote", "before") if name in request.args}
        own: Values = {"slug": slug, "number": number, "block": request.args.get("block_id"), **on}
        return redirect(url_for("drafting.show", **own, _anchor="comment-form"))
    asked = {name: request.args[name] for name in FirstComment().fields if name in request.args}
    block_id = request.form.get("block_id", asked.get("block_id"))

    def act(typed: Values) -> ResponseReturnValue:
        count_letter(typed["email"])
        own: Values = {"browser": gate.browser_value(), "form_key": request.form[keeping.KEY]}
        services.write_first(None, get_document(view, number), **typed, **own, trapped=trapped())
        return tell_to_check_email(typed["email"], "written_first")

    page = {
        "view": view,
        "document": document,
        "state": state_of(document),
        "may_write": view.may(Action.WRITE_FIRST, document_state=state_of(document)),
        "quoted": next((each for each in revision.blocks if each["id"] == block_id), None),
        "decided": decided_in(document, revision),
        "limits": limits_beside(view, document) if told else [],
        "carried": [name for name in FirstComment().fields if name not in SHOWN],
    }
    start = {"revision_number": revision.number, **asked}
    return answer_form(FirstComment(), "discussion/first.html", act, start=start, page=lambda: page)


@written_bp.route("/<token>", methods=["GET", "POST"])
@open_to_all
def follow(token: str) -> ResponseReturnValue:
    """Read once more what one wrote, and post it. Opening the page changes nothing: mail scanners open links, too."""
    found = queries.get_written_here(token)
    page = {"found": found, "view": found.view, "kinds": tuple(CommentKind)}
    return answer_form(
        Following(),
        "discussion/follow.html",
        partial(_claim, token, found),
        start={"kind": CommentKind.EXPERIENCE.value},
        page=lambda: page,
    )


def _claim(token: str, found: WrittenHere, values: Values) -> ResponseReturnValue:
    claimed = services.claim_written(
        None,
        token=token,
        browser=gate.known_browser(),
        browser_name=gate.browser_words(),
        instead_of=gate.held_token(),
        **values,
    )
    if claimed.session_token is not None:
        gate.let_in(claimed.person, claimed.session_token)
        form = url_for("discussion.first", slug=found.space.slug, number=found.document.number)
        keeping.note_arrived(claimed.person, found.written.form_key, form)
    if claimed.said is None:
        return render_template("discussion/given_back.html", found=found, view=found.view, claimed=claimed)
    return _lead_to(claimed, found, claimed.said)


def _lead_to(claimed: Claimed, found: WrittenHere, said: Comment | Held) -> ResponseReturnValue:
    """To the comment; where it is held, and nobody is signed in here to see it, to the document."""
    if isinstance(said, Comment) or claimed.session_token is not None:
        return after_saying(found.view, found.document.number, said, _("Your comment is posted."))
    flash(_("Thank you. A facilitator looks at it first. You will get an email."), "success")
    return redirect(url_for("drafting.show", slug=found.space.slug, number=found.document.number), 303)
