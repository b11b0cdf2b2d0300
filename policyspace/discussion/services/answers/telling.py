"""What every deed with an answer has in common: asking the charter, keeping the step, telling the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerDeed
from policyspace.discussion.models import Answer, AnswerStep
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of


@dataclass(frozen=True)
class Desk:
    """Someone of the team at work on the answers of a document, and the moment they do it."""

    actor: Person
    document: Document
    view: SpaceView
    moment: datetime

    def step(self, answer: Answer, deed: AnswerDeed, *, reason: str = "") -> None:
        """Keep what was done with `answer`, a saved row, as it stands now."""
        self.steps([answer], deed, reason=reason)

    def steps(self, answers: Iterable[Answer], deed: AnswerDeed, *, reason: str = "") -> None:
        """The same of many, in one statement."""
        worn = self.view.capacity
        common = {
            "step": deed.value,
            "reason": reason,
            "person_id": self.actor.id,
            "created_at": self.moment,
            "side": worn.side.value,
            "voice": worn.voice.value,
            "organisation_id": worn.organisation_id,
            "organisation_name": worn.organisation,
        }
        db.session.flush()
        db.session.execute(insert(AnswerStep), [_as_it_stands(answer) | common for answer in answers])

    def tell(self, verb: str, subject: Any, **facts: Any) -> None:
        """Tell the ledger."""
        told = {"document": self.document.number, **facts, **self.view.capacity.facts}
        record(self.actor, verb, space=self.view.space, subject=subject, **told)


def desk_of(actor: Person, document: Document, action: Action) -> Desk:
    """Ask the charter, then begin."""
    space = db.session.get_one(Space, document.space_id)
    view = view_of(space, actor)
    view.require(action, document_state=state_of(document))
    return Desk(actor, document, view, now())


def hold(answer: Answer) -> None:
    """Read `answer` again as it is now and hold it, and it alone: not the people it was read with."""
    query = select(Answer).where(Answer.id == answer.id).with_for_update()
    db.session.scalars(query.execution_options(populate_existing=True)).one()


def _as_it_stands(answer: Answer) -> dict[str, Any]:
    return {
        "answer_id": answer.id,
        "version": answer.version,
        "status": answer.status,
        "words": answer.words,
        "passed_to": answer.passed_to,
        "revision_number": answer.revision_number,
        "block_id": answer.block_id,
    }
