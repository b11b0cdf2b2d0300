"""How words become terms, what is looked for, and what is shown around it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.reporting.searching.choosing import gathers
from policyspace.reporting.searching.rules import (
    FoundKind,
    Narrowed,
    Question,
    excerpt,
    highlighted,
    marks_of,
    terms_of,
)
from policyspace.reporting.searching.rules.terms import MOST_LETTERS, term_of

LONG = f"{'Before that. ' * 2_000}We waited for the bus. {'And after it. ' * 40}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Families", "family"),
        ("housing", "houses"),
        ("council’s", "council"),
        ("don't", "don’t"),
        ("dŵr", "DWR"),
        ("café", "cafe\u0301"),
        ("Straße", "STRASSE"),
        ("ЖИЛЬЁ", "жильё"),
        ("①", "1"),
    ],
)
def test_words_that_are_alike_have_one_stem(one: str, other: str) -> None:
    assert term_of(one).stem == term_of(other).stem


def test_words_that_are_not_alike_stay_apart() -> None:
    stems = {term_of(word).stem for word in ("policy", "police", "polite", "x12", "жильё", "житьё", "жаль")}
    assert len(stems) == 7


@given(st.text(max_size=200))
def test_terms_are_plain_words_that_a_database_reads_as_one(text: str) -> None:
    terms = terms_of(text)
    for term in [*terms.stems.split(), *terms.also.split()]:
        assert term.isascii()
        assert term.isalnum()
        assert term == term.lower()
        assert term[0].isalpha()
        assert len(term) <= MOST_LETTERS


def test_a_question_is_words_and_phrases() -> None:
    question = Question.read('  the Waiting “out of area” list waiting "bus" ')
    assert [each.whole for each in question.words] == ["bus", "waiting", "list"]
    assert [[each.whole for each in phrase] for phrase in question.phrases] == [["out", "of", "area"]]
    assert question.beginning == "list"


@pytest.mark.parametrize(
    ("typed", "common", "empty"),
    [
        ("the and of", True, True),
        ("💥 ... --", False, True),
        ("", False, True),
        ("“the”", False, False),
        ("rent", False, False),
    ],
)
def test_a_question_without_a_word_says_why(typed: str, common: bool, empty: bool) -> None:
    question = Question.read(typed)
    assert (question.only_common, question.is_empty) == (common, empty)


def test_no_more_than_twelve_words_are_looked_for() -> None:
    question = Question.read(" ".join(f"w{number}" for number in range(40)))
    assert len(question.words) == 12
    assert question.left_out


@given(st.text(max_size=300))
def test_any_text_is_a_question(typed: str) -> None:
    question = Question.read(typed)
    assert question.is_empty or question.terms


def test_the_part_around_the_first_hit_is_shown_and_hits_are_told_apart() -> None:
    pieces = excerpt(LONG, Question.read("WAITING Bus"))
    assert [words for words, hit in pieces if hit] == ["waited", "bus"]
    whole = "".join(words for words, _hit in pieces)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert len(whole) < 400


def test_letters_with_accents_and_of_other_scripts_are_found_where_they_stand() -> None:
    far = "Быстро. " * 200
    for words, typed in (
        ("dŵr glân", "dwr"),
        ("новое жильё здесь", "ЖИЛЬЁ"),
    ):
        shown = excerpt(f"{far}{words} {far}", Question.read(typed))
        assert [part for part, hit in shown if hit], words


@given(st.text(max_size=400), st.text(max_size=30))
def test_nothing_is_lost_or_added_where_words_are_marked(text: str, typed: str) -> None:
    question = Question.read(typed)
    assert "".join(words for words, _hit in highlighted(text, question)) == text
    excerpt(text, question)


def test_a_span_of_days_is_marked_by_its_months_or_years() -> None:
    span = Narrowed(since=date(2025, 11, 20), until=date(2026, 2, 1))
    assert span.times == ["m202511", "m202512", "m202601", "m202602"]
    assert Narrowed(since=date(2020, 1, 1), until=date(2023, 1, 1)).times == [
        "y2020",
        "y2021",
        "y2022",
        "y2023",
    ]
    assert Narrowed(since=date(2020, 1, 1)).times == []
    marks = marks_of(FoundKind.COMMENT, 7, "local", datetime(2026, 2, 1, tzinfo=UTC))
    assert set(marks) == {"s7", "kcomment", "m202602", "y2026", "wlocal"}


def test_rare_words_are_gathered_and_common_ones_walked_to() -> None:
    assert gathers(10, 100_000, 20, uneven=False)
    assert gathers(5_000, 1_000_000, 20, uneven=False), "it is expected for want of knowing better"
    assert not gathers(50_000, 1_000_000, 20, uneven=False)
    assert not gathers(50_000, 100_000, 20, uneven=False)
    assert gathers(5_000, 100_000, 20, uneven=True)
    assert not gathers(50_000, 100_000, 20, uneven=True)
