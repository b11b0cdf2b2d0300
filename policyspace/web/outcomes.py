"""Pages of the shared outcome: the five stages of a proposal, their entries, confirmations and movements."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.stages import STAGES, stage_row
from policyspace.charter.stages.rows import Prompt
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.outcomes.schemas import (
    AcceptanceShape,
    ConfirmationShape,
    MovementShape,
    ReasonShape,
    entry_shape,
    facts_of,
)
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor, reader
from policyspace.web.stage_pages import choices_for, form_start, names_for, stage_page, waited_for

bp = Blueprint("outcomes", __name__, url_prefix="/spaces/<slug>/documents/<int:number>/outcome")
STAGE = f"<any({', '.join(stage.value for stage in Stage)}):stage>"
BOTH = ["GET", "POST"]


@bp.get("")
@open_to_all
def index(slug: str, number: int) -> ResponseReturnValue:
    """The record at a glance: where the proposal stands, and who is waited for."""
    view, document = _enter(slug, number)
    return render_template(
        "outcomes/index.html",
        view=view,
        document=document,
        record=queries.get_record(view, number),
        rows=STAGES,
        waited_for=waited_for,
        may_move=view.may(Action.MOVE_STAGE),
        may_lift=view.may(Action.LIFT_PUBLICATION),
        lifted=queries.find_lifted(view.space, document),
    )


@bp.get(f"/{STAGE}")
@open_to_all
def show(slug: str, number: int, stage: str) -> ResponseReturnValue:
    """One stage: what it asks, what was answered, what is missing, who confirmed."""
    view, document = _enter(slug, number)
    record = queries.get_record(view, number)
    return render_template("outcomes/show.html", **stage_page(view, record, Stage(stage)))


@bp.route(f"/{STAGE}/<prompt>/new", methods=BOTH)
@signed_in
def add(slug: str, number: int, stage: str, prompt: str) -> ResponseReturnValue:
    """Answer a prompt."""
    view, document = _enter(slug, number)
    asked = queries.get_prompt(Stage(stage), prompt)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        entry = services.add_entry(actor(), document, stage=stage, prompt=prompt, **_entry(asked, typed))
        return redirect(_to_stage(view, document, stage, f"e-{entry.id}"), 303)

    return answer_form(
        entry_shape(asked),
        "outcomes/entry.html",
        act,
        page=lambda: _entry_page(view, document, stage, asked),
    )


@bp.route("/entries/<int:entry_id>/edit", methods=BOTH)
@signed_in
def change(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Put new words in the place of an entry."""
    view, document = _enter(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = queries.get_prompt(Stage(entry.stage), entry.prompt)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        new = services.change_entry(actor(), document, entry, **_entry(asked, typed))
        return redirect(_to_stage(view, document, new.stage, f"e-{new.id}"), 303)

    return answer_form(
        entry_shape(asked),
        "outcomes/entry.html",
        act,
        start=form_start(entry, asked),
        page=lambda: _entry_page(view, document, entry.stage, asked),
    )


@bp.route("/entries/<int:entry_id>/accept", methods=BOTH)
@signed_in
def accept(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Say, for the side an entry describes, whether it says it right."""
    view, document = _enter(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = queries.get_prompt(Stage(entry.stage), entry.prompt)

    def act(typed: Values) -> ResponseReturnValue:
        services.accept_entry(actor(), document, entry, **typed)
        return redirect(_to_stage(view, document, entry.stage, f"e-{entry.id}"), 303)

    return answer_form(
        AcceptanceShape(),
        "outcomes/accept.html",
        act,
        page=lambda: {"view": view, "document": document, "entry": entry, "prompt": asked},
    )


@bp.route(f"/{STAGE}/confirm", methods=BOTH)
@signed_in
def confirm(slug: str, number: int, stage: str) -> ResponseReturnValue:
    """Confirm the words of a stage, with or without a reservation, or say not yet."""
    view, document = _enter(slug, number)
    record = queries.get_record(view, number)

    def act(typed: Values) -> ResponseReturnValue:
        services.confirm_stage(actor(), document, stage=stage, **typed)
        flash(_("Your word is on the record."), "success")
        return redirect(_to_stage(view, document, stage, "confirmations"), 303)

    return answer_form(
        ConfirmationShape(),
        "outcomes/confirm.html",
        act,
        start={"digest": record.states[Stage(stage)].digest},
        page=lambda: stage_page(view, record, Stage(stage)) | {"kinds": list(ConfirmationKind)},
    )


@bp.route("/move", methods=BOTH)
@signed_in
def move(slug: str, number: int) -> ResponseReturnValue:
    """Move the proposal to another stage."""
    view, document = _enter(slug, number)

    def act(typed: Values) -> ResponseReturnValue:
        services.move_stage(actor(), document, **typed)
        return redirect(_to_record(view, document), 303)

    return answer_form(
        MovementShape(),
        "outcomes/move.html",
        act,
        start={"to": request.args.get("to", ""), "from_stage": queries.get_record(view, number).stage.value},
        page=lambda: {
            "view": view,
            "document": document,
            "record": queries.get_record(view, number),
            "rows": STAGES,
            "waited_for": waited_for,
        },
    )


@bp.route("/aside/<requirement>", methods=BOTH)
@signed_in
def aside(slug: str, number: int, requirement: str) -> ResponseReturnValue:
    """Do without a required item, for a reason shown on the record."""
    view, document = _enter(slug, number)
    row, item = queries.get_requirement(requirement)

    def act(typed: Values) -> ResponseReturnValue:
        services.set_aside(actor(), document, requirement=requirement, **typed)
        return redirect(_to_stage(view, document, row.stage.value), 303)

    page = {"view": view, "document": document, "row": row, "item": item}
    return answer_form(ReasonShape(), "outcomes/aside.html", act, page=lambda: page)


@bp.post("/aside/<requirement>/end")
@signed_in
def ask_again(slug: str, number: int, requirement: str) -> ResponseReturnValue:
    """Ask for an item again that was set aside."""
    view, document = _enter(slug, number)
    row, _item = queries.get_requirement(requirement)
    services.require_again(actor(), document, requirement=requirement)
    return redirect(_to_stage(view, document, row.stage.value), 303)


@bp.route("/lift", methods=BOTH)
@signed_in
def lift(slug: str, number: int) -> ResponseReturnValue:
    """Let the proposal be published before Trust is met, for a published reason."""
    view, document = _enter(slug, number)

    def act(typed: Values) -> ResponseReturnValue:
        services.lift_publication(actor(), document, **typed)
        return redirect(_to_record(view, document), 303)

    return answer_form(
        ReasonShape(), "outcomes/lift.html", act, page=lambda: {"view": view, "document": document}
    )


def _enter(slug: str, number: int) -> tuple[SpaceView, Document]:
    view = get_space(slug, reader())
    return view, queries.get_proposal(view, number)


def _entry(asked: Prompt, typed: Values) -> dict[str, Any]:
    """What was typed as the services take it."""
    return {
        "words": typed["words"],
        "facts": facts_of(asked, typed),
        "idempotency_key": typed["idempotency_key"],
    }


def _entry_page(view: SpaceView, document: Document, stage: str, asked: Prompt) -> dict[str, Any]:
    names = names_for(view, [asked])
    choices = {field.key: choices_for(field, names) for field in asked.fields}
    row = stage_row(Stage(stage))
    return {"view": view, "document": document, "row": row, "prompt": asked, "choices": choices}


def _to_record(view: SpaceView, document: Document) -> str:
    return url_for("outcomes.index", slug=view.space.slug, number=document.number)


def _to_stage(view: SpaceView, document: Document, stage: str, anchor: str | None = None) -> str:
    return url_for("outcomes.show", slug=view.space.slug, number=document.number, stage=stage, _anchor=anchor)
