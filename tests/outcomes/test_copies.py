"""What is kept beside a record for others to read is always what the record itself says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.outcomes import services
from policyspace.outcomes.queries import find_record
from policyspace.outcomes.services.keeping import TRUST_MET
from policyspace.spaces.queries import notices_of
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    an_acceptance,
    an_entry,
    fill_trust,
    meet_trust,
    new_words,
    the_record,
)

TRUST = Stage.TRUST


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def posted(table: Table) -> bool:
    """Whether the notice board says that Trust is met; the copies are compared with the record first."""
    states = the_record(table).states
    on_board = TRUST_MET in notices_of(table.space, table.document)
    assert on_board == states[TRUST].met
    record = find_record(table.document)
    kept = record.digests if record else {}
    assert kept == {stage.value: states[stage].digest for stage in Stage if stage.value in kept}
    return on_board


def test_the_board_says_that_trust_is_met_at_the_word_that_meets_it(table: Table) -> None:
    fill_trust(table)
    for person in (table.central, table.local):
        a_word(table, TRUST, person)
        assert not posted(table)
    a_word(table, TRUST, table.neighbour)
    assert posted(table)


def _heard(table: Table) -> None:
    heard = next(each for each in the_record(table).entries_for("heard") if each.side == "central")
    an_acceptance(table, heard, table.local, yes=False, note="We never said that.")


def _set_aside(table: Table) -> None:
    services.set_aside(table.facilitator, table.document, requirement="visit", reason="Snow")


CHANGES: dict[str, tuple[Callable[[Table], object], bool]] = {
    "an entry is added": (lambda table: an_entry(table, TRUST, "credit"), False),
    "an entry gets other words": (
        lambda table: new_words(table, the_record(table).entries_for("contact")[0], "Zoe"),
        False,
    ),
    "an entry gets the same words": (
        lambda table: new_words(
            table, (entry := the_record(table).entries_for("contact")[0]), entry.words, **entry.facts
        ),
        True,
    ),
    "an entry is taken off": (
        lambda table: services.end_entry(
            table.central, table.document, the_record(table).entries_for("contact")[0]
        ),
        False,
    ),
    "a side corrects what was heard": (_heard, False),
    "someone says not yet": (
        lambda table: a_word(table, TRUST, table.local, ConfirmationKind.NOT_YET, "Wait."),
        False,
    ),
    "someone adds a reservation": (
        lambda table: a_word(table, TRUST, table.local, ConfirmationKind.RESERVATION, "In winter."),
        True,
    ),
    "a facilitator attests": (lambda table: a_word(table, TRUST, table.facilitator), True),
    "an item is set aside": (_set_aside, False),
    "another stage changes": (lambda table: an_entry(table, Stage.HONESTY, "can"), True),
    "the proposal moves": (lambda table: a_move(table, Stage.FLEXIBILITY), True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_copies_follow_every_kind_of_change(table: Table, change: str) -> None:
    meet_trust(table)
    assert posted(table)
    deed, still_met = CHANGES[change]
    deed(table)
    assert posted(table) is still_met


def test_what_is_required_again_takes_the_notice_down(table: Table) -> None:
    fill_trust(table)
    [visit] = the_record(table).entries_for("meeting")
    services.end_entry(table.central, table.document, visit)
    _set_aside(table)
    for person in (table.central, table.local, table.neighbour):
        a_word(table, TRUST, person)
    assert posted(table)
    services.require_again(table.facilitator, table.document, requirement="visit")
    assert not posted(table)
    _set_aside(table)
    assert posted(table)
