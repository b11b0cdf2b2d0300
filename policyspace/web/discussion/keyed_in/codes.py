"""The code on a slip: where it is typed, and what became of what its holder said. For anyone who holds it, and for no
search engine."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from policyspace.discussion import queries
from policyspace.discussion.keyed_in_schemas import CodeTyped
from policyspace.discussion.rules import code_or_none, shown_code
from policyspace.foundation.access import open_to_all
from policyspace.foundation.errors import Invalid, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.limits import take
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import origin

codes_bp = Blueprint("codes", __name__)
UNLISTED = {"X-Robots-Tag": "noindex, nofollow"}


@codes_bp.route("/code", methods=["GET", "POST"])
@open_to_all
def enter() -> ResponseReturnValue:
    """Enter a code."""
    return answer_form(CodeTyped(), "codes/enter.html", _look_up)


@codes_bp.get("/what-happened/<code>")
@open_to_all
def happened(code: str) -> ResponseReturnValue:
    """What became of what somebody said."""
    if code_or_none(code) is None:
        raise NotFound(lazy("We do not know this code. Check it and try again."))
    take("looking_up_from", key=origin())
    found = queries.get_by_code(code)
    return render_template("codes/happened.html", found=found), 200, UNLISTED


def _look_up(typed: Values) -> ResponseReturnValue:
    take("looking_up_from", key=origin())
    slip = queries.find_slip(code_or_none(typed["code"]) or "")
    if slip is None:
        raise Invalid(code=lazy("We do not know this code. Check it: eight letters and numbers."))
    return redirect(url_for("codes.happened", code=shown_code(slip.code)), 303)
