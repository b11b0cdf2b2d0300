"""What drafters and facilitators do with a suggestion: accept it, or decline it and say why."""

from __future__ import annotations

import secrets

from policyspace.charter.actions import Action
from policyspace.drafting.models import Revision, Suggestion
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.suggesting import SuggestionState
from policyspace.drafting.services.suggesting.holding import Held, held
from policyspace.drafting.services.suggesting.placing import still_fits
from policyspace.drafting.services.writing import Start, Words, write_revision
from policyspace.drafting.suggested import obstacle_words, require_open, steps_of
from policyspace.foundation.command import command
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person


@command
def accept_suggestion(actor: Person, suggestion: Suggestion, *, digest: str) -> Revision:
    """Save what is suggested as the next revision, by its author in their capacity; accepting it is `actor`'s deed.

    `digest` is that of the suggestion as `actor` has read it. One that was accepted already gives its revision.
    Raises Conflict when it needs its author, or was declined or withdrawn; Invalid when it is another change than
    was read, or would make a text that cannot be saved; NotAllowed.
    """
    its = held(actor, suggestion, Action.DECIDE_SUGGESTION)
    if suggestion.state == SuggestionState.ACCEPTED:
        return get_revision(its.document, suggestion.revision_number or 0)
    require_open(suggestion)
    if suggestion.needs_author:
        raise Conflict(obstacle_words(suggestion))
    if digest != suggestion.digest:
        raise Invalid(
            digest=lazy("This suggestion has changed since you read it. Read it again, then accept it.")
        )
    revision = _save(its)
    its.tell("suggestion.accepted", revision=revision.number)
    return revision


@command
def decline_suggestion(actor: Person, suggestion: Suggestion, *, reason: str) -> None:
    """Decline a suggestion for a published `reason`; sent twice, it is done once.

    Raises Conflict when it is not open any more, NotAllowed.
    """
    its = held(actor, suggestion, Action.DECIDE_SUGGESTION)
    if suggestion.state == SuggestionState.DECLINED and _declined_so(actor, suggestion, reason):
        return
    require_open(suggestion)
    suggestion.state = SuggestionState.DECLINED.value
    its.tell("suggestion.declined", reason=reason)


def _declined_so(actor: Person, suggestion: Suggestion, reason: str) -> bool:
    last = steps_of([suggestion])[suggestion.id][-1]
    return (last.person_id, last.reason) == (actor.id, reason)


def _save(its: Held) -> Revision:
    suggestion, document = its.suggestion, its.document
    newest = get_revision(document, document.revision_count)
    words = Words(newest.title, still_fits(suggestion, newest), suggestion.why)
    suggestion.state = SuggestionState.ACCEPTED.value
    suggestion.revision_number = newest.number + 1
    start = Start(newest, newest.number, merged=False, idempotency_key=secrets.token_hex(16))
    return write_revision(document, suggestion.author, suggestion.capacity, words, start)
