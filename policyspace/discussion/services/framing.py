"""The end of a discussion: a problem is agreed once everything said about it has an answer."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.discussion.queries import count_unanswered
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def frame_problem(actor: Person, document: Document) -> None:
    """Mark a problem as agreed. Raises Invalid while anything said about it waits, Conflict, NotAllowed."""
    view_of(db.session.get_one(Space, document.space_id), actor).require(Action.FRAME_PROBLEM)
    lock(document)
    waiting = count_unanswered(document)
    if waiting.held:
        raise Invalid(
            lazy(
                "Something is held and waits for a facilitator. Decide about it before you mark this as agreed."
            )
        )
    if waiting.suggestions:
        raise Invalid(
            lazy(
                "Suggestions still wait for a decision. Accept or decline each before you mark it as agreed."
            )
        )
    drafting.frame_problem(actor, document)
