""" "Me too": once, not for oneself, taken back, brought in from elsewhere."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.discussion import services
from policyspace.drafting import services as drafting
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from policyspace.people.keeper import Keeper
from policyspace.spaces.queries import find_membership
from tests.builders.discussion import a_comment, a_discussed_problem, posted, the_space
from tests.builders.ledger import told
from tests.builders.people import KEEPER, a_resident, an_official
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator, the_membership


def test_a_person_supports_a_comment_once_and_takes_it_back(app: Flask) -> None:
    comment, rosa = a_comment(a_discussed_problem()), a_resident()
    services.support_comment(rosa, comment)
    services.support_comment(rosa, comment)
    assert posted(comment).support_count == 1
    services.support_comment(a_resident(), comment)
    assert posted(comment).support_count == 2
    services.unsupport_comment(rosa, comment)
    services.unsupport_comment(rosa, comment)
    assert posted(comment).support_count == 1
    assert [row.actor_id for row in told("comment.unsupported")] == [rosa.id]
    assert len(told("comment.supported")) == 2


def test_supporting_makes_a_resident_a_member(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    comment = a_comment(problem)
    services.support_comment(rosa, comment)
    assert the_membership(the_space(problem), rosa).side == Side.RESIDENT
    row = told("comment.supported")[0]
    assert (row.subject_id, row.facts["author"], row.facts["document"]) == (comment.id, comment.author_id, 1)


def test_an_official_who_is_no_member_says_first_in_which_capacity(app: Flask) -> None:
    comment, olive = a_comment(a_discussed_problem()), an_official()
    with pytest.raises(Invalid, match="choose your capacity"):
        services.support_comment(olive, comment)
    services.support_comment(olive, comment, capacity="resident")
    assert posted(comment).support_count == 1


def test_nobody_supports_what_they_said_themselves(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    with pytest.raises(NotAllowed, match="someone else’s comment"):
        services.support_comment(comment.author, comment)
    assert posted(comment).support_count == 0


def test_support_is_for_members_where_the_space_is_not_public(app: Flask) -> None:
    space = a_members_only_space()
    comment = a_comment(a_discussed_problem(space), author=a_member(space))
    with pytest.raises(NotAllowed):
        services.support_comment(a_resident(), comment)
    services.support_comment(a_member(space), comment)
    assert posted(comment).support_count == 1


def test_support_ends_when_comments_close(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    comment = a_comment(problem)
    services.support_comment(rosa, comment)
    drafting.close_problem(the_facilitator(the_space(problem)), problem)
    with pytest.raises(NotAllowed):
        services.support_comment(a_resident(), comment)
    with pytest.raises(NotAllowed):
        services.unsupport_comment(rosa, comment)
    assert posted(comment).support_count == 1


def test_what_was_hidden_or_withdrawn_is_not_supported_and_nobody_joins_by_trying(app: Flask) -> None:
    problem, rosa = a_discussed_problem(), a_resident()
    comment = a_comment(problem)
    services.hide_comment(the_facilitator(the_space(problem)), comment, reason="spam")
    with pytest.raises(Conflict, match="nobody can support"):
        services.support_comment(rosa, comment)
    assert find_membership(the_space(problem), rosa) is None
    assert posted(comment).support_count == 0


def test_support_given_elsewhere_is_brought_in_at_once_and_never_twice(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    rosa, sam, tess = a_resident(), a_resident(), a_resident()
    services.support_comment(rosa, comment)
    assert services.import_supports(KEEPER, comment, people=[rosa, sam, comment.author]) == 1
    assert services.import_supports(KEEPER, comment, people=[rosa, sam, tess]) == 1
    assert services.import_supports(KEEPER, comment, people=[rosa, sam, tess]) == 0
    assert posted(comment).support_count == 3
    assert [row.facts["people"] for row in told("supports.imported")] == [1, 1]


def test_only_the_keeper_of_the_service_brings_support_in(app: Flask) -> None:
    problem = a_discussed_problem()
    comment, facilitator = a_comment(problem), the_facilitator(the_space(problem))
    with pytest.raises(NotAllowed):
        services.import_supports(facilitator, comment, people=[facilitator])  # type: ignore[arg-type]  # a person is no keeper
    assert isinstance(KEEPER, Keeper)


def test_many_supports_take_the_same_statements_as_one(app: Flask, count_queries: type) -> None:
    problem = a_discussed_problem()
    people = [a_resident() for _ in range(40)]
    taken = []
    for many in (people[:1], people):
        comment = a_comment(problem)
        with count_queries() as counted:
            services.import_supports(KEEPER, comment, people=many)
        taken.append(len(counted))
    assert taken[0] == taken[1]
