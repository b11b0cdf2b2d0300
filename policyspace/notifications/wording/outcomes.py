"""The letter that tells both sides where a proposal stands now."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.charter.actions import Action
from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_members
from policyspace.notifications.rules import Link, Paragraph, Part, Quote, Wording
from policyspace.notifications.wording.drafting import path_of
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.outcomes.models import Movement, Record
from policyspace.outcomes.queries import get_proposal
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView


def stage_moved(row: LedgerRow) -> Iterator[Draft]:
    """Told to everyone who can confirm a stage: whoever acts for a side."""
    space = db.session.get_one(Space, row.space_id)
    movement = db.session.get_one(Movement, row.subject_id)
    document = db.session.get_one(Document, db.session.get_one(Record, movement.record_id).document_id)

    def readable(view: SpaceView) -> None:
        get_proposal(view, document.number)

    yield from to_members(
        space,
        lambda: _moved(space, document, movement),
        but=row.actor_id,
        readable=readable,
        asked=Action.CONFIRM_STAGE,
    )


def _moved(space: Space, document: Document, movement: Movement) -> Wording:
    to = Stage(movement.to_stage)
    return Wording(
        _("“%(title)s” is now at %(stage)s", title=document.title, stage=to.label),
        (
            Paragraph(
                _(
                    "A facilitator moved the proposal “%(title)s” from %(before)s to %(stage)s.",
                    title=document.title,
                    before=Stage(movement.from_stage).label,
                    stage=to.label,
                )
            ),
            *_reason(movement),
            Link(
                _("See what this stage asks"), f"{path_of(space, document)}/outcome/{to.value}", button=True
            ),
            *ending(space),
        ),
        stop_path(space),
    )


def _reason(movement: Movement) -> tuple[Part, ...]:
    return (Paragraph(_("The reason:")), Quote(movement.reason)) if movement.reason else ()
