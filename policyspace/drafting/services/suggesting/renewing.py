"""What people do with their own suggestion: take it back, or make it again where the text has changed under it."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.drafting.models import Suggestion
from policyspace.drafting.rules.suggesting import SuggestionState, passage_of
from policyspace.drafting.services.suggesting.holding import held
from policyspace.drafting.services.suggesting.placing import place
from policyspace.drafting.suggested import require_open
from policyspace.foundation.command import command
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person


@command
def withdraw_suggestion(actor: Person, suggestion: Suggestion) -> None:
    """Take one's own suggestion back, for good. Raises Conflict when it was decided, NotAllowed."""
    its = held(actor, suggestion, Action.WITHDRAW_SUGGESTION)
    if suggestion.state == SuggestionState.WITHDRAWN:
        return
    require_open(suggestion)
    suggestion.state = SuggestionState.WITHDRAWN.value
    its.tell("suggestion.withdrawn")


@command
def renew_suggestion(actor: Person, suggestion: Suggestion, *, words: str, base_number: int) -> None:
    """Make one's own suggestion again: `words`, written over the same block as revision `base_number` has it.

    Sent twice, it is done once. Raises Conflict when it was decided or does not need its author; Invalid as
    `make_suggestion` does; NotAllowed.
    """
    its = held(actor, suggestion, Action.RENEW_SUGGESTION)
    require_open(suggestion)
    if not suggestion.needs_author:
        if passage_of(words) == suggestion.words:
            return
        raise Conflict(
            lazy("This suggestion fits the text as it stands. To change it, withdraw it and make another.")
        )
    placed = place(its.document, suggestion.block_id, base_number, words)
    suggestion.made_on = suggestion.base_number = placed.newest.number
    suggestion.passage = suggestion.first_passage = placed.passage
    suggestion.words = suggestion.first_words = placed.words
    suggestion.obstacle = None
    its.tell("suggestion.renewed")
