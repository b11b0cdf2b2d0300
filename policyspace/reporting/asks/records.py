"""What shared outcomes ask: a word on an entry, a confirmation, another look at changed words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.i18n import _
from policyspace.outcomes import queries as outcomes
from policyspace.people.models import Person
from policyspace.reporting.asks.ask import Ask, Views
from policyspace.spaces.queries import SpaceView


def entries_to_accept(_reader: Person, views: Views) -> Iterator[Ask]:
    """Entries that describe the reader's side, on which it has not said a word."""
    for asked in outcomes.entries_awaiting(views):
        question = asked.prompt.acceptance.question if asked.prompt.acceptance else asked.prompt.question
        yield Ask(
            sentence=_(
                "Answer “%(question)s” for “%(title)s”", question=question, title=asked.document.title
            ),
            why=_("An entry in %(stage)s is about your side.", stage=Stage(asked.entry.stage).label),
            endpoint="outcomes.show",
            values=_place(asked.view, asked.document, stage=asked.entry.stage),
            since=asked.entry.created_at,
            time_zone=asked.view.space.time_zone,
        )


def stages_to_write(_reader: Person, views: Views) -> Iterator[Ask]:
    """Stages in which nobody on the reader's side has written anything yet."""
    for asked in outcomes.stages_to_begin(views):
        names = {"stage": asked.stage.label, "title": asked.document.title}
        sentence = _("Write your side’s answers on %(stage)s for “%(title)s”", **names)
        why = _("Nobody on your side has answered a question of this stage yet.")
        yield _on_stage(asked, sentence, why)


def stages_to_confirm(reader: Person, views: Views) -> Iterator[Ask]:
    """Stages that lack nothing but confirmations, the reader's among them."""
    for asked in outcomes.stages_awaiting(reader, views):
        names = {"stage": asked.stage.label, "title": asked.document.title}
        sentence = _("Confirm %(stage)s for “%(title)s”", **names)
        why = _("All the evidence is there. Your side has to agree to the words, or say why not yet.")
        yield _on_stage(asked, sentence, why)


def stages_to_read_again(reader: Person, views: Views) -> Iterator[Ask]:
    """Stages whose words changed since the reader confirmed them."""
    for asked in outcomes.stale_words_of(reader, views):
        names = {"stage": asked.stage.label, "title": asked.document.title}
        sentence = _("Read %(stage)s for “%(title)s” again", **names)
        why = _("The words changed since you confirmed them.")
        yield _on_stage(asked, sentence, why)


def interests_to_say_again(reader: Person, views: Views) -> Iterator[Ask]:
    """Declarations that the reader made before the proposal moved to the stage it is at."""
    for asked in outcomes.declared_before_moves(reader, views):
        view = views[asked.document.space_id]
        yield Ask(
            sentence=_(
                "Say whether your hats and interests are still the same for “%(title)s”",
                title=asked.document.title,
            ),
            why=_("The proposal has moved to %(stage)s since you declared them.", stage=asked.stage.label),
            endpoint="outcomes.again",
            values=_place(view, asked.document, entry_id=asked.entry.id),
            since=asked.moved_at or asked.entry.created_at,
            time_zone=view.space.time_zone,
        )


def _on_stage(asked: outcomes.StageAsked, sentence: str, why: str) -> Ask:
    """Something to do on the page of a stage."""
    return Ask(
        sentence=sentence,
        why=why,
        endpoint="outcomes.show",
        values=_place(asked.view, asked.document, stage=asked.stage.value),
        since=asked.document.updated_at,
        time_zone=asked.view.space.time_zone,
    )


def _place(view: SpaceView, document: Document, **more: Any) -> dict[str, Any]:
    return {"slug": view.space.slug, "number": document.number, **more}
