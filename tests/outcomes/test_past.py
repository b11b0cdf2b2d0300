"""The words a stage had before, and what changed in them since."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.foundation.clock import now
from policyspace.outcomes import services
from policyspace.outcomes.comparing import ChangedWords, compare_words
from policyspace.outcomes.models import Record
from policyspace.outcomes.queries import find_record, find_words, words_now
from tests.builders.outcomes import (
    Table,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    new_words,
    state_of,
    the_record,
)

TRUST = Stage.TRUST


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def the_row(table: Table) -> Record:
    record = find_record(table.document)
    assert record
    return record


def changes_since(table: Table, digest: str) -> list[ChangedWords]:
    """What changed in Trust since its words had `digest`."""
    before = find_words(the_row(table), TRUST, digest)
    assert before is not None
    record = the_record(table)
    entries = [entry for entry in record.entries if entry.stage == TRUST]
    return compare_words(stage_row(TRUST), before, words_now(entries, record.set_aside))


def test_the_words_that_were_read_are_found_again_by_their_digest(table: Table) -> None:
    contact = an_entry(table, TRUST, "contact", words="Ann")
    digests = [state_of(table, TRUST).digest]
    for words in ("Bryn", "Carys", "Dai"):
        contact = new_words(table, contact, words)
        digests.append(state_of(table, TRUST).digest)
    for digest, words in zip(digests[:-1], ("Ann", "Bryn", "Carys"), strict=True):
        found = find_words(the_row(table), TRUST, digest)
        assert found is not None
        assert [entry.words for entry, _said in found.entries] == [words]


def test_words_that_never_were_are_not_found(table: Table) -> None:
    an_entry(table, TRUST, "contact")
    assert find_words(the_row(table), TRUST, "0" * 64) is None
    assert find_words(the_row(table), TRUST, "0" * 64, at=now()) is None


def test_what_was_confirmed_is_found_by_its_moment_however_much_changed_since(table: Table) -> None:
    contact = an_entry(table, TRUST, "contact", words="Ann")
    said = a_word(table, TRUST, table.central)
    for turn in range(25):
        contact = new_words(table, contact, f"Number {turn}")
    assert find_words(the_row(table), TRUST, said.digest) is None
    found = find_words(the_row(table), TRUST, said.digest, at=said.created_at)
    assert found is not None
    assert [entry.words for entry, _said in found.entries] == ["Ann"]


def test_changes_are_told_by_question_word_by_word(table: Table) -> None:
    contact = an_entry(table, TRUST, "contact", words="Ann Evans of the housing team", post="Lead")
    credit = an_entry(table, TRUST, "credit", words="Both names")
    before = state_of(table, TRUST).digest
    new_words(table, contact, "Ann Price of the housing team", post="Head")
    services.end_entry(table.local, table.document, credit)
    an_entry(table, TRUST, "deputy", words="Dai")
    changed = {str(each.heading): each for each in changes_since(table, before)}
    assert [each.what for each in changed.values()] == ["changed", "added", "removed"]
    first = changed["Who is the named contact on your side?"]
    assert ("delete", "Evans") in first.parts
    assert ("insert", "Price") in first.parts
    assert [(field.before, field.after) for field in first.fields] == [("Lead", "Head")]
    assert [each.parts for each in changed.values()][1:] == [[("insert", "Dai")], [("delete", "Both names")]]


def test_a_note_and_an_item_set_aside_are_changes_too(table: Table) -> None:
    heard = an_entry(table, TRUST, "heard", about="local")
    before = state_of(table, TRUST).digest
    an_acceptance(table, heard, table.local, note="But only in winter.")
    services.set_aside(table.facilitator, table.document, requirement="visit", reason="Snow")
    noted, aside = changes_since(table, before)
    assert [(field.before, field.after) for field in noted.fields] == [(None, "But only in winter.")]
    assert (aside.what, aside.parts, aside.entry) == ("added", [("insert", "Snow")], None)


def test_the_same_words_by_another_party_are_told_as_such(table: Table) -> None:
    credit = an_entry(table, TRUST, "credit", words="Both names")
    before = state_of(table, TRUST).digest
    new_words(table, credit, "Both names", by=table.local)
    [changed] = changes_since(table, before)
    assert [(field.label, field.before != field.after) for field in changed.fields] == [(None, True)]


def test_words_put_back_are_no_change(table: Table) -> None:
    contact = an_entry(table, TRUST, "contact", words="Ann")
    before = state_of(table, TRUST).digest
    new_words(table, new_words(table, contact, "Bryn"), "Ann")
    assert changes_since(table, before) == []
