"""What a facilitator does with a record: move it, set an item aside, let the proposal be published early."""

from __future__ import annotations

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.outcomes.models import Movement, Record, SetAside
from policyspace.outcomes.queries import LIFTED, find_lifted, get_record, get_requirement
from policyspace.outcomes.rules import may_move, require_reason
from policyspace.outcomes.services.keeping import hold_record, post_down
from policyspace.people.models import Person
from policyspace.spaces.notices import post_notice
from policyspace.spaces.queries import view_of


@command
def move_stage(actor: Person, document: Document, *, to: Stage | str, reason: str = "") -> Movement:
    """Move the proposal to another stage: forward when met, back or past an unmet stage with a published reason.

    Raises Invalid without a reason where one is needed, NotAllowed.
    """
    to = Stage(to)
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(Action.MOVE_STAGE, view.standing())
    move = may_move(Stage(record.stage), to, get_record(space, document).states)
    require_reason(move, reason)
    movement = Movement(
        record_id=record.id,
        from_stage=record.stage,
        to_stage=to.value,
        kind=move.kind.value,
        reason=reason.strip(),
        person_id=actor.id,
        created_at=now(),
    )
    movement.capacity = view.capacity
    record.stage = to.value
    db.session.add(movement)
    facts = {
        "document": document.number,
        "from": movement.from_stage,
        "to": to.value,
        "kind": move.kind.value,
    }
    tell(actor, "stage.moved", space=space, subject=movement, **facts, **view.capacity.facts)
    return movement


@command
def set_aside(actor: Person, document: Document, *, requirement: str, reason: str) -> SetAside:
    """Do without a required item, for a reason shown on the record. Raises Invalid, NotAllowed, NotFound."""
    get_requirement(requirement)
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(Action.SET_ASIDE, view.standing())
    if not reason.strip():
        raise Invalid(reason=lazy("Enter a reason"))
    item = _find_set_aside(record, requirement)
    if item is None:
        item = SetAside(record_id=record.id, requirement=requirement)
        db.session.add(item)
    item.reason, item.person_id, item.created_at = reason, actor.id, now()
    facts = {"document": document.number, "requirement": requirement}
    tell(actor, "requirement.set_aside", space=space, subject=item, **facts, **view.capacity.facts)
    post_down(space, document)
    return item


@command
def require_again(actor: Person, document: Document, *, requirement: str) -> None:
    """Ask for an item again that was set aside. Raises NotAllowed, NotFound."""
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(Action.SET_ASIDE, view.standing())
    item = _find_set_aside(record, requirement)
    if item is None:
        raise NotFound
    facts = {"document": document.number, "requirement": requirement}
    tell(actor, "requirement.required_again", space=space, subject=record, **facts, **view.capacity.facts)
    db.session.delete(item)
    post_down(space, document)


@command
def lift_publication(actor: Person, document: Document, *, reason: str) -> None:
    """Let a proposal be published before Trust is met, for a published reason. Raises Invalid, Conflict, NotAllowed."""
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(Action.LIFT_PUBLICATION, view.standing())
    if not reason.strip():
        raise Invalid(reason=lazy("Enter a reason"))
    if find_lifted(space, document):
        raise Conflict(lazy("This rule is lifted for this proposal already."))
    post_notice(space, document, LIFTED, words=reason)
    facts = {"document": document.number, **view.capacity.facts}
    tell(actor, "publication.lifted", space=space, subject=record, **facts)


def _find_set_aside(record: Record, requirement: str) -> SetAside | None:
    return db.session.scalar(
        select(SetAside).where(SetAside.record_id == record.id, SetAside.requirement == requirement)
    )
