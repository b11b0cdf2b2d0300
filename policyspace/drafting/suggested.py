"""Reading what becomes of suggestions: who did what with them, which revisions they are, why one needs its author."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from policyspace.drafting.models import Document, Suggestion, SuggestionStep
from policyspace.drafting.rules.suggesting import Obstacle, SuggestionState
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person

DECIDED = {
    SuggestionState.ACCEPTED: lazy("This suggestion was accepted already, as revision %(number)s."),
    SuggestionState.DECLINED: lazy("This suggestion was declined already."),
    SuggestionState.WITHDRAWN: lazy("The person who made this suggestion has withdrawn it."),
}
THEY_CAN = {
    Obstacle.CHANGED: lazy("%(name)s can make it again from the new words."),
    Obstacle.DIVIDED: lazy("%(name)s can make it again from the new words."),
    Obstacle.GONE: lazy("%(name)s can withdraw it, and suggest a change elsewhere."),
    Obstacle.THERE: lazy("%(name)s can withdraw it, or suggest other words."),
}
YOU_CAN = {
    Obstacle.CHANGED: lazy("You can make it again from the new words."),
    Obstacle.DIVIDED: lazy("You can make it again from the new words."),
    Obstacle.GONE: lazy("You can withdraw it, and suggest a change elsewhere."),
    Obstacle.THERE: lazy("You can withdraw it, or suggest other words."),
}


@dataclass(frozen=True)
class Acceptance:
    """The suggestion that a revision came from, and the step that made it one."""

    suggestion_id: int
    step: SuggestionStep


def find_made(author: Person, idempotency_key: str) -> Suggestion | None:
    """What this author already suggested under this key."""
    return db.session.scalar(
        select(Suggestion).where(
            Suggestion.author_id == author.id, Suggestion.idempotency_key == idempotency_key
        )
    )


def steps_of(suggestions: Collection[Suggestion]) -> Mapping[int, Sequence[SuggestionStep]]:
    """What was done with each of `suggestions`, by its id, oldest first; in one statement."""
    found: dict[int, list[SuggestionStep]] = {each.id: [] for each in suggestions}
    query = select(SuggestionStep).where(SuggestionStep.suggestion_id.in_(found)).order_by(SuggestionStep.id)
    for step in db.session.scalars(query):
        found[step.suggestion_id].append(step)
    return found


def acceptances_of(document: Document, revisions: Collection[int]) -> Mapping[int, Acceptance]:
    """Of the revisions with these numbers, those that are accepted suggestions, in one statement."""
    query = (
        select(Suggestion.revision_number, SuggestionStep)
        .join(SuggestionStep, SuggestionStep.suggestion_id == Suggestion.id)
        .where(
            Suggestion.document_id == document.id,
            Suggestion.revision_number.in_(revisions),
            SuggestionStep.step == "accepted",
        )
    )
    return {
        number: Acceptance(step.suggestion_id, step) for number, step in db.session.execute(query) if number
    }


def require_open(suggestion: Suggestion) -> None:
    """Raise Conflict, with what became of it, when a suggestion is not open any more."""
    state = SuggestionState(suggestion.state)
    if state is not SuggestionState.OPEN:
        raise Conflict(DECIDED[state] % {"number": suggestion.revision_number})


def obstacle_words(suggestion: Suggestion, *, to_author: bool = False) -> str:
    """Why a suggestion needs its author, and what they can do, in two sentences."""
    obstacle = Obstacle(str(suggestion.obstacle))
    said = str(obstacle.label) % {"number": suggestion.base_number + 1}
    if to_author:
        return f"{said} {YOU_CAN[obstacle]}"
    they_can = str(THEY_CAN[obstacle]) % {"name": suggestion.author.display_name}
    return f"{said} {they_can}"
