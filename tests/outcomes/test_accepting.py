"""Accepting an entry for the side it describes."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Stage
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotAllowed
from policyspace.outcomes.models import Acceptance
from policyspace.outcomes.services import EntryChanged
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    an_acceptance,
    an_entry,
    missing,
    new_words,
    state_of,
)
from tests.builders.spaces import a_member


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def both_heard(table: Table) -> None:
    """What each side heard, of which the local side's is accepted."""
    an_acceptance(
        table, an_entry(table, Stage.TRUST, "heard", by=table.local, about="central"), table.central
    )


def test_the_side_described_accepts_and_it_is_told(table: Table) -> None:
    both_heard(table)
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    assert "heard_accepted" in missing(table, Stage.TRUST)
    said = an_acceptance(table, heard, table.local, note="Well put.")
    assert "heard_accepted" not in missing(table, Stage.TRUST)
    assert (said.side, said.person_id, said.note) == ("local", table.local.id, "Well put.")
    row = told("entry.accepted")[-1]
    assert (row.subject_id, row.facts["stage"], row.facts["side"]) == (heard.id, "trust", "local")
    assert "Well put" not in str(row.facts)


def test_a_correction_needs_words_and_asks_again(table: Table) -> None:
    both_heard(table)
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    with pytest.raises(Invalid) as refusal:
        an_acceptance(table, heard, table.local, yes=False, note="  ")
    assert list(refusal.value.fields) == ["note"]
    an_acceptance(table, heard, table.local, yes=False, note="We never said that.")
    assert "heard_accepted" in missing(table, Stage.TRUST)
    assert len(told("entry.corrected")) == 1
    corrected = new_words(table, heard, "They want to be asked.")
    assert "heard_accepted" in missing(table, Stage.TRUST)
    an_acceptance(table, corrected, table.local)
    assert "heard_accepted" not in missing(table, Stage.TRUST)


def test_nobody_accepts_for_another_side(table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    for person in (table.central, table.facilitator, table.resident, table.neighbour):
        with pytest.raises(NotAllowed):
            an_acceptance(table, heard, person)
    with pytest.raises(NotAllowed):
        an_acceptance(table, an_entry(table, Stage.TRUST, "credit"), table.local)


def test_a_participant_of_the_side_may_accept(table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    an_acceptance(table, heard, a_member(table.space, side=Side.LOCAL))


def test_nobody_accepts_what_they_wrote_where_another_side_is_asked(table: Table) -> None:
    own = an_entry(table, Stage.TRUST, "heard", by=table.local, about="local")
    with pytest.raises(Invalid, match="You wrote this yourself"):
        an_acceptance(table, own, table.local)


def test_the_side_that_pays_may_confirm_a_cost_it_wrote_itself(table: Table) -> None:
    cost = an_entry(table, Stage.CLARITY, "cost", by=table.local, amount="£10", payer="local")
    an_acceptance(table, cost, table.local)
    assert "costs" not in missing(table, Stage.CLARITY)


def test_words_that_changed_meanwhile_are_not_accepted_unread(table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    newer = new_words(table, heard, "They want more money.")
    with pytest.raises(EntryChanged) as refusal:
        an_acceptance(table, heard, table.local)
    assert refusal.value.standing is newer


def test_the_same_word_twice_is_said_once(table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    first = an_acceptance(table, heard, table.local, note="Yes.")
    assert an_acceptance(table, heard, table.local, note="Yes.") is first
    an_acceptance(table, heard, table.local, note="Yes, mostly.")
    assert len(told("entry.accepted")) == 2
    assert db.session.query(Acceptance).count() == 2


def test_a_note_is_part_of_the_words_that_are_confirmed(table: Table) -> None:
    heard = an_entry(table, Stage.TRUST, "heard", about="local")
    before = state_of(table, Stage.TRUST).digest
    an_acceptance(table, heard, table.local)
    assert state_of(table, Stage.TRUST).digest == before
    an_acceptance(table, heard, table.local, note="But only in winter.")
    assert state_of(table, Stage.TRUST).digest != before
