"""Links in letters: one page for all. Opening it changes nothing, because mail scanners open links too."""

from __future__ import annotations

from functools import partial

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from policyspace.foundation.access import open_to_all
from policyspace.foundation.i18n import _
from policyspace.people import queries as people
from policyspace.people import services
from policyspace.people.rules import LinkState
from policyspace.people.schemas import Press, ResetPassword
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.people.blueprint import arrive, bp

GONE = 410


@bp.route("/links/<token>", methods=["GET", "POST"])
@open_to_all
def link(token: str) -> ResponseReturnValue:
    """Show what the link does, behind one button; or why it cannot be used, and what to do instead."""
    found = people.link_of(token, browser=gate.known_browser())
    if found.emailed is None or found.state is not LinkState.READY:
        return render_template("people/link_ended.html", link=found), GONE
    schema = ResetPassword() if found.emailed.purpose == "reset_password" else Press()
    act = partial(_claim, token)
    return answer_form(schema, "people/link.html", act, page=lambda: {"emailed": found.emailed})


def _claim(token: str, values: Values) -> ResponseReturnValue:
    arrival = services.claim_link(
        None,
        token=token,
        browser=gate.known_browser(),
        browser_name=gate.browser_words(),
        password=values.get("password"),
        instead_of=gate.held_token(),
    )
    reply = arrive(arrival.person, arrival.session_token, arrival.next_path)
    flash(_done(arrival), "success")
    return reply


def _done(arrival: services.Arrival) -> str:
    if arrival.purpose == "reset_password":
        return _("You have a new password and are signed in.")
    if not arrival.newly_confirmed:
        return _("You are signed in.")
    if not arrival.organisations:
        return _("Your email address is confirmed and you are signed in.")
    belongs = ", ".join(arrival.organisations)
    return _("Your email address is confirmed. You belong to %(organisations)s.", organisations=belongs)
