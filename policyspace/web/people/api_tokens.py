"""Tokens for programs: made, listed, ended."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.people import queries as people
from policyspace.people import services
from policyspace.people.schemas import DAYS_OF_TOKEN, MakeApiToken, Press
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.people.blueprint import bp


@bp.get("/account/api-tokens")
@signed_in
def api_tokens() -> ResponseReturnValue:
    """The person's living tokens."""
    return render_template("people/api_tokens.html", tokens=people.api_tokens_of(gate.actor()))


@bp.route("/account/api-tokens/new", methods=["GET", "POST"])
@signed_in
def make_api_token() -> ResponseReturnValue:
    """Make a token."""
    template = "people/make_api_token.html"
    return answer_form(MakeApiToken(), template, _make, page=lambda: {"lives": DAYS_OF_TOKEN})


def _make(values: Values) -> ResponseReturnValue:
    """Shown at once and not after a redirect: the token would have to be kept somewhere meanwhile."""
    take("posting", key=gate.actor().id)
    made, token = services.make_api_token(gate.actor(), **values)
    return render_template("people/api_token_made.html", made=made, token=token)


@bp.route("/account/api-tokens/<int:token_id>/end", methods=["GET", "POST"])
@signed_in
def end_api_token(token_id: int) -> ResponseReturnValue:
    """End a token, after asking."""
    token = people.get_api_token(gate.actor(), token_id)
    return answer_form(
        Press(), "people/end_api_token.html", partial(_end, token_id), page=lambda: {"token": token}
    )


def _end(token_id: int, _values: Values) -> ResponseReturnValue:
    services.end_api_token(gate.actor(), token_id=token_id)
    flash(_("The token no longer works."), "success")
    return redirect(url_for("people.api_tokens"), 303)
