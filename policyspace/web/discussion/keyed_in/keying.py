"""Keying in what somebody said on paper, by phone or at a meeting; the list of it; putting it right."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import Channel, CommentKind, TakenBack
from policyspace.discussion import queries, services
from policyspace.discussion.keyed_in_schemas import Correcting, KeyingIn, TakingBackKeyedIn
from policyspace.discussion.models import MOST_IN_PLACE
from policyspace.discussion.queries import KeyedHere
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_document, state_of
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.foundation.text.clean import clean_line
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import comment_url
from policyspace.web.discussion.keyed_in.blueprint import ONE, keyed_bp
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor
from policyspace.web.lists import asked_span

A_PAGE = 25
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


@keyed_bp.get("")
@signed_in
def index(slug: str, number: int) -> ResponseReturnValue:
    """What was keyed in about a document, with its codes."""
    view, document = _enter(slug, number)
    page = queries.keyed_in_of(view, document, asked_span(limit=A_PAGE))
    may_key_in = view.may(Action.KEY_IN, document_state=state_of(document))
    return render_template(
        "keyed_in/index.html", view=view, document=document, page=page, may_key_in=may_key_in
    )


@keyed_bp.route("/new", methods=["GET", "POST"])
@signed_in
def new(slug: str, number: int) -> ResponseReturnValue:
    """Key in what somebody said."""
    view, document = _enter(slug, number)
    view.require(Action.KEY_IN, document_state=state_of(document))

    def act(typed: Values) -> ResponseReturnValue:
        take("keying_in", key=actor().id)
        kept = services.key_in_comment(actor(), document, **typed)
        return redirect(url_for("keyed_in.show", slug=slug, number=number, comment_id=kept.comment_id), 303)

    page = {"view": view, "document": document, **_choices()}
    return answer_form(KeyingIn(), "keyed_in/new.html", act, start=_start(document), page=lambda: page)


@keyed_bp.get(ONE)
@signed_in
def show(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """What was keyed in, and the code to hand over."""
    view, document = _enter(slug, number)
    found = queries.get_keyed_here(view, document, comment_id, Action.READ_KEYED_IN)
    keyed = found.keyed
    again = {"channel": keyed.channel, "place": keyed.place, "said_on": keyed.said_on.isoformat()}
    may_key_in = view.may(Action.KEY_IN, document_state=state_of(document))
    page = {"view": view, "document": document, "found": found}
    return render_template("keyed_in/show.html", **page, again=again, may_key_in=may_key_in)


@keyed_bp.route(f"{ONE}/correct", methods=["GET", "POST"])
@signed_in
def correct(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Put right what was keyed in."""
    view, document = _enter(slug, number)
    found = queries.get_keyed_here(view, document, comment_id, Action.CORRECT_KEYED_IN)

    def act(typed: Values) -> ResponseReturnValue:
        take("keying_in", key=actor().id)
        services.correct_keyed_in(actor(), found.comment, **typed)
        flash(_("What was keyed in is corrected."), "success")
        return redirect(comment_url(view, number, found.comment), 303)

    page = {"view": view, "document": document, "found": found, **_choices()}
    return answer_form(Correcting(), "keyed_in/correct.html", act, start=_as_kept(found), page=lambda: page)


@keyed_bp.route(f"{ONE}/take-back", methods=["GET", "POST"])
@signed_in
def take_back(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Take back what was keyed in, for a reason, asked before it is done."""
    view, document = _enter(slug, number)
    found = queries.get_keyed_here(view, document, comment_id, Action.TAKE_BACK_KEYED_IN)

    def act(typed: Values) -> ResponseReturnValue:
        services.take_back_keyed_in(actor(), found.comment, **typed)
        flash(_("It is taken back. Its code can be used again."), "success")
        return redirect(url_for("keyed_in.index", slug=slug, number=number), 303)

    page = {"view": view, "document": document, "found": found, "reasons": tuple(TakenBack)}
    return answer_form(TakingBackKeyedIn(), "keyed_in/take_back.html", act, page=lambda: page)


def _enter(slug: str, number: int) -> tuple[SpaceView, Document]:
    view = get_space(slug, actor())
    return view, get_document(view, number)


def _choices() -> dict[str, Any]:
    return {"kinds": tuple(CommentKind), "channels": tuple(Channel)}


def _start(document: Document) -> Values:
    """The form as it is first shown: what many replies of one meeting share is taken from the address."""
    channel, place = request.args.get("channel"), clean_line(request.args.get("place", ""))
    begun: Values = {"revision_number": document.revision_count, "place": place[:MOST_IN_PLACE]}
    if channel in tuple(Channel):
        begun["channel"] = channel
    said_on = DAY.fullmatch(request.args.get("said_on", ""))
    return begun | (_day(*map(int, said_on.groups())) if said_on else {})


def _as_kept(found: KeyedHere) -> Values:
    comment, keyed = found.comment, found.keyed
    kept = {"kind": comment.kind, "body": comment.body, "display_name": comment.author.display_name}
    origin = {"channel": keyed.channel, "place": keyed.place, **_of(keyed.said_on)}
    return kept | origin


def _of(day: date) -> Values:
    return _day(day.year, day.month, day.day)


def _day(year: int, month: int, day: int) -> Values:
    return {"said_on-day": day, "said_on-month": month, "said_on-year": year}
