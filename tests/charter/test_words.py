"""The words that come in a fixed set."""

from __future__ import annotations

import pytest

from policyspace.charter import words
from policyspace.charter.capacity import Side, Voice
from policyspace.charter.words import PROBLEM_MOVES, HideReason, ProblemState, Stage, Word

SETS = [each for each in vars(words).values() if isinstance(each, type) and issubclass(each, Word)]
SETS = [each for each in SETS if each is not Word] + [Side, Voice]


@pytest.mark.parametrize("kind", SETS, ids=lambda kind: str(kind.__name__))
def test_every_word_has_a_value_for_machines_and_a_plain_name_of_its_own(kind: type[Word]) -> None:
    members = list(kind)
    assert members
    assert len({str(word.label) for word in members}) == len(members)
    for word in members:
        assert kind(word.value) is word
        assert word == word.value
        assert word.value.isidentifier()
        assert str(word.label).strip()


def test_stages_stand_in_the_order_of_the_default_path() -> None:
    assert [stage.value for stage in Stage] == [
        "trust",
        "flexibility",
        "honesty",
        "clarity",
        "sustainability",
    ]


def test_a_reason_for_hiding_is_a_sentence_its_author_can_read() -> None:
    for reason in HideReason:
        assert str(reason.label).endswith(".")
        assert len(str(reason.label).split()) <= 25


def test_a_problem_is_answered_before_it_is_agreed_and_can_always_be_opened_again() -> None:
    assert ProblemState.FRAMED not in PROBLEM_MOVES[ProblemState.OPEN]
    assert ProblemState.FRAMED in PROBLEM_MOVES[ProblemState.ANSWERING]
    assert set(PROBLEM_MOVES) == set(ProblemState)
    for state in (ProblemState.ANSWERING, ProblemState.FRAMED):
        assert ProblemState.OPEN in PROBLEM_MOVES[state]
