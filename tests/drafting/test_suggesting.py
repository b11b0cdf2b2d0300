"""Suggestions: made, carried through revisions, accepted, declined, withdrawn, made again."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.charter.capacity import Side
from policyspace.drafting import services
from policyspace.drafting.models import Suggestion
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.suggesting import MOST_ON_A_BLOCK
from policyspace.drafting.suggested import obstacle_words
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from policyspace.spaces.queries import find_membership
from tests.builders.discussion import a_block_of
from tests.builders.drafting import a_key, a_problem, a_revision, space_of
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import a_members_only_space, the_facilitator
from tests.builders.suggesting import (
    TEXT,
    TWICE,
    WAIT,
    a_drafter,
    a_suggestion,
    accepted,
    an_open_text,
    now_as,
    rewritten,
)
from tests.conftest import QueryCount

pytestmark = pytest.mark.usefixtures("app")


def made(document: Any, words: str = TWICE, **said: Any) -> Suggestion:
    """A suggestion without a thread."""
    given = {
        "block_id": said.pop("block_id", None) or a_block_of(document, 2),
        "base_number": document.revision_count,
        "words": words,
        "why": "We counted it",
        "idempotency_key": a_key(),
    }
    return services.make_suggestion(said.pop("author", None) or a_resident(), document, **(given | said))


def test_a_resident_suggests_other_words_for_a_passage_and_joins_with_it() -> None:
    document, rosa = an_open_text(), a_resident()
    suggestion = now_as(made(document, f"\n\n{TWICE}  \n\n", author=rosa))
    assert (suggestion.passage, suggestion.words) == (WAIT, TWICE)
    assert (suggestion.state, suggestion.made_on, suggestion.base_number) == ("open", 1, 1)
    assert suggestion.capacity.side is Side.RESIDENT
    assert find_membership(space_of(document), rosa) is not None
    assert get_revision(document, 1).text == TEXT
    [row] = told("suggestion.made")
    assert (row.subject_id, row.facts["document"], row.facts["side"]) == (suggestion.id, 1, "resident")


def test_the_same_key_suggests_once() -> None:
    document, rosa, key = an_open_text(), a_resident(), a_key()
    first = made(document, author=rosa, idempotency_key=key)
    assert made(document, author=rosa, idempotency_key=key).id == first.id
    with pytest.raises(Invalid, match="another document"):
        made(an_open_text(), author=rosa, idempotency_key=key)


def test_who_may_not_comment_may_not_suggest() -> None:
    draft = a_problem(text=TEXT)
    closed = an_open_text()
    services.close_problem(the_facilitator(space_of(closed)), closed)
    for document in (draft, closed, an_open_text(a_members_only_space())):
        with pytest.raises(NotAllowed, match="to suggest a change"):
            made(document)
    assert db.session.scalars(select(Suggestion)).all() == []


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("words", {"words": WAIT}, "Change the words"),
        ("words", {"words": f"{WAIT}\n"}, "Change the words"),
        ("words", {"words": "[" * 4_000}, "square brackets"),
        ("words", {"words": "x" * 20_000}, "5,000"),
        ("block_id", {"block_id": "nothere"}, "not in this text"),
        ("base_number", {"base_number": 9}, "no such revision"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_its_field(
    field: str, said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        made(an_open_text(), **said)
    assert list(refused.value.fields) == [field]


def test_a_text_cannot_be_emptied_and_words_cannot_swallow_what_follows() -> None:
    short = a_problem(text="One.\n")
    facilitator = the_facilitator(space_of(short))
    with pytest.raises(Invalid, match="needs some words"):
        made(short, "", author=facilitator, block_id=a_block_of(short, 1))
    fenced = a_problem(text="One.\n\nTwo.\n\n```\ncode\n```\n")
    writer = the_facilitator(space_of(fenced))
    with pytest.raises(Invalid, match="run into the text"):
        made(fenced, "```\nnever ended", author=writer, block_id=a_block_of(fenced, 1))


def test_a_suggestion_made_on_an_older_revision_is_carried_first() -> None:
    document = an_open_text()
    rewritten(document, "a year", "two years")
    suggestion = made(document, base_number=1)
    assert suggestion.words == TWICE.replace("a year", "two years")
    assert (suggestion.made_on, suggestion.base_number) == (2, 2)


@pytest.mark.parametrize(
    ("newer", "sentence"),
    [
        ((WAIT, WAIT.replace("three", "four")), "changed the same words"),
        ((f"{WAIT}\n\n", ""), "took this paragraph out"),
        ((". They", ".\n\nThey"), "divided this paragraph"),
        ((WAIT, TWICE), "the same change"),
    ],
)
def test_what_cannot_be_carried_first_is_given_back_to_who_wrote_it(
    newer: tuple[str, str], sentence: str
) -> None:
    document = an_open_text()
    block = a_block_of(document, 2)
    rewritten(document, *newer)
    with pytest.raises(Invalid, match=sentence) as refused:
        made(document, base_number=1, block_id=block)
    assert list(refused.value.fields) == ["base_number"]


def test_every_new_revision_carries_the_open_suggestions() -> None:
    document = an_open_text()
    one, other = a_suggestion(document), a_suggestion(document, "Nobody.", number=1)
    rewritten(document, "a year", "two years")
    assert (now_as(one).passage, one.words) == (
        WAIT.replace("a year", "two years"),
        TWICE.replace("a year", "two years"),
    )
    assert (one.first_passage, one.first_words) == (WAIT, TWICE)
    assert [now_as(each).base_number for each in (one, other)] == [2, 2]
    assert [each.made_on for each in (one, other)] == [1, 1]
    assert told("suggestion.overtaken") == []


def test_a_merged_save_carries_them_as_well() -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    rewritten(document, "600", "640")
    a_revision(document, TEXT.replace("a year", "two years"), base_number=1)
    assert now_as(suggestion).words == TWICE.replace("a year", "two years")
    assert suggestion.base_number == 3


def test_one_whose_words_were_changed_needs_its_author_and_says_in_which_revision() -> None:
    document = an_open_text()
    suggestion = a_suggestion(document, author=a_resident("Ana"))
    rewritten(document, "600", "640")
    rewritten(document, "three times", "four times")
    rewritten(document, "640", "650")
    assert (now_as(suggestion).obstacle, suggestion.base_number, suggestion.words) == ("changed", 2, TWICE)
    sentence = "The words this suggestion changes were changed in revision 3. Ana can make it again from the new words."
    assert str(obstacle_words(suggestion)) == sentence
    [row] = told("suggestion.overtaken")
    assert (row.actor_id, row.subject_id, row.facts["revision"]) == (None, suggestion.id, 3)
    with pytest.raises(Conflict) as refused:
        accepted(suggestion, a_drafter(document))
    assert str(refused.value) == sentence
    assert document.revision_count == 4


@pytest.mark.parametrize(
    ("newer", "sentence"),
    [
        (
            (f"{WAIT}\n\n", ""),
            "taken out in revision 2. Ana can withdraw it, and suggest a change elsewhere.",
        ),
        ((". They", ".\n\nThey"), "divided in revision 2. Ana can make it again from the new words."),
        ((WAIT, TWICE), "says this already, since revision 2. Ana can withdraw it, or suggest other words."),
    ],
)
def test_whatever_the_obstacle_it_is_said_in_plain_words(newer: tuple[str, str], sentence: str) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document, author=a_resident("Ana"))
    rewritten(document, *newer)
    assert str(obstacle_words(now_as(suggestion))).endswith(sentence)


def test_one_whose_passage_stands_again_as_it_was_needs_nobody() -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    rewritten(document, "three times", "four times")
    rewritten(document, "four times", "three times")
    assert (now_as(suggestion).obstacle, suggestion.base_number) == (None, 3)


def test_there_is_an_end_to_the_suggestions_on_one_passage() -> None:
    document, rosa = an_open_text(), a_resident()
    for each in range(MOST_ON_A_BLOCK):
        made(document, f"Version {each}.", author=rosa)
    with pytest.raises(Conflict, match="So many suggestions"):
        made(document, author=rosa)
    made(document, "Nobody.", author=rosa, block_id=a_block_of(document, 1))


def test_saving_costs_the_same_statements_however_many_suggestions_stand_unchanged(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    document, rosa = an_open_text(), a_resident()
    costs = []
    for more in (1, 12):
        for each in range(more):
            made(document, f"Version {each} of {more}.", author=rosa)
        with count_queries() as queries:
            rewritten(document, "Around" if more == 1 else "About", "About" if more == 1 else "Some")
        costs.append(len(queries))
    assert costs[0] == costs[1]
