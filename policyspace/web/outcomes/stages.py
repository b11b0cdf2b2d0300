"""One stage: what it asks, what was answered and said, and what stood there before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.foundation.access import open_to_all
from policyspace.foundation.paging import Page, Span
from policyspace.outcomes import queries
from policyspace.outcomes.fields import names_in
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import INTERESTS, RecordView
from policyspace.spaces.queries import SpaceView
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.lists import asked_span
from policyspace.web.outcomes.asked import things_asked
from policyspace.web.outcomes.blueprint import STAGE, bp, enter, enter_proposal
from policyspace.web.outcomes.changes import changes_shown
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
@alike_for_visitors
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
    names, counts = names_in(page.items, [asked]), queries.count_comments(page.items)
    return render_template(
        "outcomes/answers.html",
        view=view,
        document=document,
        row=stage_row(Stage(stage)),
        prompt=asked,
        page=page,
        entries=[entry_shown(view, asked, entry, names, counts) for entry in page.items],
    )


@bp.get(f"/{STAGE}/history")
@open_to_all
@alike_for_visitors
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
    declared = _declared(record) if stage is Stage.HONESTY else Page([])
    counts = queries.count_comments([*record.entries, *declared.items])
    page = stage_page(view, record, stage, counts)
    writer = record.as_written_by(view)
    own = queries.find_declared(record.document, view.reader) if view.membership else None
    mine, others = things_asked(writer, record, stage, own)
    shown, more = said_shown(record, stage)
    return {
        **page,
        **neighbours(page["row"]),
        "mine": mine,
        "others": others,
        "own": own.entry if own else None,
        "declarations": _declarations(writer, declared, counts),
        "said": shown,
        "more_said": more,
        "may_confirm": writer.may(Action.CONFIRM_STAGE),
        "may_set_aside": writer.may(Action.SET_ASIDE),
    }


def _declared(record: RecordView) -> Page[Entry]:
    """The newest declarations of interests."""
    return queries.answers_to(record.document, INTERESTS, Span(limit=FIRST_DECLARATIONS))


def _declarations(view: SpaceView, declared: Page[Entry], counts: Mapping[int, int]) -> dict[str, Any]:
    """Some declarations as their reader sees them, and whether there are others."""
    asked = queries.get_prompt(Stage.HONESTY, INTERESTS)
    nobody = names_in([], [])
    return {
        "entries": [entry_shown(view, asked, entry, nobody, counts) for entry in declared.items],
        "more": declared.older is not None,
    }
