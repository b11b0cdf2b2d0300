"""What a facilitator does about a record as a whole: close it, open it again, hand it over, nudge whom it waits for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import RecordDeed, Role
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.dates import friendly_time
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record as tell
from policyspace.outcomes.models import Deed, Record
from policyspace.outcomes.queries import wanted_of
from policyspace.outcomes.services.keeping import RecordClosed, RecordOpen, hold_open_record, hold_record
from policyspace.people.models import Person
from policyspace.spaces.models import Membership
from policyspace.spaces.queries import SpaceView, view_of

BETWEEN_NUDGES = timedelta(days=3)
AT_ONCE = timedelta(minutes=1)


@command
def close_record(actor: Person, document: Document, *, reason: str) -> Deed:
    """Close a record, for a reason shown on it: nothing in it changes until it is opened again.

    The same closing twice is made once. Raises Invalid, RecordClosed where another closed it, NotAllowed, NotFound.
    """
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(Action.CLOSE_RECORD, view.standing())
    reason = _reason(reason)
    if record.closed_at is not None:
        return _same(record, actor, RecordDeed.CLOSED, reason, otherwise=RecordClosed())
    deed = write_deed(view, record, RecordDeed.CLOSED, words=reason)
    record.closed_at = deed.created_at
    tell_deed(view, document, deed, "record.closed")
    return deed


@command
def reopen_record(actor: Person, document: Document, *, reason: str) -> Deed:
    """Open a closed record again, for a reason shown on it. The same opening twice is made once.

    Raises Invalid, RecordOpen, NotAllowed, NotFound.
    """
    space, record = hold_record(document)
    view = view_of(space, actor)
    require(Action.CLOSE_RECORD, view.standing())
    reason = _reason(reason)
    if record.closed_at is None:
        return _same(record, actor, RecordDeed.REOPENED, reason, otherwise=RecordOpen())
    deed = write_deed(view, record, RecordDeed.REOPENED, words=reason)
    record.closed_at = None
    tell_deed(view, document, deed, "record.reopened")
    return deed


@command
def hand_over(actor: Person, document: Document, *, to: int, note: str) -> Deed:
    """Give the record to another facilitator of the space (`to`: the id of their membership), with a note.

    From then on they look after it. The same twice is done once. Raises Invalid, RecordClosed, NotAllowed, NotFound.
    """
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.HAND_OVER, view.standing())
    if not note.strip():
        raise Invalid(note=lazy("Say what the next person needs to know"))
    whom = a_facilitator(view, to)
    if record.looked_after_by == whom.person_id:
        looks_after = Invalid(
            to=lazy("%(name)s looks after this proposal already.", name=whom.person.display_name)
        )
        return _same(record, actor, RecordDeed.HANDED_OVER, note, otherwise=looks_after)
    deed = write_deed(view, record, RecordDeed.HANDED_OVER, words=note, whom_id=whom.person_id)
    record.looked_after_by = whom.person_id
    tell_deed(view, document, deed, "record.handed_over")
    return deed


@command
def nudge(actor: Person, document: Document, *, whom: int, note: str = "") -> Deed:
    """Ask someone, in one letter, for what the record waits for of them; `whom` is the id of their membership.

    Not more than once in three days of one person about one record, whoever nudges; what is sent twice within a
    minute is done once. Raises Invalid where they are not waited for, cannot be written to or were nudged lately,
    RecordClosed, NotAllowed, NotFound.
    """
    space, record = hold_open_record(document)
    view = view_of(space, actor)
    require(Action.NUDGE, view.standing())
    membership = db.session.get(Membership, whom)
    if membership is None or membership.space_id != space.id:
        raise NotFound
    last = last_deed(record, RecordDeed.NUDGED, whom_id=membership.person_id)
    if last is not None and _is_the_same(last, actor, note):
        return last
    _refuse_nudge(view, document, membership, last)
    deed = write_deed(view, record, RecordDeed.NUDGED, words=note, whom_id=membership.person_id)
    tell_deed(view, document, deed, "member.nudged")
    return deed


def may_nudge_again(last: Deed) -> datetime:
    """From when on the person may be nudged again about the same record."""
    return last.created_at + BETWEEN_NUDGES


def _refuse_nudge(view: SpaceView, document: Document, membership: Membership, last: Deed | None) -> None:
    """Raise Invalid where this member cannot be nudged about the record now, and say why."""
    name, zone = membership.person.display_name, view.space.time_zone
    if membership.ended_at is not None:
        raise Invalid(lazy("%(name)s takes part in this space no more.", name=name))
    if view.reader is not None and membership.person_id == view.reader.id:
        raise Invalid(lazy("It is you who is asked. Nobody nudges themselves."))
    if not wanted_of(view.space, document, membership):
        raise Invalid(lazy("Nothing waits for %(name)s here any more.", name=name))
    if membership.person.email_confirmed_at is None:
        raise Invalid(lazy("%(name)s has confirmed no email address, so no letter reaches them.", name=name))
    if last is None or may_nudge_again(last) <= now():
        return
    days = {
        "name": name,
        "day": friendly_time(last.created_at, zone),
        "next": friendly_time(may_nudge_again(last), zone),
    }
    if view.reader is not None and last.person_id == view.reader.id:
        raise Invalid(lazy("You nudged %(name)s on %(day)s. You can again on %(next)s.", **days))
    raise Invalid(
        lazy(
            "%(who)s nudged %(name)s on %(day)s. You can again on %(next)s.",
            who=last.person.display_name,
            **days,
        )
    )


def _is_the_same(last: Deed, actor: Person, note: str) -> bool:
    """Whether a nudge is the last one, sent twice."""
    return (last.person_id, last.words) == (actor.id, note) and now() - last.created_at < AT_ONCE


def write_deed(
    view: SpaceView, record: Record, kind: RecordDeed, *, words: str, whom_id: int | None = None
) -> Deed:
    """A row saying what the reader of `view`, a facilitator, did about the record."""
    if view.reader is None:
        raise ValueError("a deed is somebody's")
    deed = Deed(
        record_id=record.id,
        kind=kind.value,
        whom_id=whom_id,
        words=words,
        person_id=view.reader.id,
        created_at=now(),
    )
    deed.capacity = view.capacity
    db.session.add(deed)
    return deed


def tell_deed(view: SpaceView, document: Document, deed: Deed, verb: str, **more: Any) -> None:
    """Write it in the ledger, with the person it is about where there is one."""
    facts: dict[str, Any] = {"document": document.number, **more, **view.capacity.facts}
    if deed.whom_id is not None:
        facts["person"] = deed.whom_id
    tell(view.reader, verb, space=view.space, subject=deed, **facts)


def last_deed(record: Record, *kinds: RecordDeed, whom_id: int | None = None) -> Deed | None:
    """The last of these that was done about the record (and about that person, where one is named)."""
    query = select(Deed).where(Deed.record_id == record.id, Deed.kind.in_([kind.value for kind in kinds]))
    if whom_id is not None:
        query = query.where(Deed.whom_id == whom_id)
    return db.session.scalar(query.order_by(Deed.id.desc()).limit(1))


def a_facilitator(view: SpaceView, membership_id: int) -> Membership:
    """The facilitator of the space with that membership. Raises Invalid."""
    found = db.session.scalar(
        select(Membership).where(
            Membership.space_id == view.space.id,
            Membership.id == membership_id,
            Membership.ended_at.is_(None),
            Membership.role == Role.FACILITATOR.value,
        )
    )
    if found is None:
        raise Invalid(to=lazy("Choose a facilitator of this space"))
    return found


def _same(record: Record, actor: Person, kind: RecordDeed, words: str, *, otherwise: Exception) -> Deed:
    """The last deed of that kind, where it is the one that is asked for: sent twice, it is done once.

    Raises `otherwise` where it was another's, or for other words.
    """
    last = last_deed(record, kind)
    if last is None or (last.person_id, last.words) != (actor.id, words):
        raise otherwise
    return last


def _reason(typed: str) -> str:
    if not typed.strip():
        raise Invalid(reason=lazy("Enter a reason"))
    return typed
