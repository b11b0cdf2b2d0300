"""What the home page and the page of a space are made of."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Stage
from policyspace.drafting import services as drafting
from policyspace.foundation.clock import now
from policyspace.reporting.home import home_of
from policyspace.reporting.overview import overview_of
from policyspace.spaces.queries import SpaceView, view_of
from tests.builders.drafting import a_problem, a_proposal, an_open_problem
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_members_only_space, a_space, an_invitation, the_facilitator
from tests.conftest import QueryCount


def test_home_shows_open_problems_of_public_spaces_newest_first(app: Flask) -> None:
    public, hidden = a_space(), a_members_only_space()
    first, last = an_open_problem(public), an_open_problem(public)
    an_open_problem(hidden)
    a_problem(public)
    drafting.close_problem(the_facilitator(public), an_open_problem(public))
    home = home_of(None)
    assert [(document.id, space.id) for document, space in home.open_problems] == [
        (last.id, public.id),
        (first.id, public.id),
    ]
    assert [space.id for space in home.public_spaces] == [public.id]


def test_a_problem_past_its_closing_date_is_not_open(app: Flask) -> None:
    space = a_space()
    drafting.open_problem(
        the_facilitator(space), a_problem(space), closes_on=(now() + timedelta(days=2)).date()
    )
    assert len(home_of(None).open_problems) == 1
    with time_machine.travel(now() + timedelta(days=4)):
        assert home_of(None).open_problems == []


def test_home_shows_a_person_their_own_spaces_and_what_they_ask(app: Flask) -> None:
    person, hidden = a_resident(), a_members_only_space()
    a_member(hidden, person=person)
    problem = an_open_problem(hidden, title="Damp")
    an_invitation(a_members_only_space(title="Private"), email=person.email)
    home = home_of(person)
    assert [view.space.id for view in home.own_spaces] == [hidden.id]
    assert [ask.sentence for ask in home.asks] == [
        "Answer the invitation to “Private”",
        "Say what you know about “Damp”",
    ]
    assert problem.title not in {document.title for document, _space in home.open_problems}
    assert home_of(None).own_spaces == ()


def reads(queries: QueryCount) -> int:
    """How many of the statements read rows."""
    return sum(each.startswith("SELECT") for each in queries.statements)


def test_home_takes_the_same_statements_however_much_there_is(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    person = a_resident()
    space = a_space()
    a_member(space, person=person)
    counts = []
    for rows in (1, 60):
        for number in range(rows):
            an_open_problem(space)
            if number < 8:
                a_member(a_space(), person=person)
        with count_queries() as visitor:
            home_of(None)
        with count_queries() as signed_in:
            home_of(person)
        counts.append((reads(visitor), reads(signed_in)))
    assert counts[0] == counts[1]
    assert counts[0][0] == 2


def test_a_space_shows_its_reader_what_they_may_read(app: Flask) -> None:
    space = a_space()
    draft, problem = a_problem(space), an_open_problem(space)
    team = overview_of(view_of(space, the_facilitator(space)))
    assert [each.id for each in team.problems] == [problem.id, draft.id]
    visitor = overview_of(SpaceView(space, None, None))
    assert [each.id for each in visitor.problems] == [problem.id]
    assert visitor.asks == []


def test_what_is_open_for_comments_comes_first(app: Flask) -> None:
    space = a_space()
    an_open = an_open_problem(space)
    closed = an_open_problem(space)
    drafting.close_problem(the_facilitator(space), closed)
    draft = a_problem(space)
    problems = overview_of(view_of(space, the_facilitator(space))).problems
    assert [each.id for each in problems] == [an_open.id, closed.id, draft.id]


def test_members_find_the_record_of_a_proposal_whose_text_they_cannot_read_yet(app: Flask) -> None:
    space = a_space()
    proposal = a_proposal(space)

    def shown(view: SpaceView) -> list[tuple[int, Stage, bool]]:
        return [(each.document.id, each.stage, each.text) for each in overview_of(view).proposals]

    assert shown(view_of(space, the_facilitator(space))) == [(proposal.id, Stage.TRUST, True)]
    assert shown(view_of(space, a_member(space))) == [(proposal.id, Stage.TRUST, False)]
    assert shown(SpaceView(space, None, None)) == []
    assert shown(view_of(space, a_resident())) == []


def test_members_are_counted_by_side(app: Flask) -> None:
    space = a_space()
    for side in (Side.LOCAL, Side.PARTNER, Side.RESIDENT, Side.RESIDENT):
        a_member(space, side=side)
    assert overview_of(SpaceView(space, None, None)).sides == [
        (Side.CENTRAL, 1),
        (Side.LOCAL, 1),
        (Side.PARTNER, 1),
        (Side.RESIDENT, 2),
    ]


def test_a_space_takes_the_same_statements_however_much_is_in_it(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    space = a_space()
    member = a_member(space)
    counts = []
    for rows in (1, 60):
        for _ in range(rows):
            an_open_problem(space)
        a_proposal(space)
        with count_queries() as visitor:
            overview_of(SpaceView(space, None, None))
        view = view_of(space, member)
        with count_queries() as signed_in:
            overview_of(view)
        counts.append((reads(visitor), reads(signed_in)))
    assert counts[0] == counts[1]
    assert counts[0][0] == 3
