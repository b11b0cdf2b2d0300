from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role, Stage
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.outcomes import services as outcomes
from policyspace.people.models import Person
from policyspace.spaces import services as spaces
from policyspace.spaces.models import Space
from tests.builders.drafting import a_problem, a_proposal
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership
from tests.notifications.letters import forget_what_happened, letters, the_letter, written

MORNING = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_one_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def a_team() -> tuple[Space, Person, Person]:
    """A space with a facilitator, a drafter and a resident."""
    space = a_space()
    return space, a_member(space, role=Role.DRAFTER, side=Side.LOCAL), a_member(space)


def publish(document: Document) -> None:
    space = db.session.get_one(Space, document.space_id)
    outcomes.lift_publication(the_facilitator(space), document, reason="The date of the vote.")
    drafting.publish_proposal(the_facilitator(space), document)


def test_the_letter_about_a_problem_open_for_comments(app: Flask) -> None:
    space = a_space()
    resident = a_member(space)
    document = a_problem(space)
    forget_what_happened()
    drafting.open_problem(the_facilitator(space), document, closes_on=date(2026, 12, 20))
    assert (
        written(app)[resident.email]
        == """Open for comments: “Families wait too long”

“Families wait too long” in “Temporary accommodation” is open for comments.

You can comment until the end of 20 December 2026.

Tell the team what you know, and what worries you.

Read it and comment
http://127.0.0.1:8000/spaces/temporary-accommodation/documents/1

You get this email because you are a member of “Temporary accommodation”. To get no more, leave the space.

See your membership
http://127.0.0.1:8000/spaces/temporary-accommodation/members
"""
    )
    assert letters()[0].stop_path == "/spaces/temporary-accommodation/members"


def test_a_problem_without_a_closing_date_names_none(app: Flask) -> None:
    space = a_space()
    a_member(space)
    document = a_problem(space)
    forget_what_happened()
    drafting.open_problem(the_facilitator(space), document)
    assert "is open for comments.\n" in the_letter(app)


def test_everyone_in_the_space_is_told_but_whoever_did_it(app: Flask) -> None:
    space, drafter, resident = a_team()
    left = a_member(space)
    spaces.end_membership(left, the_membership(space, left))
    a_resident()
    document = a_problem(space)
    forget_what_happened()
    drafting.open_problem(the_facilitator(space), document)
    assert set(written(app)) == {drafter.email, resident.email}


def test_who_never_confirmed_their_address_gets_no_news(app: Flask) -> None:
    space = a_space()
    resident = a_member(space)
    document = a_problem(space)
    forget_what_happened()
    resident.email_confirmed_at = None
    db.session.commit()
    drafting.open_problem(the_facilitator(space), document)
    assert written(app) == {}


def test_people_brought_in_from_elsewhere_have_no_letter_box(app: Flask) -> None:
    space = a_space()
    a_member(space, person=a_resident(email="author-7@history.invalid"))
    document = a_problem(space)
    forget_what_happened()
    drafting.open_problem(the_facilitator(space), document)
    assert written(app) == {}


def test_a_problem_closed_before_it_was_written_about_gets_no_letter(app: Flask) -> None:
    space, _, _ = a_team()
    document = a_problem(space)
    forget_what_happened()
    drafting.open_problem(the_facilitator(space), document)
    with time_machine.travel(MORNING + timedelta(minutes=1), tick=False):
        drafting.close_problem(the_facilitator(space), document)
    assert written(app) == {}


def test_the_letter_about_a_published_proposal(app: Flask) -> None:
    space, drafter, resident = a_team()
    document = a_proposal(space)
    forget_what_happened()
    publish(document)
    told = written(app)
    assert set(told) == {drafter.email, resident.email}
    assert (
        told[resident.email]
        == """Proposal to read: “Let councils buy empty homes”

The proposal “Let councils buy empty homes” is published in “Temporary accommodation”.

You can comment on each part of it.

Read the proposal
http://127.0.0.1:8000/spaces/temporary-accommodation/documents/1

You get this email because you are a member of “Temporary accommodation”. To get no more, leave the space.

See your membership
http://127.0.0.1:8000/spaces/temporary-accommodation/members
"""
    )


def test_the_letter_about_a_proposal_that_moved_past_an_unmet_stage(app: Flask) -> None:
    space, drafter, resident = a_team()
    document = a_proposal(space)
    publish(document)
    forget_what_happened()
    outcomes.move_stage(
        the_facilitator(space),
        document,
        from_stage=Stage.TRUST,
        to=Stage.FLEXIBILITY,
        reason="We meet on Friday.",
    )
    told = written(app)
    assert set(told) == {drafter.email, resident.email}
    assert (
        told[drafter.email]
        == """“Let councils buy empty homes” is now at Flexibility

A facilitator moved the proposal “Let councils buy empty homes” from Trust to Flexibility.

The reason:

> We meet on Friday.

See what this stage asks
http://127.0.0.1:8000/spaces/temporary-accommodation/documents/1/outcome/flexibility

You get this email because you are a member of “Temporary accommodation”. To get no more, leave the space.

See your membership
http://127.0.0.1:8000/spaces/temporary-accommodation/members
"""
    )


def test_every_letter_to_members_costs_the_same_statements_whatever_their_number(
    app: Flask, count_queries: type
) -> None:
    counts = []
    for members in (2, 12):
        space = a_space()
        for _ in range(members):
            a_member(space)
        document = a_problem(space)
        forget_what_happened()
        drafting.open_problem(the_facilitator(space), document)
        with count_queries() as queries:
            told = written(app)
        assert len(told) == members
        counts.append(len([each for each in queries.statements if each.startswith("SELECT")]))
    assert counts[0] == counts[1]
