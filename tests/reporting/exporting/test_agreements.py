"""The agreement as a file: every changed byte is found, and what was made up is found against the record."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from policyspace.charter.words import Stage
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.outcomes.models import Confirmation, Entry
from policyspace.outcomes.queries import find_record
from policyspace.outcomes.rules import EntryFact, digest_of
from policyspace.outcomes.rules.agreements import hat_of
from policyspace.people.services import change_account
from policyspace.reporting.exporting.agreements import AgreementFormat, Verdict, verify_file
from policyspace.reporting.exporting.agreements.carrying import carry_in_html, open_carried
from tests.builders.agreements import an_agreed_table, forged, the_file, told_in
from tests.builders.outcomes import Table, a_word, an_entry, new_words, the_record
from tests.reporting.exporting.readers import open_pdf, squeezed

SECRET = "s" * 48
FLIPS = 300
Forgery = Callable[[dict[str, Any]], None]


@pytest.fixture
def table(app: Flask) -> Table:
    return an_agreed_table()


def against_the_record(file: bytes) -> Verdict:
    return verify_file(file, SECRET)


def differences(verdict: Verdict) -> str:
    """Everything that differs, in one line."""
    assert verdict.compared
    return " ".join(line for lines in verdict.compared.differences.values() for line in lines)


def test_what_was_exported_is_what_was_confirmed_and_a_changed_byte_anywhere_is_found(table: Table) -> None:
    """Whatever the file: by the file alone, without the record."""
    chance = random.Random(20261126)
    for kind in AgreementFormat:
        file = the_file(table, kind)
        assert not verify_file(file, None).differs
        verdict = against_the_record(file)
        assert (verdict.differs, verdict.compared and verdict.compared.differences) == (False, {})
        assert kind is AgreementFormat.JSON or verdict.shown_is_own
        assert_every_change_is_found(file, chance)


def assert_every_change_is_found(file: bytes, chance: random.Random) -> None:
    """One bit of one byte at a time, at both ends and anywhere; a byte more or less."""
    places = [0, len(file) - 1, *(chance.randrange(len(file)) for _ in range(FLIPS))]
    for place in places:
        changed = bytearray(file)
        changed[place] ^= chance.choice([1 << bit for bit in range(8)])
        assert verify_file(bytes(changed), None).differs, (place, file[place : place + 1])
    for other in (
        file[:-1],
        file + b"\n",
        file + b" ",
        b"\xef\xbb\xbf" + file,
        file.replace(b"\n", b"\r\n", 1),
        b"",
    ):
        assert verify_file(other, None).differs


def test_the_record_gives_the_same_file_until_it_changes_and_knows_the_older_one_afterwards(
    table: Table,
) -> None:
    first = the_file(table)
    assert the_file(table) == first
    new_words(table, the_record(table).entries_for("outcome")[0], "Nobody waits longer than a month.")
    a_word(table, Stage.CLARITY, table.resident)
    mark = f"policyspace-agreement:aGk=:{'a' * 43}:{'0' * 64}"
    an_entry(table, Stage.TRUST, "credit", words=mark)
    assert the_file(table) != first
    verdict = against_the_record(first)
    assert not verdict.differs
    assert verdict.compared
    assert verdict.compared.changed == {Stage.TRUST, Stage.CLARITY}
    for kind in AgreementFormat:
        assert not against_the_record(the_file(table, kind)).differs


def _reckoned(told: dict[str, Any], stage: Stage) -> None:
    """Give a stage of a forged file the digest of its words, and bind its confirmations to it."""
    place = next(each for each in told["stages"] if each["stage"] == stage)
    facts = [
        EntryFact(
            id=each["id"],
            prompt=each["prompt"],
            side=hat_of(each).side,
            person_id=0,
            words=each["words"],
            at=now(),
            data=each["fields"],
            organisation_id=hat_of(each).organisation_id,
        )
        for each in place["entries"]
    ]
    place["digest"] = digest_of(stage, facts)
    for said in place["confirmations"]:
        said["digest"] = place["digest"]


def of(told: dict[str, Any], stage: Stage) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in told["stages"] if each["stage"] == stage)
    return found


def other_words(told: dict[str, Any]) -> None:
    decided = next(each for each in of(told, Stage.HONESTY)["entries"] if each["prompt"] == "already_decided")
    decided["words"] = "Nothing at all."
    _reckoned(told, Stage.HONESTY)


def a_plain_confirmation(told: dict[str, Any]) -> None:
    said = next(each for each in of(told, Stage.HONESTY)["confirmations"] if each["kind"] == "reservation")
    said.update(kind="confirm", words="")


def another_person(told: dict[str, Any]) -> None:
    of(told, Stage.TRUST)["confirmations"][0]["by"] = "The Minister"


def left_out(told: dict[str, Any]) -> None:
    of(told, Stage.CLARITY)["confirmations"].clear()


def made_up(told: dict[str, Any]) -> None:
    said = of(told, Stage.TRUST)["confirmations"]
    said.append(said[0] | {"id": 999_999, "by": "Somebody"})


def another_day(told: dict[str, Any]) -> None:
    of(told, Stage.TRUST)["confirmations"][0]["at"] = "2020-01-01T00:00:00.000000+00:00"


def another_reason(told: dict[str, Any]) -> None:
    told["movements"][-1]["reason"] = "Everybody wanted it."


def twice(told: dict[str, Any]) -> None:
    said = of(told, Stage.TRUST)["confirmations"]
    said.append(said[0])


FORGERIES: list[tuple[Forgery, str]] = [
    (other_words, "differs in: the words"),
    (a_plain_confirmation, "differs in: the words, what was said"),
    (another_person, "differs in: who"),
    (left_out, "the file leaves it out"),
    (made_up, "by Somebody: it is not in this installation"),
    (another_day, "differs in: when"),
    (another_reason, "differs in: the reason"),
    (twice, "tells something twice"),
    (lambda told: told["proposal"].update(title="Another"), "never had this title"),
    (lambda told: told["proposal"].update(number=77), "no such record"),
    (lambda told: told["proposal"].update(number=10**30), "no such record"),
    (lambda told: told["proposal"].update(space="a\x00b"), "no such record"),
    (lambda told: told.update(stage="clarity"), "another stage"),
    (lambda told: told.update(as_of="2099-01-01T00:00:00+00:00"), "dated in the future"),
]


def test_what_was_made_up_agrees_with_itself_and_not_with_the_record(table: Table) -> None:
    honest = the_file(table)
    for forge, found in FORGERIES:
        told = told_in(honest)
        forge(told)
        file = forged(told)
        assert not verify_file(file, None).differs, found
        assert found in differences(against_the_record(file))


def test_the_file_alone_finds_words_without_their_digest_and_refuses_what_has_no_shape(table: Table) -> None:
    honest = the_file(table)
    told = told_in(honest)
    of(told, Stage.TRUST)["entries"][0]["words"] = "Other words."
    verdict = verify_file(forged(told), None)
    assert {each.stage for each in verdict.inconsistent} == {Stage.TRUST}
    shapeless: list[Forgery] = [
        lambda told: told.pop("stages"),
        lambda told: told.update(stages=[]),
        lambda told: told.update(as_of="yesterday"),
        lambda told: told.update(as_of="0001-01-01T00:00:00+14:00"),
        lambda told: of(told, Stage.TRUST)["confirmations"][0].pop("as_facilitator"),
        lambda told: of(told, Stage.TRUST)["confirmations"].append(7),
        lambda told: of(told, Stage.TRUST)["confirmations"][0].update(id=[1]),
        lambda told: of(told, Stage.TRUST)["entries"][0]["capacity"].update(side="moon"),
        lambda told: told.update(form=2),
        lambda told: told.update(proposal={}),
    ]
    for forge in shapeless:
        told = told_in(honest)
        forge(told)
        assert "does not know the form" in str(verify_file(forged(told), SECRET).refused)
    for junk in (b"{}", b"[" * 100_000, b"\xff\xfe", b"%PDF-1.7", b'{"kind": "policyspace agreement"}'):
        assert "no exported agreement" in str(verify_file(junk, SECRET).refused)


def test_words_and_digests_changed_in_the_database_are_found(table: Table) -> None:
    file = the_file(table)
    first = the_record(table).entries_for("priorities")[0]
    db.session.execute(update(Entry).where(Entry.id == first.id).values(words="Bought and sold."))
    assert "differs in: the words" in differences(against_the_record(file))
    # whoever changes words and digests together leaves tables that agree with each other, but not with the ledger
    record = find_record(table.document)
    assert record
    said = Confirmation.record_id == record.id, Confirmation.stage == Stage.TRUST.value
    db.session.execute(update(Confirmation).where(*said).values(digest="0" * 64))
    assert "The ledger says" in differences(against_the_record(the_file(table)))


def test_a_name_changed_since_is_told_and_is_no_difference_where_the_file_was_made_here(table: Table) -> None:
    file = the_file(table)
    change_account(table.central, display_name="Priya N. Rao")
    verdict = against_the_record(file)
    assert not verdict.differs
    assert verdict.compared
    assert "is called Priya N. Rao here today." in verdict.compared.notes[0]
    assert "differs in: who" in differences(against_the_record(forged(told_in(file))))


def test_another_page_around_the_same_record_is_found_by_the_installation(table: Table) -> None:
    carried = open_carried(the_file(table, AgreementFormat.HTML))
    assert carried
    lying = carry_in_html(
        b"<!DOCTYPE html>\n<title>Everybody confirmed everything</title>\n", carried.inside, "not ours"
    )
    assert not verify_file(lying, None).differs
    verdict = against_the_record(lying)
    assert (verdict.differs, verdict.shown_is_own) == (True, False)


def test_the_pdf_is_for_everyone_and_says_all_of_it(table: Table) -> None:
    pdf = open_pdf(the_file(table, AgreementFormat.PDF))
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata
    assert pdf.root["Lang"] == "en-GB"
    for words in (
        *("Nobody waits longer than six weeks.", "Only in winter.", "Too early.", "What next: Ask again."),
        *("There is only one.", "The budget comes first.", "before the stage was met", "of earlier words"),
        *("They listened.", digest_in(table, Stage.TRUST)),
    ):
        assert squeezed(words) in pdf.text, words
    headings = [words for role, words in pdf.tags if role in {"H1", "H2"}]
    assert headings[1] == "What must this achieve?"


def digest_in(table: Table, stage: Stage) -> str:
    """The digest of a stage, as the file for the verifier has it."""
    told: str = of(told_in(the_file(table)), stage)["digest"]
    return told
