"""Two revisions beside one another: any two, two that follow each other, or what is new to a reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.drafting import queries
from policyspace.drafting.comparing import Comparison, compare_revisions
from policyspace.drafting.looking import look_at
from policyspace.drafting.models import Document
from policyspace.drafting.rules.looks import Look
from policyspace.foundation.access import open_to_all
from policyspace.foundation.errors import SignInNeeded
from policyspace.foundation.i18n import _
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.drafting.comparison import Reading, reading_of
from policyspace.web.forms import Form
from policyspace.web.gate import reader
from policyspace.web.kept_pages import alike_for_visitors

LONGEST_NUMBER = 9
_SAY = {
    "from": lambda newest: _("Enter a revision to compare, from 1 to %(newest)s", newest=newest),
    "to": lambda newest: _("Enter a revision to compare it with, from 1 to %(newest)s", newest=newest),
}


@dataclass
class Asked:
    """Which two revisions the address asks for, the older first, or what is wrong with it; and in which view."""

    older: int = 0
    newer: int = 0
    side_by_side: bool = False
    since: Look | None = None
    form: Form = field(default_factory=Form)


@bp.get("/<int:number>/compare")
@open_to_all
@alike_for_visitors
def compare(slug: str, number: int) -> ResponseReturnValue:
    """Any two revisions, word by word."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    asked = _asked(document)
    page = {"view": view, "document": document, "asked": asked, "form": asked.form}
    if asked.form.errors:
        return render_template("drafting/compare_which.html", **page), 404
    found = queries.revisions_numbered(document, {asked.older, asked.newer})
    pair = {"older": found[asked.older], "newer": found[asked.newer]}
    links = _links(view, document, asked)
    return render_template("drafting/compare.html", **pair, read=partial(_read, document), **links, **page)


def _read(document: Document, older: int, newer: int) -> tuple[Comparison, Reading]:
    """What the page asks for where it does not keep what it drew of these two, which never change."""
    comparison = compare_revisions(document, older, newer)
    return comparison, reading_of(comparison)


def _asked(document: Document) -> Asked:
    asked = Asked(side_by_side=request.args.get("view") == "side")
    if request.args.get("since") == "last":
        asked.since = _last_look(document)
        seen = asked.since.earlier or document.revision_count
        asked.older, asked.newer = seen, document.revision_count
    else:
        newer = _number(asked.form, "to", document.revision_count, document)
        older = _number(asked.form, "from", max(1, newer - 1), document)
        asked.older, asked.newer = min(older, newer), max(older, newer)
    asked.form.values.setdefault("from", str(asked.older))
    asked.form.values.setdefault("to", str(asked.newer))
    return asked


def _last_look(document: Document) -> Look:
    person = reader()
    if person is None:
        raise SignInNeeded
    return look_at(person, document)


def _number(form: Form, name: str, otherwise: int, document: Document) -> int:
    """The revision that the address names under `name`; what is no revision of the document is told by the form."""
    typed = request.args.get(name)
    if typed is None:
        return otherwise
    form.values[name] = typed
    said = typed.strip()
    number = int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else 0
    if not 1 <= number <= document.revision_count:
        form.errors[name] = [_SAY[name](document.revision_count)]
    return number


def _links(view: SpaceView, document: Document, asked: Asked) -> dict[str, Any]:
    """The same pair in the other view, and the pairs before and after it; None where there are none."""

    def pair(older: int, newer: int, *, side_by_side: bool = asked.side_by_side) -> str | None:
        if older < 1 or newer > document.revision_count:
            return None
        more = {"view": "side"} if side_by_side else {}
        return document_url(view, document, "drafting.compare", **{"from": older, "to": newer}, **more)

    return {
        "inline_url": pair(asked.older, asked.newer, side_by_side=False),
        "side_url": pair(asked.older, asked.newer, side_by_side=True),
        "previous_url": pair(asked.older - 1, asked.older),
        "next_url": pair(asked.newer, asked.newer + 1),
    }
