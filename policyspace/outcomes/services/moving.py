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
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.outcomes.models import Movement, Record, SetAside
from policyspace.outcomes.queries import LIFTED, find_lifted, get_requirement, read_record
from policyspace.outcomes.rules import may_move, require_reason
from policyspace.outcomes.services.keeping import hold_open_record, post_down
from policyspace.people.models import Person
from policyspace.spaces.notices import post_notice
from policyspace.spaces.queries import view_of


@command
def move_stage(
    actor: Person, document: Document, *, from_stage: Stage | str, to: Stage | str, reason: str = ""
) -> Movement:
    """Move the proposal to another stage: forward when met, back or past an unmet stage with a published reason.

    `from_stage` is where it was when the facilitator decided. The same move twice is made once. Raises Conflict
    where someone moved it meanwhile, Invalid without a reason where one is needed, NotAllowed.
    """
    from_stage, to, reason = Stage(from_stage), Stage(to), reason.strip()
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.MOVE_STAGE, view.standing())
    earlier = _find_same_move(record, actor, from_stage, to, reason)
    if earlier is not None:
        return earlier
    if record.stage != from_stage:
        raise Conflict(
            lazy(
                "Someone moved this proposal to %(stage)s meanwhile. Look at it again.",
                stage=Stage(record.stage).label,
            )
        )
    move = may_move(from_stage, to, read_record(space, document, record, tuple(Stage)).states)
    require_reason(move, reason)
    movement = Movement(
        record_id=record.id,
        from_stage=from_stage.value,
        to_stage=to.value,
        kind=move.kind.value,
        reason=reason,
        person_id=actor.id,
        created_at=now(),
    )
    movement.capacity = view.capacity
    record.stage, record.waits_since = to.value, movement.created_at
    db.session.add(movement)
    facts = {"document": document.number, "from": from_stage.value, "to": to.value, "kind": move.kind.value}
    tell(actor, "stage.moved", space=space, subject=movement, **facts, **view.capacity.facts)
    return movement


@command
def set_aside(actor: Person, document: Document, *, requirement: str, reason: str) -> SetAside:
    """Do without a required item, for a reason shown on the record; another reason takes the place of the first.

    Raises Invalid, NotAllowed, NotFound.
    """
    row, item = get_requirement(requirement)
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.SET_ASIDE, view.standing())
    if not reason.strip():
        raise Invalid(reason=lazy("Enter a reason"))
    earlier = _find_set_aside(record, item.key)
    if earlier is not None and earlier.reason == reason:
        return earlier
    new = SetAside(
        record_id=record.id,
        stage=row.stage.value,
        requirement=item.key,
        reason=reason,
        person_id=actor.id,
        created_at=now(),
    )
    new.capacity = view.capacity
    if earlier is not None:
        earlier.ended_at, earlier.ended_by = new.created_at, actor.id
        db.session.flush()  # one reason stands: the older ends before the newer is written
    db.session.add(new)
    facts = {"document": document.number, "stage": row.stage.value, "requirement": item.key}
    tell(actor, "requirement.set_aside", space=space, subject=new, **facts, **view.capacity.facts)
    post_down(space, document, record, row.stage)
    return new


@command
def require_again(actor: Person, document: Document, *, requirement: str) -> None:
    """Ask for an item again that was set aside; nothing happens where it is asked for. Raises NotAllowed, NotFound."""
    row, item = get_requirement(requirement)
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.SET_ASIDE, view.standing())
    aside = _find_set_aside(record, item.key)
    if aside is None:
        return
    aside.ended_at, aside.ended_by = now(), actor.id
    facts = {"document": document.number, "stage": row.stage.value, "requirement": item.key}
    tell(actor, "requirement.required_again", space=space, subject=aside, **facts, **view.capacity.facts)
    post_down(space, document, record, row.stage)


@command
def lift_publication(actor: Person, document: Document, *, reason: str) -> None:
    """Let a proposal be published before Trust is met, for a published reason. Raises Invalid, Conflict, NotAllowed."""
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.LIFT_PUBLICATION, view.standing())
    if not reason.strip():
        raise Invalid(reason=lazy("Enter a reason"))
    lifted = find_lifted(space, document)
    if lifted is not None and lifted.words == reason:
        return
    if lifted is not None:
        raise Conflict(lazy("This rule is lifted for this proposal already."))
    post_notice(space, document, LIFTED, words=reason)
    facts = {"document": document.number, **view.capacity.facts}
    tell(actor, "publication.lifted", space=space, subject=record, **facts)


def _find_set_aside(record: Record, requirement: str) -> SetAside | None:
    return db.session.scalar(
        select(SetAside).where(
            SetAside.record_id == record.id,
            SetAside.requirement == requirement,
            SetAside.ended_at.is_(None),
        )
    )


def _find_same_move(
    record: Record, actor: Person, from_stage: Stage, to: Stage, reason: str
) -> Movement | None:
    """The last move, where it is the one that is asked for: sent twice, it is made once."""
    last = db.session.scalar(
        select(Movement).where(Movement.record_id == record.id).order_by(Movement.id.desc()).limit(1)
    )
    asked = (actor.id, from_stage.value, to.value, reason)
    if last and record.stage == last.to_stage:
        return last if (last.person_id, last.from_stage, last.to_stage, last.reason) == asked else None
    return None
