"""Answering the prompts of a stage: adding, changing, taking off, accepting, and the words that stood before."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.rows import Answerer, Prompt
from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.outcomes import queries, services
from policyspace.outcomes.comparing import changed_parts
from policyspace.outcomes.fields import names_in
from policyspace.outcomes.models import Entry
from policyspace.outcomes.schemas import AcceptanceShape, entry_shape, facts_of
from policyspace.people.schemas import Press
from policyspace.spaces.queries import SpaceView
from policyspace.web import gate
from policyspace.web.forms import Values, answer_form
from policyspace.web.lists import asked_span
from policyspace.web.outcomes.again import answer_about_entry
from policyspace.web.outcomes.blueprint import (
    BOTH,
    ENTRY,
    STAGE,
    bp,
    enter_proposal,
    enter_to_write,
    here,
    to_stage,
)
from policyspace.web.outcomes.fields import choices_for, first_start, form_start
from policyspace.web.outcomes.shown import asks_for_note, entry_shown


@bp.route(f"/{STAGE}/<prompt>/new", methods=BOTH)
@signed_in
def add(slug: str, number: int, stage: str, prompt: str) -> ResponseReturnValue:
    """Answer a prompt."""
    view, document = enter_to_write(slug, number)
    asked = queries.get_prompt(Stage(stage), prompt)
    view.require(asked.answered_by.to_add, is_author=True, same_side=True)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        entry = services.add_entry(
            gate.actor(), document, stage=stage, prompt=prompt, **_written(asked, typed)
        )
        return to_stage(view, document, stage, _("Your answer is on the record."), f"e-{entry.id}")

    page = partial(_form_page, view, document, Stage(stage), asked)
    return answer_form(
        entry_shape(asked), "outcomes/entry.html", act, start=first_start(view, asked), page=page
    )


@bp.route(f"{ENTRY}/edit", methods=BOTH)
@signed_in
def change(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Put new words in the place of an entry."""
    view, document = enter_to_write(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = _require_change(view, entry)
    if entry.ended_at is not None and request.method == "GET":
        return redirect(here(view, document, "versions", entry_id=entry.id), 303)

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        new = services.change_entry(gate.actor(), document, entry, **_written(asked, typed))
        return to_stage(view, document, new.stage, _("Your words are on the record."), f"e-{new.id}")

    page = partial(_form_page, view, document, Stage(entry.stage), asked)
    start = form_start(entry, asked)
    return answer_about_entry(
        entry_shape(asked), "outcomes/entry.html", act, start=start, page=page, retry="change"
    )


@bp.route(f"{ENTRY}/still-the-same", methods=BOTH)
@signed_in
def again(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Say at a later stage that what one declared is still the same, or go on to change it."""
    view, document = enter_to_write(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = _require_change(view, entry)
    if asked.answered_by is not Answerer.EACH_MEMBER:
        raise NotFound

    def act(_typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        new = services.say_again(gate.actor(), document, entry)
        return to_stage(
            view, document, new.stage, _("Your declaration stands for this stage, too."), f"e-{new.id}"
        )

    page = partial(_entry_page, view, document, asked, entry)
    return answer_about_entry(Press(), "outcomes/again.html", act, page=page, retry="again")


@bp.route(f"{ENTRY}/accept", methods=BOTH)
@signed_in
def accept(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Say, for the side an entry describes, whether it says it right."""
    view, document = enter_to_write(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = queries.get_prompt(Stage(entry.stage), entry.prompt)
    view.require(Action.ACCEPT_ENTRY, same_side=_concerns(view, asked, entry))

    def act(typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        services.accept_entry(gate.actor(), document, entry, **typed)
        return to_stage(view, document, entry.stage, _("Your word is on the record."), f"e-{entry.id}")

    page = partial(_entry_page, view, document, asked, entry)
    return answer_about_entry(AcceptanceShape(), "outcomes/accept.html", act, page=page, retry="accept")


@bp.route(f"{ENTRY}/end", methods=BOTH)
@signed_in
def end(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """Take an entry off the record, asked before it is done; its words are kept."""
    view, document = enter_to_write(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = _require_change(view, entry)

    def act(_typed: Values) -> ResponseReturnValue:
        take("saving", key=gate.actor().id)
        services.end_entry(gate.actor(), document, entry)
        said = _("It is off the record. Its words are kept with the earlier words.")
        return to_stage(view, document, entry.stage, said)

    page = partial(_entry_page, view, document, asked, entry)
    return answer_about_entry(Press(), "outcomes/end.html", act, page=page, retry="end")


@bp.get(f"{ENTRY}/history")
@open_to_all
def versions(slug: str, number: int, entry_id: int) -> ResponseReturnValue:
    """All the words that ever stood in the place of an entry: who wrote them, when, and what each changed."""
    view, document = enter_proposal(slug, number)
    entry = queries.get_entry(document, entry_id)
    asked = queries.get_prompt(Stage(entry.stage), entry.prompt)
    page = queries.versions_of(entry, asked_span(limit=20))
    names, counts = names_in(page.items, [asked]), queries.count_comments(page.items)
    older = [*page.items[1:], None]
    return render_template(
        "outcomes/versions.html",
        view=view,
        document=document,
        row=stage_row(Stage(entry.stage)),
        prompt=asked,
        page=page,
        versions=[
            (
                entry_shown(view, asked, each, names, counts),
                changed_parts(before.words, each.words) if before else None,
            )
            for each, before in zip(page.items, older, strict=True)
        ],
    )


def _require_change(view: SpaceView, entry: Entry) -> Prompt:
    """The prompt an entry answers, once the charter lets the reader change the entry. Raises NotAllowed."""
    asked = queries.get_prompt(Stage(entry.stage), entry.prompt)
    is_own = view.reader is not None and entry.author_id == view.reader.id
    same_side = entry.side == view.capacity.side.value
    view.require(asked.answered_by.to_change, is_author=is_own, same_side=same_side)
    return asked


def _concerns(view: SpaceView, asked: Prompt, entry: Entry) -> bool:
    return asked.acceptance is not None and entry.facts.get(asked.acceptance.field) == view.capacity.side


def _written(asked: Prompt, typed: Values) -> dict[str, Any]:
    """What was typed as the services take it."""
    return {
        "words": typed["words"],
        "facts": facts_of(asked, typed),
        "idempotency_key": typed["idempotency_key"],
    }


def _form_page(
    view: SpaceView, document: Document, stage: Stage, asked: Prompt, standing: Entry | None = None
) -> dict[str, Any]:
    """What the form of an answer needs. `standing`: the words someone else saved meanwhile."""
    return {
        "view": view,
        "document": document,
        "row": stage_row(stage),
        "prompt": asked,
        "choices": choices_for(view, asked),
        "standing": entry_shown(view, asked, standing, names_in([standing], [asked])) if standing else None,
    }


def _entry_page(
    view: SpaceView, document: Document, asked: Prompt, entry: Entry, standing: Entry | None = None
) -> dict[str, Any]:
    """What a page that asks something about one entry needs; where others changed it, about their words."""
    shown = standing or entry
    return {
        "view": view,
        "document": document,
        "row": stage_row(Stage(entry.stage)),
        "prompt": asked,
        "shown": entry_shown(view, asked, shown, names_in([shown], [asked])),
        "asks_for_note": asks_for_note(asked),
    }
