"""Keeping words that were typed and not sent: steps of the service itself, nobody's deed, and no row in the ledger."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, or_, select, update

from policyspace.foundation.clock import now
from policyspace.foundation.command import step
from policyspace.foundation.db import db, in_passing
from policyspace.foundation.prepared import run
from policyspace.people.models import Person, Unsent
from policyspace.people.queries import get_unsent
from policyspace.people.rules.unsent import (
    LIFE_IN_BROWSER,
    LIFE_OF_ENDED,
    LIFE_OF_UNSENT,
    MOST_IN_BROWSER,
    MOST_OF_NOBODY,
    MOST_OF_PERSON,
    Owner,
    Typed,
    words_digest,
)

DIGEST = "digest"
"""What is left in `fields` of words that were sent: enough to know them again."""


@step
def keep_unsent(
    owner: Owner, *, place: str, form_key: str, fields: Typed, in_vain: bool = False
) -> Unsent | None:
    """Keep what `owner` has typed so far into the form `form_key`; the oldest rows of theirs make room.

    None when that form was sent or thrown away: a late word from its page. `in_vain`: the words themselves were
    sent and refused, so other words than those that arrived before are kept, under a key of their own.
    """
    row = _locked(owner, form_key)
    if row is not None and row.ended_at is not None:
        digest = words_digest(fields)
        if not in_vain or row.fields.get(DIGEST) == digest:
            return None
        form_key = hashlib.sha256(f"{form_key} {digest}".encode()).hexdigest()
        row = _locked(owner, form_key)
    if row is None:
        row = _new_row(owner, form_key)
    row.place, row.fields, row.kept_at, row.ended_at = place, fields, now(), None
    row.person_id = owner.person_id or row.person_id
    db.session.flush()
    _make_room(owner)
    return row


@in_passing()
@step
def end_unsent(owner: Owner, *, place: str, form_key: str, fields: Typed) -> None:
    """Keep no longer what was sent now: the row of the form, and any other at `place` with the very same words."""
    moment, digest = now(), words_digest(fields)
    ended = {"place": place, "fields": {DIGEST: digest}, "kept_at": moment, "ended_at": moment}
    whose = owner.person_id if owner.signed_in else owner.browser_hash
    if not run(_ENDING[owner.signed_in], whose=whose, its_key=form_key, **ended).rowcount:
        run(_ENDED_AT_ONCE, **_columns_of(owner, form_key), **ended)
    for row in run(_LIVING_AT, whose=owner.person_id, its_place=place).mappings().all():
        if words_digest(row["fields"]) == digest:
            run(_ENDING_ONE, its_id=row["id"], **ended)


@step
def discard_unsent(owner: Owner, *, unsent_id: int) -> Unsent:
    """Throw away what was kept, as `owner` asks. Raises NotFound where it is not theirs."""
    row = get_unsent(unsent_id, owner)
    _end(row, {})
    return row


@step
def claim_unsent(person: Person, *, browser_hash: str, becomes: str) -> bool:
    """Give `person`, who signed in in a browser, what was kept there for them or for nobody in particular.

    What is kept there for others stays theirs in that browser, whose value changes to one with the hash `becomes`.
    Gives whether there is any.
    """
    others = False
    for row in db.session.scalars(
        select(Unsent).where(Unsent.browser_hash == browser_hash).with_for_update()
    ):
        if row.person_id not in {None, person.id}:
            row.browser_hash, others = becomes, True
        elif _makes_way(person, row):
            row.person_id, row.browser_hash = person.id, None
        else:
            db.session.delete(row)
        db.session.flush()
    return others


@step
def forget_unsent() -> None:
    """Delete what was kept for long enough; the worker calls it now and then."""
    moment = now()
    db.session.execute(
        delete(Unsent).where(
            or_(
                Unsent.kept_at < moment - LIFE_OF_UNSENT,
                Unsent.browser_hash.is_not(None) & (Unsent.kept_at < moment - LIFE_IN_BROWSER),
                Unsent.ended_at < moment - LIFE_OF_ENDED,
            )
        )
    )


def _locked(owner: Owner, form_key: str) -> Unsent | None:
    """The row of one open form, held until the step ends."""
    query = select(Unsent).where(_written_by(owner), Unsent.form_key == form_key)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def _written_by(owner: Owner) -> ColumnElement[bool]:
    if owner.signed_in:
        return (Unsent.person_id == owner.person_id) & Unsent.browser_hash.is_(None)
    return Unsent.browser_hash == owner.browser_hash


_ENDING = {
    True: update(Unsent).where(
        Unsent.person_id == bindparam("whose"),
        Unsent.browser_hash.is_(None),
        Unsent.form_key == bindparam("its_key"),
    ),
    False: update(Unsent).where(
        Unsent.browser_hash == bindparam("whose"), Unsent.form_key == bindparam("its_key")
    ),
}
"""Ends the row of one form, of who is signed in or not."""

_ENDING_ONE = update(Unsent).where(Unsent.id == bindparam("its_id"))
_ENDED_AT_ONCE = insert(Unsent)
_LIVING_AT = (
    select(Unsent.id, Unsent.fields)
    .where(
        Unsent.person_id == bindparam("whose"),
        Unsent.place == bindparam("its_place"),
        Unsent.ended_at.is_(None),
    )
    .with_for_update()
)


def _new_row(owner: Owner, form_key: str) -> Unsent:
    row = Unsent(**_columns_of(owner, form_key))
    db.session.add(row)
    return row


def _columns_of(owner: Owner, form_key: str) -> dict[str, Any]:
    browser_hash = None if owner.signed_in else owner.browser_hash
    return {"person_id": owner.person_id, "browser_hash": browser_hash, "form_key": form_key}


def _end(row: Unsent, left: dict[str, str]) -> None:
    row.fields, row.ended_at = left, now()
    row.kept_at = row.ended_at


def _makes_way(person: Person, claimed: Unsent) -> bool:
    """Whether `claimed` takes the place of what the person has under the same key; the newer words stay."""
    own = db.session.scalar(
        select(Unsent).where(
            Unsent.person_id == person.id, Unsent.browser_hash.is_(None), Unsent.form_key == claimed.form_key
        )
    )
    if own is None:
        return True
    if own.ended_at is not None and own.fields.get(DIGEST) != words_digest(claimed.fields):
        claimed.form_key = hashlib.sha256(f"{claimed.form_key} {claimed.id}".encode()).hexdigest()
        return True
    if own.ended_at is not None or own.kept_at > claimed.kept_at:
        return False
    db.session.delete(own)
    db.session.flush()
    return True


def _make_room(owner: Owner) -> None:
    """Let the oldest rows go: of the same person or browser, and of all that name nobody."""
    most = MOST_OF_PERSON if owner.signed_in else MOST_IN_BROWSER
    _leave_newest(_written_by(owner), most)
    if owner.person_id is None:
        _leave_newest(Unsent.person_id.is_(None), MOST_OF_NOBODY)


def _leave_newest(whose: ColumnElement[bool], most: int) -> None:
    living = whose & Unsent.ended_at.is_(None)
    newest = select(Unsent.id).where(living).order_by(Unsent.kept_at.desc(), Unsent.id.desc())
    too_old = db.session.scalars(newest.offset(most)).all()
    if too_old:
        db.session.execute(delete(Unsent).where(Unsent.id.in_(too_old)))
