"""The next steps that a document offers to whoever may take them."""

from __future__ import annotations

from flask import Flask

from policyspace.drafting import services
from policyspace.drafting.queries import steps_for
from policyspace.spaces.queries import view_of
from tests.builders.drafting import a_problem, a_proposal, space_of
from tests.builders.spaces import the_facilitator


def test_a_draft_offers_the_steps_of_its_own_kind(app: Flask) -> None:
    problem = a_problem()
    space = space_of(problem)
    facilitator = the_facilitator(space)
    view = view_of(space, facilitator)
    assert steps_for(view, problem) == ["edit", "open"]
    assert steps_for(view, a_proposal(space)) == ["edit"]
    services.open_problem(facilitator, problem)
    assert steps_for(view, problem) == ["edit", "close"]
