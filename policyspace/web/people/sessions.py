"""Where a person is signed in, and ending it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _
from policyspace.people import queries as people
from policyspace.people import services
from policyspace.web import gate
from policyspace.web.people.blueprint import bp


@bp.get("/account/sessions")
@signed_in
def sessions() -> ResponseReturnValue:
    """Every browser the person is signed in on."""
    living = people.sessions_of(gate.actor())
    return render_template("people/sessions.html", sessions=living, this_session=gate.session_id())


@bp.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign out on one other browser."""
    services.end_session(gate.actor(), session_id=session_id)
    return _back(_("You are signed out on that browser."))


@bp.post("/account/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere else."""
    services.end_other_sessions(gate.actor(), token=gate.held_token() or "")
    return _back(_("You are signed out everywhere else."))


def _back(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("people.sessions"), 303)
