"""Looking for words everywhere, or in one space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.capacity import Side
from policyspace.charter.words import DocumentKind
from policyspace.foundation.access import open_to_all
from policyspace.foundation.errors import Invalid, Refusal, TooMany
from policyspace.foundation.i18n import _, lazy
from policyspace.reporting.searching import Found, FoundPage, count_search, find
from policyspace.reporting.searching.addresses import address_of
from policyspace.reporting.searching.rules import FoundKind, Narrowed, Question
from policyspace.reporting.searching.schemas import Searching
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.forms import Form, date_in, retry_after, sentences
from policyspace.web.gate import origin, reader

bp = Blueprint("search", __name__)
FILTERS = ("kind", "side", "space")
DAYS = ("since", "until")
ONE_OF = {
    FoundKind.SPACE: lazy("Space"),
    FoundKind.PROBLEM: DocumentKind.PROBLEM.label,
    FoundKind.PROPOSAL: DocumentKind.PROPOSAL.label,
}
KNOWN = {"q", *FILTERS, "before", *(f"{name}-{part}" for name in DAYS for part in ("day", "month", "year"))}


@dataclass(frozen=True)
class Search:
    """What the address asks for, what was found, and the form that asked."""

    form: Form
    view: SpaceView | None = None
    page: FoundPage | None = None
    first: bool = True

    kinds = tuple(FoundKind)
    sides = tuple(Side)

    @property
    def is_narrowed(self) -> bool:
        """Whether it looks at a part of all there is."""
        return any(self.form.values.get(name) for name in KNOWN - {"q", "before"})

    @property
    def asked(self) -> dict[str, str]:
        """What the address asks for, by the names it has there."""
        return {name: value for name, value in self.form.values.items() if value and name != "before"}

    def url(self, **changes: Any) -> str:
        """The address of the same search with `changes`."""
        asked: dict[str, Any] = {**self.asked, **changes}
        return url_for("search.index", **{name: value for name, value in asked.items() if value})

    def named(self, found: Found) -> str:
        """What was found, in words: what it is, and who said it."""
        if found.kind is FoundKind.ENTRY and found.stage:
            return _("Shared outcome: %(stage)s, by %(name)s", stage=found.stage.label, name=found.author)
        if found.kind is FoundKind.ANSWER:
            return _("Answer by %(name)s", name=found.author)
        if found.kind is FoundKind.COMMENT and found.is_reply:
            return _("Reply by %(name)s", name=found.author)
        if found.kind is FoundKind.COMMENT:
            return _("Comment by %(name)s", name=found.author)
        return str(ONE_OF[found.kind])

    def where(self, found: Found) -> str:
        """The address of what was found."""
        endpoint, values = address_of(found)
        return url_for(endpoint, **values)


@bp.get("/search")
@open_to_all
def index() -> ResponseReturnValue:
    """Words to look for, and what has them."""
    asked = {name: said for name, said in request.args.items() if name in KNOWN}
    form = Form({"kind": "", "side": "", **asked})
    search, refusal = _search(form)
    page = render_template("search/index.html", search=search, form=form)
    return page, refusal.status if refusal else 200, retry_after(refusal)


def _search(form: Form) -> tuple[Search, Refusal | None]:
    """What was found; or why nothing was looked for, which the form then says."""
    try:
        asked = Searching().read(_sent(form.values))
        view = get_space(asked["space"], reader()) if asked["space"] else None
        if not asked["q"]:
            return Search(form, view), None
        count_search(reader(), origin())
        narrowed = Narrowed.read(asked, view.space.id if view else None)
        page = find(reader(), Question.read(asked["q"]), narrowed, before=asked["before"])
    except (Invalid, TooMany) as refusal:
        form.errors = sentences(refusal)
        return Search(form), refusal
    return Search(form, view, page, first=asked["before"] is None), None


def _sent(values: Mapping[str, str]) -> dict[str, Any]:
    """What the address asks for, as a program would ask for it."""
    days = {name: date_in(values, name) for name in DAYS}
    asked = {name: values[name] for name in ("q", *FILTERS, "before") if values.get(name)}
    return asked | {name: day for name, day in days.items() if day}
