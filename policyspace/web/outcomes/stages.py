"""One stage: what it asks, what was answered and said, and what stood there before."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.foundation.access import open_to_all
from policyspace.foundation.paging import Span
from policyspace.outcomes import queries
from policyspace.outcomes.queries import INTERESTS, RecordView
from policyspace.spaces.queries import SpaceView
from policyspace.web.lists import asked_span
from policyspace.web.outcomes.asked import things_asked
from policyspace.web.outcomes.blueprint import STAGE, bp, enter, enter_proposal
from policyspace.web.outcomes.changes import changes_shown
from policyspace.web.outcomes.fields import names_in
from policyspace.web.outcomes.shown import (
    entry_shown,
    neighbours,
    said_of,
    said_shown,
    stage_page,
)

FIRST_DECLARATIONS = 10


@bp.get(f"/{STAGE}")
@open_to_all
def show(slug: str, number: int, stage: str) -> ResponseReturnValue:
    """One stage: what it asks, what was answered, what is missing, who confirmed."""
    view = enter(slug)
    record = queries.get_record(view, number, [Stage(stage)])
    return render_template("outcomes/show.html", **_page(view, record, Stage(stage)))


@bp.get(f"/{STAGE}/answers/<prompt>")
@open_to_all
def answers(slug: str, number: int, stage: str, prompt: str) -> ResponseReturnValue:
    """Every standing answer to one prompt."""
    view, document = enter_proposal(slug, number)
    asked = queries.get_prompt(Stage(stage), prompt)
    page = queries.answers_to(document, asked.key, asked_span())
    names = names_in(page.items, [asked])
    return render_template(
        "outcomes/answers.html",
        view=view,
        document=document,
        row=stage_row(Stage(stage)),
        prompt=asked,
        page=page,
        entries=[entry_shown(view, asked, entry, names) for entry in page.items],
    )


@bp.get(f"/{STAGE}/history")
@open_to_all
def history(slug: str, number: int, stage: str) -> ResponseReturnValue:
    """The words that stood in this stage before, with who changed them or took them off."""
    view, document = enter_proposal(slug, number)
    row = stage_row(Stage(stage))
    page = queries.earlier_words(document, row.stage, asked_span(limit=20))
    names = names_in([entry for entry, _replaced in page.items], row.prompts)
    return render_template(
        "outcomes/history.html",
        view=view,
        document=document,
        row=row,
        page=page,
        entries=[
            (entry_shown(view, queries.get_prompt(row.stage, entry.prompt), entry, names), replaced)
            for entry, replaced in page.items
        ],
        set_aside=[
            (row.find_requirement(each.requirement), each)
            for each in queries.earlier_set_aside(document, row.stage, Span(limit=50)).items
        ],
    )


@bp.get(f"/{STAGE}/said")
@open_to_all
def said(slug: str, number: int, stage: str) -> ResponseReturnValue:
    """Every confirmation, reservation and "not yet" this stage was ever given."""
    view = enter(slug)
    record = queries.get_record(view, number, [Stage(stage)])
    page = queries.everything_said(record.document, Stage(stage), asked_span())
    digest = record.states[Stage(stage)].digest
    return render_template(
        "outcomes/said.html",
        view=view,
        document=record.document,
        row=stage_row(Stage(stage)),
        page=page,
        said=[said_of(each, stale=each.digest != digest or each.ended_at is not None) for each in page.items],
    )


@bp.get(f"/{STAGE}/changes/<int:confirmation_id>")
@open_to_all
def changes(slug: str, number: int, stage: str, confirmation_id: int) -> ResponseReturnValue:
    """What changed in a stage since somebody confirmed it."""
    view = enter(slug)
    record = queries.get_record(view, number, [Stage(stage)])
    said = queries.get_confirmation(record.document, Stage(stage), confirmation_id)
    return render_template(
        "outcomes/changes.html",
        view=view,
        document=record.document,
        row=stage_row(Stage(stage)),
        said=said,
        changes=changes_shown(record, Stage(stage), said.digest, at=said.created_at),
    )


def _page(view: SpaceView, record: RecordView, stage: Stage) -> dict[str, Any]:
    page = stage_page(view, record, stage)
    own = declarations = None
    if stage is Stage.HONESTY:
        own = queries.find_own_answer(record.document, INTERESTS, view.reader)
        declarations = _declarations(view, record)
    mine, others = things_asked(view, record, stage, declared=own is not None)
    shown, more = said_shown(record, stage)
    return {
        **page,
        **neighbours(page["row"]),
        "mine": mine,
        "others": others,
        "own": own,
        "declarations": declarations,
        "said": shown,
        "more_said": more,
        "may_confirm": view.may(Action.CONFIRM_STAGE),
        "may_set_aside": view.may(Action.SET_ASIDE),
    }


def _declarations(view: SpaceView, record: RecordView) -> dict[str, Any]:
    """The newest declarations of interests, and whether there are others."""
    asked = queries.get_prompt(Stage.HONESTY, INTERESTS)
    page = queries.answers_to(record.document, INTERESTS, Span(limit=FIRST_DECLARATIONS))
    return {
        "entries": [entry_shown(view, asked, entry, names_in([], [])) for entry in page.items],
        "more": page.older is not None,
    }
