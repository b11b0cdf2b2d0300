"""Every save keeps who wrote what and how the sides share it; older revisions are worked out on demand."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting import tracing
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.authorship import Written
from policyspace.drafting.rules.words import words
from policyspace.foundation.db import db
from policyspace.people.models import Person
from tests.builders.drafting import TEXT, a_problem, a_revision, space_of
from tests.builders.spaces import a_member
from tests.conftest import QueryCount
from tests.drafting.rules.drawing import drawn_authorship
from tests.drafting.rules.revising import check_whole

pytestmark = pytest.mark.usefixtures("app")

COST = "The council will pay for the shelter in the first year."
PLAN = "Every resident gets a letter before the works begin."


def kept(document: Document, number: int) -> Revision:
    """A revision as the database has it; its authorship is whole and its balance counts every word."""
    db.session.expire_all()
    revision = get_revision(document, number)
    assert revision.authorship is not None
    assert revision.balance is not None
    check_whole(Written(revision.text, revision.authorship))
    assert sum(revision.balance.values()) == len(words(revision.text))
    return revision


def drawn(document: Document, number: int) -> str:
    return drawn_authorship(
        Written(get_revision(document, number).text, kept(document, number).authorship or [])
    )


def forget(document: Document, *numbers: int) -> None:
    """Make revisions as they were before authorship was kept."""
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(
            update(Revision)
            .where(Revision.document_id == document.id, Revision.number.in_(numbers))
            .values(authorship=None, balance=None)
        )
    db.session.rollback()


def a_drafter(document: Document, side: Side = Side.LOCAL) -> Person:
    return a_member(space_of(document), role=Role.DRAFTER, side=side)


def test_a_first_revision_is_its_authors_and_counts_for_their_side() -> None:
    document = a_problem(text=COST)
    assert drawn(document, 1) == f"1: {COST}"
    assert kept(document, 1).balance == {"central": 11, "local": 0, "partner": 0, "resident": 0}


def test_words_count_for_the_side_their_author_spoke_for() -> None:
    document = a_problem(text=COST)
    a_revision(document, COST.replace("first", "first cold"), by=a_drafter(document, Side.LOCAL))
    a_revision(
        document,
        COST.replace("first", "first cold").replace("pay", "gladly pay"),
        by=a_drafter(document, Side.RESIDENT),
    )
    assert drawn(document, 3) == (
        "1: The council will | 3: gladly | 1: pay for the shelter in the first | 2: cold | 1: year."
    )
    assert kept(document, 3).balance == {"central": 11, "local": 1, "partner": 0, "resident": 1}


def test_a_merge_credits_both_and_a_settled_conflict_those_whose_words_were_kept() -> None:
    document = a_problem(text=f"{COST}\n\n{PLAN}\n")
    local = a_drafter(document)
    a_revision(document, f"{COST}\n\n{PLAN.replace('a letter', 'a visit')}\n")
    a_revision(document, f"{COST.replace('shelter', 'winter shelter')}\n\n{PLAN}\n", by=local, base_number=1)
    assert drawn(document, 3) == (
        "1: The council will pay for the | 3: winter | 1: shelter in the first year.\n\n"
        "Every resident gets a | 2: visit | 1: before the works begin."
    )
    assert kept(document, 3).balance == {"central": 20, "local": 1, "partner": 0, "resident": 0}


def test_words_that_a_settlement_brings_back_stay_those_of_their_first_writer() -> None:
    document = a_problem(text=f"{COST}\n\n{PLAN}\n")
    a_revision(document, f"{COST}\n")
    settled = f"{COST}\n\n{PLAN.replace('letter', 'warning')}\n"
    a_revision(document, settled, by=a_drafter(document), drew_on=1)
    assert (
        drawn(document, 3) == f"1: {COST}\n\nEvery resident gets a | 3: warning | 1: before the works begin."
    )


def test_an_old_revision_restored_whole_is_its_first_writers_under_any_title() -> None:
    document = a_problem(text=COST)
    local = a_drafter(document)
    a_revision(document, COST.replace("pay", "pay half"), by=local)
    a_revision(document, "No.\n", title="Another title")
    a_revision(document, COST.replace("pay", "pay half"), by=a_drafter(document, Side.RESIDENT))
    assert drawn(document, 4) == drawn(document, 2)
    assert kept(document, 4).balance == kept(document, 2).balance


def test_a_paragraph_put_back_is_still_whose_it_was() -> None:
    document = a_problem(text=f"{COST}\n\n{PLAN}\n")
    local = a_drafter(document)
    a_revision(document, f"{COST}\n", by=local)
    a_revision(document, f"{COST}\n\nA new one.\n", by=local)
    a_revision(document, f"{COST}\n\nA new one.\n\n{PLAN} And in time.\n", by=local)
    assert drawn(document, 4) == f"1: {COST} | 3: A new one. | 1: {PLAN} | 4: And in time."


def test_words_typed_again_that_are_too_few_to_tell_are_new() -> None:
    document = a_problem(text=f"{COST}\n\nSee below.\n")
    a_revision(document, f"{COST}\n")
    a_revision(document, f"{COST}\n\nSee below. Or above.\n")
    assert drawn(document, 3) == f"1: {COST} | 3: See below. Or above."


def test_an_older_revision_is_worked_out_as_it_would_have_been_kept() -> None:
    document = a_problem()
    texts = [
        TEXT.replace("600", "640"),
        TEXT.replace("600", "640") + "\nThey told us so.\n",
        "They told us so.\n\n" + TEXT.replace("600", "640"),
        TEXT,
    ]
    for text in texts:
        a_revision(document, text)
    before = [kept(document, number).authorship for number in range(1, 6)]
    for forgotten in ([5], [3], [1, 2], [2, 3, 4], [1, 2, 3, 4, 5]):
        forget(document, *forgotten)
        found = [tracing.traced(get_revision(document, number)) for number in range(1, 6)]
        assert [[tuple(span) for span in each.authorship] for each in found] == [
            [tuple(span) for span in each or []] for each in before
        ]
        assert {each.since for each in found} == {1}


def test_a_save_fills_in_what_the_newest_revision_lacks() -> None:
    document = a_problem()
    a_revision(document, TEXT.replace("600", "640"))
    before = kept(document, 2)
    authorship, balance = before.authorship, before.balance
    forget(document, 1, 2)
    a_revision(document, TEXT.replace("600", "650"))
    assert (kept(document, 2).authorship, kept(document, 2).balance) == (authorship, balance)
    assert kept(document, 3).balance == balance


def test_a_very_long_way_back_is_cut_short_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "MOST_STEPS", 2)
    document = a_problem(text="One.\n")
    for number in range(2, 6):
        a_revision(document, f"{number}.\n\n{get_revision(document, number - 1).text}")
    forget(document, 1, 2, 3, 4, 5)
    found = tracing.traced(get_revision(document, 5))
    assert found.since == 3
    assert {number for _, number in found.authorship} == {3, 4, 5}


def test_working_out_costs_the_same_number_of_queries_however_long_the_way(
    count_queries: type[QueryCount],
) -> None:
    document = a_problem(text="One.\n")
    for number in range(2, 9):
        a_revision(document, f"{number}.\n\n{get_revision(document, number - 1).text}")
    forget(document, *range(2, 9))

    def cost(number: int) -> int:
        revision = get_revision(document, number)
        with count_queries() as queries:
            tracing.traced(revision)
        return len(queries)

    assert cost(3) == cost(8) == 1
