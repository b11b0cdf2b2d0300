"""The blueprint all pages of answers belong to, and what their addresses ask for."""

from __future__ import annotations

import re

from flask import Blueprint, request, url_for

from policyspace.drafting.models import Document
from policyspace.spaces.queries import SpaceView

DOCUMENT = "/spaces/<slug>/documents/<int:number>"
ANSWERS = f"{DOCUMENT}/answers"
ANSWER = f"{ANSWERS}/<int:answer_id>"
MOST_CHOSEN = 100
"""As many boxes as fit in an address; more are published by the button for all."""

answers_bp = Blueprint("answers", __name__)


def workbench_url(view: SpaceView, document: Document, show: str = "unanswered") -> str:
    """The address of a list on the workbench."""
    return url_for("answers.workbench", slug=view.space.slug, number=document.number, show=show)


def chosen_ids(name: str) -> list[int]:
    """The ids that the address names under `name`, each once; what is none is passed over."""
    said = [each for each in request.args.getlist(name) if re.fullmatch("[0-9]{1,18}", each, re.ASCII)]
    return list(dict.fromkeys(int(each) for each in said))[:MOST_CHOSEN]


def chosen_drafts() -> dict[int, int]:
    """The drafts that the address names, by id the version that was read ("12-3")."""
    pattern = re.compile("([0-9]{1,18})-([0-9]{1,9})", re.ASCII)
    found = [pattern.fullmatch(each) for each in request.args.getlist("draft")[:MOST_CHOSEN]]
    return {int(each[1]): int(each[2]) for each in found if each}
