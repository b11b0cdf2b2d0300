"""The blueprint all pages of spaces belong to, and what several of them do."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from policyspace.people.models import Organisation
from policyspace.spaces.queries import SpaceView, get_space, hats_of
from policyspace.web import gate

bp = Blueprint("spaces", __name__)


def enter(slug: str) -> SpaceView:
    """The space at `slug` as the reader may see it."""
    return get_space(slug, gate.reader())


def hats(*, invited_for: Organisation | None = None) -> list[tuple[str, str]]:
    """The capacities the person may choose from: the word that is sent, and the words that are shown."""
    found = hats_of(gate.actor(), invited_for=invited_for)
    return [(word, worn.text[:1].upper() + worn.text[1:]) for word, worn in found.items()]


def go(said: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Say that it is done, on the page that comes next."""
    flash(said, "success")
    return redirect(url_for(endpoint, **values), 303)
