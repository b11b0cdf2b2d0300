"""Whatever the people around a record do, in whatever order: it stands as a small model of design.md says it stands.

`MODEL_CASES` in the environment asks for more sequences than the gate's few on each database.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from policyspace.charter.words import Stage
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.outcomes import services
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Movement, SetAside
from policyspace.outcomes.queries import find_record, read_record
from tests.builders.drafting import a_key, a_proposal
from tests.builders.outcomes import Table, a_table
from tests.builders.people import a_resident
from tests.outcomes.small_model import CONCERNS, NEEDS, PATH, SIDES, Said, SmallModel, Written
from tests.outcomes.whole_stages import WHOLE

CASES = int(os.environ.get("MODEL_CASES", "5"))
PEOPLE = st.sampled_from(sorted(SIDES))
STAGES = st.sampled_from(PATH)
KINDS = st.sampled_from(["confirm", "reservation", "not_yet"])
WORDS = st.sampled_from(["These words.", "Other words.", "Words of a third kind."])
NOT_HERE = {"honesty": "residents_view", "sustainability": "you_said_we_did"}
"""What cannot be had in a day, or without a problem that is answered."""
ANSWERS = [(stage, *each) for stage, rows in WHOLE.items() for each in rows]


class Sequence(RuleBasedStateMachine):
    """One record, and the model beside it. `table` is set for the database at hand."""

    table: Table
    outsider: Any

    @initialize()
    def begin(self) -> None:
        self.document = a_proposal(self.table.space)
        self.model = SmallModel(self.table.group.id)
        self.written: dict[int, str] = {}
        self.rows: dict[Any, int] = dict.fromkeys((Acceptance, Confirmation, Movement, SetAside), 0)

    @rule(person=PEOPLE, answer=st.sampled_from(ANSWERS), words=WORDS)
    def write(self, person: str, answer: tuple[str, str, str, dict[str, Any]], words: str) -> None:
        stage, _by, prompt, facts = answer
        self._write(person, stage, prompt, facts, words)

    @rule(stage=STAGES)
    def make_whole(self, stage: str) -> None:
        for person, prompt, facts in WHOLE[stage]:
            if self.model.fits(person, prompt):
                self._write(person, stage, prompt, facts, "Whole words.")
        for entry_id, written in self.model.stands.items():
            if written.stage == stage and written.prompt in CONCERNS:
                self._accept(written.facts[CONCERNS[written.prompt]], entry_id, True, "They listened.")
        if stage in NOT_HERE:
            self._set_aside("facilitator", NOT_HERE[stage], "Small")

    @rule(stage=STAGES, but=PEOPLE, kind=KINDS, whole=st.booleans())
    def most_say(self, stage: str, but: str, kind: str, whole: bool) -> None:
        if whole:
            self.make_whole(stage)
        for person in ("facilitator", "central", "local", "neighbour", "resident"):
            if person != but:
                self._say(person, stage, kind, "Why." if kind != "confirm" else "")

    @rule(person=PEOPLE, stage=STAGES, kind=KINDS, words=WORDS)
    def say(self, person: str, stage: str, kind: str, words: str) -> None:
        self._say(person, stage, kind, words if kind != "confirm" else "")

    @precondition(lambda self: self.model.stands)
    @rule(person=PEOPLE, place=st.integers(0, 99), words=WORDS)
    def change(self, person: str, place: int, words: str) -> None:
        entry_id, old = self._one(place)

        def act() -> None:
            changed = services.change_entry(
                self._person(person),
                self.document,
                db.session.get_one(Entry, entry_id),
                words=words,
                facts=old.facts,
                idempotency_key=a_key(),
            )
            if changed.id != entry_id:
                del self.model.stands[entry_id]
                self._note(changed.id, Written(old.stage, old.prompt, person, words, old.facts))

        same = (old.words, old.by) == (words, person)
        before = len(self.written)
        self._try(act, allowed=self.model.may_change(person, old))
        assert not same or len(self.written) == before

    @precondition(lambda self: self.model.stands)
    @rule(person=PEOPLE, place=st.integers(0, 99))
    def take_off(self, person: str, place: int) -> None:
        entry_id, old = self._one(place)

        def act() -> None:
            services.end_entry(self._person(person), self.document, db.session.get_one(Entry, entry_id))
            del self.model.stands[entry_id]

        self._try(act, allowed=self.model.may_change(person, old))

    @precondition(lambda self: self.model.stands)
    @rule(person=PEOPLE, place=st.integers(0, 99), yes=st.booleans(), note=WORDS)
    def accept(self, person: str, place: int, yes: bool, note: str) -> None:
        self._accept(person, self._one(place)[0], yes, note)

    @rule(
        person=PEOPLE,
        key=st.sampled_from(sorted(key for needs in NEEDS.values() for key in needs)),
        reason=WORDS,
    )
    def set_aside(self, person: str, key: str, reason: str) -> None:
        self._set_aside(person, key, reason)

    @precondition(lambda self: self.model.aside)
    @rule(person=PEOPLE, place=st.integers(0, 99))
    def require_again(self, person: str, place: int) -> None:
        key = sorted(self.model.aside)[place % len(self.model.aside)]

        def act() -> None:
            services.require_again(self._person(person), self.document, requirement=key)
            del self.model.aside[key]

        self._try(act, allowed=person == "facilitator")

    @rule(
        person=st.sampled_from(["facilitator", "facilitator", *sorted(SIDES)]),
        to=STAGES,
        reason=st.sampled_from(["", "A court date"]),
    )
    def move(self, person: str, to: str, reason: str) -> None:
        here, there = PATH.index(self.model.at), PATH.index(to)
        unmet = [stage for stage in PATH[here:there] if self.model.state(stage) != "met"]
        needs_reason = there < here or bool(unmet)

        def act() -> None:
            moved = services.move_stage(
                self._person(person), self.document, from_stage=self.model.at, to=to, reason=reason
            )
            expected = "back" if there < here else "exception" if unmet else "forward"
            assert (moved.kind, moved.reason) == (expected, reason)
            self.model.at, self.rows[Movement] = to, self.rows[Movement] + 1

        valid = here != there and bool(reason or not needs_reason)
        self._try(act, allowed=person == "facilitator", valid=valid)

    @invariant()
    def stands_as_the_model_says(self) -> None:
        record = find_record(self.document)
        states = read_record(self.table.space, self.document, record, tuple(Stage)).states
        names = {self._person(name).id: name for name in SIDES}
        for stage, state in states.items():
            event(f"{stage.value}: {state.state.value}")
            assert state.state.value == self.model.state(stage.value), stage
            stale = {names[said.person_id] for said in state.stale_confirmations}
            assert stale == self.model.stale(stage.value), stage
        assert record is None or record.stage == self.model.at

    @invariant()
    def nothing_written_is_lost(self) -> None:
        record = find_record(self.document)
        if record is None:
            assert not self.written
            return
        kept = dict(
            db.session.execute(select(Entry.id, Entry.words).where(Entry.record_id == record.id)).all()
        )
        assert kept == self.written
        for table, count in self.rows.items():
            rows = db.session.scalars(select(table).where(self._of(table, record.id))).all()
            assert len(rows) == count, table

    def _of(self, table: Any, record_id: int) -> Any:
        if table is Acceptance:
            return Acceptance.entry_id.in_(select(Entry.id).where(Entry.record_id == record_id))
        return table.record_id == record_id

    def _write(self, person: str, stage: str, prompt: str, facts: dict[str, Any], words: str) -> None:
        told = dict(facts)
        if prompt == "residents_group" and words != "Other words.":
            told["organisation_id"] = self.model.group

        def act() -> None:
            entry = services.add_entry(
                self._person(person),
                self.document,
                stage=stage,
                prompt=prompt,
                words=words,
                facts=told,
                idempotency_key=a_key(),
            )
            self._note(entry.id, Written(stage, prompt, person, words, told))

        self._try(act, allowed=self.model.may_write(person, prompt), valid=self.model.fits(person, prompt))

    def _accept(self, person: str, entry_id: int, yes: bool, note: str) -> None:
        written = self.model.stands[entry_id]

        def act() -> None:
            entry = db.session.get_one(Entry, entry_id)
            services.accept_entry(self._person(person), self.document, entry, accepted=yes, note=note)
            own = [each[1:] for each in written.accepted if each[0] == person]
            if own[-1:] != [(yes, note)]:
                written.accepted.append((person, yes, note))
                self.rows[Acceptance] += 1

        another = written.prompt != "cost" and person == written.by
        self._try(act, allowed=self.model.may_accept(person, written), valid=not another)

    def _say(self, person: str, stage: str, kind: str, words: str) -> None:
        record = find_record(self.document)
        digest = (
            read_record(self.table.space, self.document, record, [Stage(stage)]).states[Stage(stage)].digest
        )
        new = Said(person, kind, words, self.model.reads(stage))

        def act() -> None:
            services.confirm_stage(
                self._person(person), self.document, stage=stage, kind=kind, digest=digest, words=words
            )
            if self.model.last.get((stage, person)) != new:
                self.model.last[(stage, person)] = new
                self.rows[Confirmation] += 1

        self._try(act, allowed=person != "outsider")

    def _set_aside(self, person: str, key: str, reason: str) -> None:
        stage = next(stage for stage, needs in NEEDS.items() if key in needs)

        def act() -> None:
            services.set_aside(self._person(person), self.document, requirement=key, reason=reason)
            if self.model.aside.get(key) != (stage, reason):
                self.model.aside[key] = (stage, reason)
                self.rows[SetAside] += 1

        self._try(act, allowed=person == "facilitator")

    def _try(self, act: Callable[[], None], *, allowed: bool, valid: bool = True) -> None:
        """Do it, and see that it is refused to who may not, and what does not fit."""
        try:
            act()
        except NotAllowed:
            assert not allowed
        except Invalid:
            assert allowed
            assert not valid
        else:
            assert allowed
            assert valid

    def _note(self, entry_id: int, written: Written) -> None:
        self.model.stands[entry_id], self.written[entry_id] = written, written.words

    def _one(self, place: int) -> tuple[int, Written]:
        ids = sorted(self.model.stands)
        chosen = ids[place % len(ids)]
        return chosen, self.model.stands[chosen]

    def _person(self, name: str) -> Any:
        return self.outsider if name == "outsider" else getattr(self.table, name)


def test_a_record_stands_as_the_small_model_says(app: Flask) -> None:
    table = a_table()
    here = [table.facilitator, table.central, table.local, table.neighbour, table.resident]
    assert len({person.id for person in here}) == len(here)
    machine = type("Here", (Sequence,), {"table": table, "outsider": a_resident()})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=CASES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
