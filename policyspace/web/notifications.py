"""The letter box of a demonstration: the letters that would have been sent, to be read by anyone."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from policyspace.foundation.access import open_to_all
from policyspace.notifications.queries import get_letter, get_letter_box
from policyspace.web.lists import asked_span

bp = Blueprint("notifications", __name__, url_prefix="/letters")


@bp.get("")
@open_to_all
def index() -> ResponseReturnValue:
    """The letters, newest first. There is no such page outside a demonstration."""
    return render_template("notifications/index.html", page=get_letter_box(asked_span()))


@bp.get("/<int:letter_id>")
@open_to_all
def show(letter_id: int) -> ResponseReturnValue:
    """One letter, its links as they would be in the email."""
    return render_template("notifications/show.html", opened=get_letter(letter_id))
