"""The agreement: the whole record on one page, and as a file."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from policyspace.charter.stages import STAGES
from policyspace.charter.words import Stage
from policyspace.foundation.access import open_to_all
from policyspace.outcomes import queries
from policyspace.outcomes.fields import names_in
from policyspace.reporting.exporting import count_export
from policyspace.reporting.exporting.agreements import OUTCOME, AgreementFormat, export_agreement
from policyspace.web.gate import origin, reader
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.outcomes.blueprint import bp, enter
from policyspace.web.outcomes.shown import MOST_ON_PAPER, agreed_stage

FORMATS = ", ".join(AgreementFormat)


@bp.get("/agreement")
@open_to_all
@alike_for_visitors
def agreement(slug: str, number: int) -> ResponseReturnValue:
    """The whole record on one page: what it must achieve first, then the five stages and how it got here."""
    view = enter(slug)
    found = queries.get_agreement(view, number)
    states = queries.states_of(found)
    names = names_in(found.entries, [prompt for row in STAGES for prompt in row.prompts])
    return render_template(
        "outcomes/agreement.html",
        view=view,
        document=found.document,
        agreement=found,
        outcome=found.entries_for(OUTCOME),
        question=queries.get_prompt(Stage.CLARITY, OUTCOME).question,
        stages=[agreed_stage(view, found, row, states[row.stage], names) for row in STAGES],
        most=MOST_ON_PAPER,
        formats=tuple(AgreementFormat),
    )


@bp.get(f"/agreement/<any({FORMATS}):kind>")
@open_to_all
def agreement_file(slug: str, number: int, kind: str) -> ResponseReturnValue:
    """The agreement as a file."""
    view = enter(slug)
    queries.get_proposal(view, number)
    count_export(reader(), origin())
    file = export_agreement(view, number, kind=AgreementFormat(kind))
    return Response(file.content, headers=file.headers)
