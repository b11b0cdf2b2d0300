"""The permission table, beside a copy of it that was written by hand."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.permissions import Action, Standing, may, require, rows
from policyspace.charter.words import ProblemState, ProposalState, Role
from policyspace.foundation.errors import NotAllowed
from tests.charter.matrix import MATRIX

PEOPLE: dict[str, dict[str, Any]] = {
    "visitor": {},
    "stranger": {"signed_in": True},
    "official": {"signed_in": True, "verified_official": True},
    "admin": {"signed_in": True, "administrator": True},
    "particip": {"signed_in": True, "role": Role.PARTICIPANT, "side": Side.RESIDENT},
    "drafter": {"signed_in": True, "role": Role.DRAFTER, "side": Side.LOCAL},
    "facilit": {"signed_in": True, "role": Role.FACILITATOR, "side": Side.CENTRAL},
}

FACTS: dict[str, dict[str, Any]] = {
    "-": {},
    "public": {"space_public": True, "invited": False},
    "members": {"space_public": False, "invited": False},
    "invited": {"invited": True},
    "own": {"is_author": True},
    "others": {"is_author": False},
    "recent": {"minutes_since": 15.0},
    "old": {"minutes_since": 15.1},
    "hidden_by_another": {"hidden_by_another": True},
    "hidden_by_them": {"hidden_by_another": False},
    "of_theirs": {"manages": True},
    "of_others": {"manages": False},
    "trust": {"trust_met_or_lifted": True},
    "no_trust": {"trust_met_or_lifted": False},
    "same_side": {"same_side": True},
    "other_side": {"same_side": False},
    "text": {"on_entry": False},
    "entry": {"on_entry": True},
    "draft": {"document_state": ProblemState.DRAFT},
    "open": {"document_state": ProblemState.OPEN},
    "answering": {"document_state": ProblemState.ANSWERING},
    "framed": {"document_state": ProblemState.FRAMED},
    "published": {"document_state": ProposalState.PUBLISHED},
}

EVERYTHING_ELSE: dict[str, list[Any]] = {
    "space_public": [False, True],
    "invited": [False, True],
    "is_author": [False, True],
    "same_side": [False, True],
    "on_entry": [False, True],
    "document_state": [None, *ProblemState, ProposalState.PUBLISHED],
    "trust_met_or_lifted": [False, True],
    "hidden_by_another": [False, True],
    "manages": [False, True],
    "minutes_since": [None, 1.0, 900.0],
}

LINES = [line.split() for line in MATRIX.strip().splitlines()]
HEAD, BODY = LINES[0], LINES[1:]


def circumstances(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Every combination of the facts that `given` leaves open."""
    left_open = {name: values for name, values in EVERYTHING_ELSE.items() if name not in given}
    return [given | dict(zip(left_open, values, strict=True)) for values in product(*left_open.values())]


@pytest.mark.parametrize("line", BODY, ids=lambda line: f"{line[0]}-{line[1]}")
def test_the_table_says_what_the_matrix_says_whatever_else_is_so(line: list[str]) -> None:
    action = Action(line[0])
    given: dict[str, Any] = {}
    for word in line[1].split("+"):
        given |= FACTS[word]
    for name, answer in zip(HEAD[2:], line[2:], strict=True):
        for facts in circumstances(given):
            standing = Standing(**PEOPLE[name], **facts)
            assert may(action, standing) is (answer == "yes"), f"{name}: {standing}"


def test_the_matrix_speaks_of_every_action_and_the_table_has_a_row_for_each() -> None:
    assert list(dict.fromkeys(line[0] for line in BODY)) == [row.action.value for row in rows()]
    assert [row.action for row in rows()] == list(Action)


@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "visitor"])
@pytest.mark.parametrize("facts", [{"signed_in": False}, {"frozen": True}], ids=["signed-out", "frozen"])
def test_who_is_signed_out_or_frozen_may_what_a_visitor_may(person: str, facts: dict[str, bool]) -> None:
    for circumstance in circumstances({}):
        standing, visitor = Standing(**(PEOPLE[person] | facts), **circumstance), Standing(**circumstance)
        wrong = [action for action in Action if may(action, standing) is not may(action, visitor)]
        assert not wrong, standing


def test_the_keeper_of_the_service_may_only_keep_it_and_what_anyone_may() -> None:
    keeper = Standing(keeper=True)
    allowed = [action for action in Action if may(action, keeper)]
    assert allowed == [
        Action.SIGN_UP,
        Action.SIGN_IN,
        Action.ADMINISTER,
        Action.LET_SPEAK,
        Action.KEEP_SERVICE,
        Action.KEEP_LIVE_TEXT,
    ]


def test_what_is_not_known_allows_least() -> None:
    assert [action for action in Action if may(action, Standing())] == [Action.SIGN_UP, Action.SIGN_IN]


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.action))
def test_a_refusal_is_one_or_two_short_sentences_that_say_who_may(row: Any) -> None:
    sentence = str(row.sentence)
    assert sentence.endswith(".")
    assert all(len(part.split()) < 25 for part in sentence.split(". "))
    assert row.who_may


def test_require_refuses_with_the_sentence_of_the_row_and_is_silent_when_all_is_well() -> None:
    participant = Standing(signed_in=True, role=Role.PARTICIPANT, side=Side.RESIDENT)
    with pytest.raises(NotAllowed, match="Only facilitators can hide a comment"):
        require(Action.HIDE_COMMENT, participant)
    require(Action.HIDE_COMMENT, Standing(signed_in=True, role=Role.FACILITATOR, side=Side.LOCAL))


def test_a_row_reads_aloud_as_who_and_when() -> None:
    said = {row.action: row.who_may for row in rows()}
    assert said[Action.MOVE_STAGE] == "facilitators"
    assert said[Action.ADD_ENTRY] == "drafters and facilitators"
    assert said[Action.READ_SPACE] == "anyone, when the space is public; or members"
    assert said[Action.EDIT_COMMENT] == (
        "members, when it is their own and it was posted in the last 15 minutes"
    )
