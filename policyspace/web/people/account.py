"""The account: what is known of a person, each thing changed on a page of its own."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _, languages
from policyspace.people import queries as people
from policyspace.people import services
from policyspace.people.schemas import ChangePassword, ChooseLanguage, ChooseName, ChoosePlace, Press
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.people.blueprint import bp, count_letter, tell_to_check_email


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """What is known of the person."""
    person = gate.actor()
    return render_template(
        "people/account.html",
        person=person,
        affiliations=people.affiliations_of(person),
        languages=languages(),
    )


@bp.route("/account/name", methods=["GET", "POST"])
@signed_in
def change_name() -> ResponseReturnValue:
    """Change the name others see."""
    start = {"display_name": gate.actor().display_name}
    return answer_form(ChooseName(), "people/change_name.html", _change, start=start)


@bp.route("/account/place", methods=["GET", "POST"])
@signed_in
def change_place() -> ResponseReturnValue:
    """Say where one lives, or no longer."""
    start = {"place": gate.actor().place}
    return answer_form(ChoosePlace(), "people/change_place.html", _change, start=start)


@bp.route("/account/language", methods=["GET", "POST"])
@signed_in
def change_language() -> ResponseReturnValue:
    """Choose the language of pages and letters."""
    start = {"language": gate.actor().language}
    template = "people/change_language.html"
    return answer_form(
        ChooseLanguage(), template, _change, start=start, page=lambda: {"languages": languages()}
    )


def _change(values: Values) -> ResponseReturnValue:
    services.change_account(gate.actor(), **values)
    return _back(_("We have saved your change."))


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    """Change the password; who has none asks for a link to choose one."""
    if gate.actor().password_hash is None:
        return answer_form(Press(), "people/first_password.html", _ask_for_first_password)
    return answer_form(ChangePassword(), "people/change_password.html", _change_password)


def _change_password(values: Values) -> ResponseReturnValue:
    services.change_password(gate.actor(), **values, token=gate.held_token() or "")
    return _back(_("You have a new password. All your other sessions have ended."))


def _ask_for_first_password(_values: Values) -> ResponseReturnValue:
    person = gate.actor()
    count_letter(person.email)
    asking = services.Asking(gate.browser_value(), url_for("people.account"))
    services.ask_for_link(person, email=person.email, purpose="reset_password", asking=asking)
    return tell_to_check_email(person.email, "reset_password")


def _back(said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("people.account"), 303)
