"""The organisations that officials here belong to."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.capacity import Side
from policyspace.foundation.access import open_to_all
from policyspace.foundation.text.clean import clean_line
from policyspace.people import queries as people
from policyspace.web.people.blueprint import bp


@bp.get("/organisations")
@open_to_all
def organisations() -> ResponseReturnValue:
    """All organisations, with side and domains."""
    after = clean_line(request.args.get("after", ""))
    sides = {side.value: side.label for side in Side}
    page = people.organisations(after)
    return render_template("people/organisations.html", page=page, after=after, sides=sides)
