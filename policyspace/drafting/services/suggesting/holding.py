"""What every deed about a suggestion begins with, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policyspace.charter.actions import Action
from policyspace.drafting.models import Document, Suggestion, SuggestionStep
from policyspace.drafting.queries import state_of
from policyspace.drafting.services.live.settling import lock_text
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of


@dataclass(frozen=True)
class Held:
    """A suggestion, its document, which is held until the transaction ends, and how the actor stands in the space."""

    actor: Person
    suggestion: Suggestion
    document: Document
    view: SpaceView

    def tell(self, verb: str, *, reason: str = "", **facts: Any) -> None:
        """Keep the step with who did it, in which capacity, and tell the ledger of `verb` ("suggestion.accepted")."""
        worn = self.view.capacity
        kept = SuggestionStep(
            suggestion_id=self.suggestion.id,
            step=verb.split(".")[1],
            reason=reason,
            person_id=self.actor.id,
            created_at=now(),
        )
        kept.capacity = worn
        db.session.add(kept)
        told = {"document": self.document.number, "person": self.suggestion.author_id, **facts, **worn.facts}
        record(self.actor, verb, space=self.view.space, subject=self.suggestion, **told)


def held(actor: Person, suggestion: Suggestion, action: Action) -> Held:
    """Hold the document, then ask the charter of both as they are now.

    The document stands for its suggestions: nobody changes one without holding it. Raises NotAllowed.
    """
    document = db.session.get_one(Document, suggestion.document_id)
    space = db.session.get_one(Space, document.space_id)
    lock_text(document)
    db.session.refresh(suggestion)
    view = view_of(space, actor)
    own = suggestion.author_id == actor.id
    view.require(action, document_state=state_of(document), is_author=own)
    return Held(actor, suggestion, document, view)
