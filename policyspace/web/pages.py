"""Pages that belong to nobody in particular: home, help, the rules of the house, what the law asks us to say."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from policyspace.charter import permissions
from policyspace.charter.stages import STAGES
from policyspace.foundation.access import open_to_all
from policyspace.people.rules import SESSION_IDLE, SESSION_LIFE
from policyspace.people.rules.unsent import LIFE_IN_BROWSER, LIFE_OF_ENDED, LIFE_OF_UNSENT
from policyspace.reporting.home import home_of
from policyspace.web import gate
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.own_pages import kept_for_reader

bp = Blueprint("pages", __name__)


@bp.get("/")
@open_to_all
@alike_for_visitors
@kept_for_reader
def home() -> ResponseReturnValue:
    """What this is and what you can do now; for those who are signed in, what is asked of them."""
    return render_template("pages/home.html", home=home_of(gate.reader()))


@bp.get("/help")
@open_to_all
@alike_for_visitors
def help() -> ResponseReturnValue:  # noqa: A001 - the page is called help; nothing here asks Python for help
    """How to take part, and whom to ask."""
    return render_template("pages/help.html")


@bp.get("/how-it-works")
@open_to_all
@alike_for_visitors
def stages() -> ResponseReturnValue:
    """From a problem to an agreement: the five stages, from the charter's rows."""
    return render_template("pages/stages.html", rows=STAGES)


@bp.get("/who-may-do-what")
@open_to_all
@alike_for_visitors
def who_may() -> ResponseReturnValue:
    """The permission table, from the charter."""
    return render_template("pages/who_may.html", rows=permissions.rows())


@bp.get("/accessibility")
@open_to_all
@alike_for_visitors
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("pages/accessibility.html")


@bp.get("/privacy")
@open_to_all
@alike_for_visitors
def privacy() -> ResponseReturnValue:
    """What is kept about people, why, for how long, and what they can ask."""
    return render_template(
        "pages/privacy.html", unsent=LIFE_OF_UNSENT, in_browser=LIFE_IN_BROWSER, ended=LIFE_OF_ENDED
    )


@bp.get("/cookies")
@open_to_all
@alike_for_visitors
def cookies() -> ResponseReturnValue:
    """The one cookie there is, by its name here."""
    return render_template(
        "pages/cookies.html",
        name=current_app.config["SESSION_COOKIE_NAME"],
        idle=SESSION_IDLE,
        life=SESSION_LIFE,
        unsent=LIFE_OF_UNSENT,
    )


@bp.get("/terms")
@open_to_all
@alike_for_visitors
def terms() -> ResponseReturnValue:
    """What people agree to when they write here."""
    return render_template("pages/terms.html")
