"""Several people at the same moment, in real threads: nothing is said twice, or of words nobody read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from policyspace.charter.words import Stage, StageStatus
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, Refusal
from policyspace.outcomes import services
from policyspace.outcomes.models import Confirmation, Entry, Movement, Record
from policyspace.outcomes.queries import find_record
from policyspace.outcomes.services import WordsChanged
from policyspace.outcomes.services.keeping import TRUST_MET
from policyspace.people.models import Person
from policyspace.spaces.queries import notices_of
from tests.builders.drafting import a_key
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    a_word,
    an_entry,
    fill_flexibility,
    fill_trust,
    missing,
    state_of,
    the_record,
)

Deed = Callable[[Person, Document], object]
FLEXIBILITY = Stage.FLEXIBILITY


def at_once(app: Flask, table: Table, deeds: list[tuple[Person, Deed]]) -> list[object]:
    """What each deed gave, or the refusal it met; all begin together, each with a session of its own."""
    ready = Barrier(len(deeds))
    document_id = table.document.id
    named = [(person.id, deed) for person, deed in deeds]
    db.session.commit()

    def run(person_id: int, deed: Deed) -> object:
        with app.app_context():
            document = db.session.get_one(Document, document_id)
            person = db.session.get_one(Person, person_id)
            db.session.commit()
            ready.wait(timeout=30)
            try:
                return deed(person, document)
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        waiting = [pool.submit(run, person_id, deed) for person_id, deed in named]
        given = [each.result(timeout=120) for each in waiting]
    db.session.expire_all()
    return given


def refusals(given: list[object]) -> list[object]:
    return [each for each in given if isinstance(each, Refusal)]


def confirm(stage: Stage, digest: str) -> Deed:
    """Confirms the words with that digest."""

    def deed(person: Person, document: Document) -> str:
        said = services.confirm_stage(person, document, stage=stage, kind="confirm", digest=digest)
        return said.digest

    return deed


def test_the_first_words_of_a_record_by_several_people_at_once_make_one_record(app: Flask) -> None:
    table = a_table()

    def write(person: Person, document: Document) -> int:
        entry = services.add_entry(
            person, document, stage="honesty", prompt="can", words="We can.", idempotency_key=a_key()
        )
        return entry.id

    people = [table.central, table.local, table.facilitator] * 2
    given = at_once(app, table, [(person, write) for person in people])
    assert refusals(given) == []
    assert db.session.scalar(select(func.count()).select_from(Record)) == 1
    assert len(the_record(table).entries_for("can")) == 6


def test_one_answer_of_a_side_is_taken_when_two_give_it_at_once(app: Flask) -> None:
    table = a_table()

    def write(person: Person, document: Document) -> int:
        entry = services.add_entry(
            person, document, stage="trust", prompt="priorities", words="Homes", idempotency_key=a_key()
        )
        return entry.id

    given = at_once(app, table, [(table.central, write), (table.facilitator, write), (table.local, write)])
    assert [type(each) for each in refusals(given)] == [Invalid]
    assert len(the_record(table).entries_for("priorities")) == 2


def test_a_double_click_is_one_entry_one_word_and_one_move(app: Flask) -> None:
    table = a_table()
    fill_flexibility(table)
    digest = state_of(table, FLEXIBILITY).digest

    def write(person: Person, document: Document) -> int:
        entry = services.add_entry(
            person, document, stage="honesty", prompt="can", words="Twice", idempotency_key="double-click"
        )
        return entry.id

    def move(person: Person, document: Document) -> int:
        moved = services.move_stage(person, document, from_stage="trust", to="honesty", reason="Tuesday")
        return moved.id

    for person, deed in (
        (table.central, write),
        (table.central, confirm(FLEXIBILITY, digest)),
        (table.facilitator, move),
    ):
        given = at_once(app, table, [(person, deed)] * 3)
        assert refusals(given) == []
        assert len(set(given)) == 1
    assert len(the_record(table).entries_for("can")) == 1
    counts = [db.session.scalar(select(func.count()).select_from(each)) for each in (Confirmation, Movement)]
    assert counts == [1, 1]
    assert (len(told("stage.confirmed")), len(told("stage.moved"))) == (1, 1)


def test_both_sides_who_confirm_at_once_make_the_stage_met(app: Flask) -> None:
    table = a_table()
    fill_trust(table)
    a_word(table, Stage.TRUST, table.neighbour)
    digest = state_of(table, Stage.TRUST).digest
    deeds = [(person, confirm(Stage.TRUST, digest)) for person in (table.central, table.local)]
    assert refusals(at_once(app, table, deeds)) == []
    assert state_of(table, Stage.TRUST).state is StageStatus.MET
    assert TRUST_MET in notices_of(table.space, table.document)


def test_a_change_racing_confirmations_never_binds_one_to_words_that_were_not_read(app: Flask) -> None:
    table = a_table()
    fill_flexibility(table)
    for turn in range(6):
        read = state_of(table, FLEXIBILITY).digest
        [group] = the_record(table).entries_for("affected_group")
        group_id = group.id

        def change(person: Person, document: Document, group_id: int = group_id, turn: int = turn) -> str:
            services.change_entry(
                person,
                document,
                db.session.get_one(Entry, group_id),
                words=f"Shops, take {turn}",
                facts={"kind": "business", "route": "A breakfast"},
                idempotency_key=a_key(),
            )
            return "changed"

        deeds: list[tuple[Person, Deed]] = [
            (table.central, confirm(FLEXIBILITY, read)),
            (table.facilitator, change),
            (table.local, confirm(FLEXIBILITY, read)),
        ]
        given = at_once(app, table, deeds)
        assert given[1] == "changed"
        for each in (given[0], given[2]):
            assert each == read or isinstance(each, WordsChanged)
        state = state_of(table, FLEXIBILITY)
        assert state.digest != read
        assert state.current == ()
        said = db.session.scalars(select(Confirmation).where(Confirmation.digest == read)).all()
        assert len(said) == sum(each == read for each in given)
        record = find_record(table.document)
        assert record is not None
        assert record.digests["flexibility"] == state.digest


def test_two_who_change_the_same_entry_at_once_lose_no_words(app: Flask) -> None:
    table = a_table()
    entry_id = an_entry(table, Stage.TRUST, "credit", words="Ours").id

    def rewrite(words: str) -> Deed:
        def deed(person: Person, document: Document) -> str:
            entry = db.session.get_one(Entry, entry_id)
            services.change_entry(person, document, entry, words=words, facts={}, idempotency_key=a_key())
            return words

        return deed

    given = at_once(app, table, [(table.central, rewrite("Central")), (table.local, rewrite("Local"))])
    [refused] = refusals(given)
    assert isinstance(refused, services.EntryChanged)
    [kept] = [each for each in given if isinstance(each, str)]
    assert [each.words for each in the_record(table).entries_for("credit")] == [kept]


def test_an_item_is_set_aside_once_by_two_at_once(app: Flask) -> None:
    table = a_table()

    def aside(person: Person, document: Document) -> int:
        return services.set_aside(person, document, requirement="visit", reason="Snow").id

    given = at_once(app, table, [(table.facilitator, aside)] * 3)
    assert refusals(given) == []
    assert len(set(given)) == 1
    assert "visit" not in missing(table, Stage.TRUST)
