"""What is asked of a person."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from flask import Flask

from policyspace.charter.words import Role
from policyspace.drafting import services as drafting
from policyspace.foundation.clock import now
from policyspace.people.models import Person
from policyspace.reporting.asks import asks_among, asks_of, invited
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of
from policyspace.spaces.tokens import token_of
from tests.builders.discussion import a_comment
from tests.builders.drafting import a_problem, a_proposal, an_open_problem
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_members_only_space, a_space, an_invitation, the_facilitator
from tests.conftest import QueryCount


def asked(space: Space, person: Person) -> list[str]:
    return [each.sentence for each in asks_of(view_of(space, person))]


def test_a_facilitator_of_an_empty_space_is_asked_to_start_a_problem(app: Flask) -> None:
    space = a_space(title="Warm homes")
    assert asked(space, the_facilitator(space)) == ["Start the first problem in “Warm homes”"]
    assert asked(space, a_member(space, role=Role.DRAFTER)) == []
    assert asked(space, a_member(space)) == []


def test_nothing_is_asked_of_a_visitor(app: Flask) -> None:
    space = a_space()
    an_open_problem(space)
    assert asks_of(SpaceView(space, None, None)) == []


def test_a_problem_asks_the_facilitator_for_each_step_of_its_life(app: Flask) -> None:
    space = a_space()
    facilitator = the_facilitator(space)
    problem = a_problem(space, title="Damp")
    assert asked(space, facilitator) == ["Open “Damp” for comments"]
    drafting.open_problem(facilitator, problem)
    assert asked(space, facilitator) == []
    drafting.close_problem(facilitator, problem)
    assert asked(space, facilitator) == ["Answer the comments on “Damp”"]
    drafting.frame_problem(facilitator, problem)
    assert asked(space, facilitator) == []


def test_a_problem_past_its_closing_date_asks_to_be_closed(app: Flask) -> None:
    space = a_space()
    problem = a_problem(space, title="Damp")
    drafting.open_problem(the_facilitator(space), problem, closes_on=(now() + timedelta(days=2)).date())
    with time_machine.travel(now() + timedelta(days=4)):
        assert asked(space, the_facilitator(space)) == ["Close “Damp” to comments"]
        assert asked(space, a_member(space)) == []


def test_an_open_problem_asks_participants_until_they_have_commented(app: Flask) -> None:
    space = a_space()
    problem = an_open_problem(space, title="Damp")
    member, newcomer, drafter = a_member(space), a_resident(), a_member(space, role=Role.DRAFTER)
    for person in (member, newcomer):
        assert asked(space, person) == ["Say what you know about “Damp”"]
    assert asked(space, drafter) == []
    a_comment(problem, author=member)
    assert asked(space, member) == []


def test_what_has_a_day_comes_first_and_leads_to_its_page(app: Flask) -> None:
    space = a_space()
    facilitator = the_facilitator(space)
    undated = an_open_problem(space, title="Undated")
    later, sooner = a_problem(space, title="Later"), a_problem(space, title="Sooner")
    drafting.open_problem(facilitator, later, closes_on=(now() + timedelta(days=9)).date())
    drafting.open_problem(facilitator, sooner, closes_on=(now() + timedelta(days=3)).date())
    asks = asks_of(view_of(space, a_member(space)))
    assert [each.values["number"] for each in asks] == [sooner.number, later.number, undated.number]
    assert asks[0].endpoint == "drafting.show"
    assert asks[0].due is not None


def test_drafts_ask_nothing_of_participants(app: Flask) -> None:
    space = a_space()
    a_problem(space)
    a_proposal(space)
    assert asked(space, a_member(space)) == []


def test_an_invitation_asks_its_owner_for_an_answer(app: Flask) -> None:
    space, jo = a_members_only_space(title="Private"), a_resident()
    invitation = an_invitation(space, email=jo.email)
    (ask,) = invited(jo)
    assert ask.sentence == "Answer the invitation to “Private”"
    assert (ask.endpoint, ask.values) == ("spaces.invitation", {"token": token_of(invitation)})
    assert invited(a_resident()) == []


def test_asks_lead_to_pages_there_are(app: Flask) -> None:
    pages = {rule.endpoint: rule.arguments for rule in app.url_map.iter_rules()}
    space = a_space()
    an_open_problem(space)
    view = view_of(space, a_member(space))
    for each in asks_of(view):
        assert pages[each.endpoint] <= set(each.values)


def test_asks_among_any_number_of_spaces_take_the_same_statements(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    person = a_resident()
    views, counts = [], []
    for number in range(12):
        space = a_space()
        an_open_problem(space)
        a_proposal(space)
        a_member(space, person=person)
        views.append(view_of(space, person))
        with count_queries() as queries:
            found = asks_among(person, views)
        assert len(found) == number + 1
        counts.append(reads(queries))
    assert len(set(counts)) == 1


def reads(queries: QueryCount) -> int:
    """How many of the statements read rows."""
    return sum(each.startswith("SELECT") for each in queries.statements)
