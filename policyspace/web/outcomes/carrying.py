"""Carrying over what the record of an earlier proposal says of Trust and Flexibility: choose, look, then do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.discussion.rules.finding import MOST_CHARACTERS as MOST_TO_FIND
from policyspace.drafting.models import Document
from policyspace.drafting.queries import LARGEST_NUMBER
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _, plural
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.outcomes.models import Entry
from policyspace.outcomes.schemas import CarryShape
from policyspace.spaces.queries import SpaceView
from policyspace.web import gate
from policyspace.web.forms import Form, Values, answer_form
from policyspace.web.lists import asked_span
from policyspace.web.outcomes.blueprint import BOTH, bp, enter_to_write, here, to_record

Row = tuple[Any, Entry, Any]


@bp.route("/carry-over", methods=BOTH)
@signed_in
def carry_over(slug: str, number: int) -> ResponseReturnValue:
    """See what would come from the record of an earlier proposal, and carry it over."""
    view, document = enter_to_write(slug, number)
    view.require(Action.CARRY_OVER)
    asked = request.values.get("source", type=int)
    source = queries.find_source(view, document, asked) if asked and asked <= LARGEST_NUMBER else None

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        came = len(services.carry_over(gate.actor(), document, **typed))
        said = plural("%(num)s answer was carried over.", "%(num)s answers were carried over.", came)
        return to_record(view, document, said if came else _("Everything that fits is here already."))

    page: dict[str, Any] = {"view": view, "document": document, "source": source}
    page |= _planned(view, document, source) if source else _offered(view, document)
    if source is None and request.method == "GET":
        form = Form(_first(page["sources"]) | {"find": page["find"]})
        return render_template("outcomes/carry_over.html", form=form, **page)
    return answer_form(
        CarryShape(), "outcomes/carry_over.html", act, start={"source": asked}, page=lambda: page
    )


def _offered(view: SpaceView, document: Document) -> dict[str, Any]:
    """A page of the earlier proposals there are to choose from, and the words that were looked for in their titles."""
    find = " ".join(request.args.get("find", "").split())[:MOST_TO_FIND]
    found = queries.sources_for(view, document, find=find, span=asked_span(limit=queries.SOURCES_AT_A_TIME))
    asked = {"find": find or None}
    return {
        "sources": found.items,
        "find": find,
        "newer": here(view, document, "carry_over", **asked, after=found.newer) if found.newer else None,
        "older": here(view, document, "carry_over", **asked, before=found.older) if found.older else None,
    }


def _planned(view: SpaceView, document: Document, source: Document) -> dict[str, Any]:
    """What would come by stage, and what would not with why, each with its question."""
    plan = queries.plan_carrying(view, document, source)
    rows: Sequence[Row] = [(_question(entry), entry, None) for entry in plan.coming]
    return {
        "coming": [
            (stage.label, [row for row in rows if row[1].stage == stage]) for stage in queries.CARRIED
        ],
        "how_many": len(rows),
        "left_out": [(_question(entry), entry, why.label) for entry, why in plan.left_out],
    }


def _question(entry: Entry) -> Any:
    prompt = stage_row(Stage(entry.stage)).find_prompt(entry.prompt)
    return prompt.question if prompt else entry.prompt


def _first(sources: Sequence[Document]) -> dict[str, Any]:
    """The newest of them is chosen to begin with."""
    return {"source": str(sources[0].number)} if sources else {}
