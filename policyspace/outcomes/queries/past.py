"""The words a stage had before: what somebody read when they confirmed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, union_all

from policyspace.charter.words import Stage
from policyspace.foundation.db import db
from policyspace.outcomes.models import Acceptance, Entry, Record, SetAside
from policyspace.outcomes.queries.facts import NOT_CONFIRMED, entry_fact, set_aside_fact
from policyspace.outcomes.rules import digest_of

MOST_STEPS = 20
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What stood in a stage at one moment: entries, each with what had been said of it, and items set aside."""

    entries: Sequence[tuple[Entry, Sequence[Acceptance]]]
    set_aside: Sequence[SetAside]

    def digest(self, stage: Stage) -> str:
        """The digest of these words."""
        facts = [entry_fact(entry, said) for entry, said in self.entries]
        return digest_of(stage, facts, [set_aside_fact(item) for item in self.set_aside])


def find_words(record: Record, stage: Stage, digest: str, *, at: datetime | None = None) -> Words | None:
    """The words of `stage` that had this digest: those `at` a moment, or else the newest among the last 20 changes.

    None where there were no such words then. What is found is proved by the digest, not by the clock.
    """
    moments = [at] if at else [moment - INSTANT for moment in _changes(record, stage)]
    if not moments:
        return None
    rows = _rows_since(record, stage, min(moments))
    return next((words for words in _each(rows, moments) if words.digest(stage) == digest), None)


def words_now(entries: Iterable[Entry], set_aside: Sequence[SetAside]) -> Words:
    """The words that stand, from rows already read."""
    counted = [(entry, entry.acceptances) for entry in entries if entry.prompt not in NOT_CONFIRMED]
    return Words(counted, set_aside)


def _each(rows: Words, moments: Iterable[datetime]) -> Iterable[Words]:
    for moment in moments:
        yield Words(
            [
                (entry, [each for each in said if each.created_at <= moment])
                for entry, said in rows.entries
                if _stood(entry, moment)
            ],
            [item for item in rows.set_aside if _stood(item, moment)],
        )


def _stood(row: Entry | SetAside, moment: datetime) -> bool:
    return row.created_at <= moment and (row.ended_at is None or row.ended_at > moment)


def _rows_since(record: Record, stage: Stage, moment: datetime) -> Words:
    """Everything that stood at `moment` or later."""
    entries = db.session.scalars(
        select(Entry).where(
            Entry.record_id == record.id,
            Entry.stage == stage.value,
            Entry.prompt.not_in(NOT_CONFIRMED),
            or_(Entry.ended_at.is_(None), Entry.ended_at > moment),
        )
    )
    set_aside = db.session.scalars(
        select(SetAside).where(
            SetAside.record_id == record.id,
            SetAside.stage == stage.value,
            or_(SetAside.ended_at.is_(None), SetAside.ended_at > moment),
        )
    )
    return Words([(entry, entry.acceptances) for entry in entries], set_aside.all())


def _changes(record: Record, stage: Stage) -> Sequence[datetime]:
    """The moments of the last changes to the words of a stage, newest first."""
    entries = Entry.record_id == record.id, Entry.stage == stage.value, Entry.prompt.not_in(NOT_CONFIRMED)
    aside = SetAside.record_id == record.id, SetAside.stage == stage.value
    moments = union_all(
        select(Entry.created_at.label("moment")).where(*entries),
        select(Entry.ended_at).where(*entries, Entry.ended_at.is_not(None)),
        select(Acceptance.created_at).join(Entry, Entry.id == Acceptance.entry_id).where(*entries),
        select(SetAside.created_at).where(*aside),
        select(SetAside.ended_at).where(*aside, SetAside.ended_at.is_not(None)),
    ).subquery()
    query = select(moments.c.moment).distinct().order_by(moments.c.moment.desc()).limit(MOST_STEPS)
    return db.session.scalars(query).all()
