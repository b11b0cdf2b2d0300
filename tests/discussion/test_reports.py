"""Asking the facilitators to look at a comment, and what becomes of it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from policyspace.charter.words import HideReason, ReportReason, Visibility
from policyspace.discussion import services
from policyspace.discussion.models import Report
from policyspace.discussion.queries import reported_in, waiting_in
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.spaces.queries import view_of
from tests.builders.discussion import a_comment, a_discussed_problem, the_space
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.conftest import QueryCount


def queue(problem: Document, reader: Person) -> list[tuple[int, list[tuple[str, str]]]]:
    """The reported comments as the queue of `reader` shows them: the id, and each reason with its words."""
    found = reported_in(view_of(the_space(problem), reader), Span()).items
    return [(each.comment.id, [(str(one[0]), one[1]) for one in each.reports]) for each in found]


def test_a_report_waits_for_facilitators_and_changes_nothing_else(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator, reader = the_facilitator(the_space(problem)), a_resident()
    comment = a_comment(problem)
    services.report_comment(reader, comment, reason="abuse", words="It insults the nurses.")
    services.report_comment(a_resident(), comment, reason=ReportReason.SPAM)
    assert queue(problem, facilitator) == [(comment.id, [("abuse", "It insults the nurses."), ("spam", "")])]
    assert comment.is_visible
    row = told("comment.reported")[0]
    assert (row.subject_id, row.facts) == (comment.id, {"reason": "abuse"})


def test_who_reports_twice_is_heard_once_in_the_newer_words(app: Flask) -> None:
    problem = a_discussed_problem()
    comment, reader = a_comment(problem), a_resident()
    for reason in ("abuse", "abuse", "spam"):
        services.report_comment(reader, comment, reason=reason)
    assert queue(problem, the_facilitator(the_space(problem))) == [(comment.id, [("spam", "")])]
    assert len(told("comment.reported")) == 2


def test_something_else_has_to_be_said_in_words(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    with pytest.raises(Invalid) as refusal:
        services.report_comment(a_resident(), comment, reason="other")
    assert list(refusal.value.fields) == ["words"]
    services.report_comment(a_resident(), comment, reason="other", words="It names my street.")


def test_nobody_reports_their_own_or_in_a_space_that_is_not_theirs(app: Flask) -> None:
    space = a_space(visibility=Visibility.MEMBERS)
    comment = a_comment(a_discussed_problem(space), author=a_member(space))
    for person in (comment.author, a_resident()):
        with pytest.raises(NotAllowed, match="report"):
            services.report_comment(person, comment, reason="abuse")
    services.report_comment(a_member(space), comment, reason="abuse")


def test_hiding_settles_the_reports_and_what_is_hidden_cannot_be_reported(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem)
    services.report_comment(a_resident(), comment, reason="abuse")
    services.hide_comment(facilitator, comment, reason=HideReason.ABUSE)
    assert queue(problem, facilitator) == []
    with pytest.raises(Conflict, match="hidden"):
        services.report_comment(a_resident(), comment, reason="spam")
    report = db.session.scalars(select(Report)).one()
    assert (report.outcome, report.settled_by) == ("hidden", facilitator.id)


def test_what_is_left_as_it_is_can_be_reported_again(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator, reader = the_facilitator(the_space(problem)), a_resident()
    comment = a_comment(problem)
    for _twice in range(2):
        services.report_comment(reader, comment, reason="off_topic")
        assert len(queue(problem, facilitator)) == 1
        services.keep_reported(facilitator, comment)
        assert queue(problem, facilitator) == []
    assert comment.is_visible
    assert [row.facts["reports"] for row in told("reports.kept")] == [1, 1]


def test_a_facilitator_does_not_clear_their_own_comment_of_reports(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    own = a_comment(problem, author=facilitator)
    services.report_comment(a_resident(), own, reason="abuse")
    with pytest.raises(NotAllowed, match="did not write"):
        services.keep_reported(facilitator, own)


def test_a_withdrawn_comment_leaves_the_queue(app: Flask) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    services.report_comment(a_resident(), comment, reason="abuse")
    services.withdraw_comment(comment.author, comment)
    assert queue(problem, the_facilitator(the_space(problem))) == []
    assert db.session.scalar(select(func.count()).select_from(Report).where(Report.outcome == "dropped")) == 1


def test_only_facilitators_of_the_space_see_the_queue_page_by_page(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    problem = a_discussed_problem()
    space = the_space(problem)
    made = [a_comment(problem) for _each in range(5)]
    for comment in made:
        services.report_comment(a_resident(), comment, reason="spam")
    for stranger in (a_resident(), the_facilitator(a_space(title="Another"))):
        with pytest.raises(NotAllowed, match="Only facilitators"):
            reported_in(view_of(space, stranger), Span())
    view = view_of(space, the_facilitator(space))
    with count_queries() as queries:
        page = reported_in(view, Span(limit=3))
    assert len(queries) == 2
    rest = reported_in(view, Span(before=page.older, limit=3))
    shown = [each.comment.id for each in (*page.items, *rest.items)]
    assert shown == [each.id for each in reversed(made)]
    assert waiting_in(view).reported == 5
    assert reported_in(view_of(space, the_facilitator(space)), Span(before=1)).items == []


@pytest.mark.parametrize(
    "values",
    [{"outcome": "kept"}, {"reason": "dislike"}, {"reason": "other", "words": ""}],
    ids=["settled-by-nobody", "unknown-reason", "other-without-words"],
)
def test_the_database_refuses_a_report_that_cannot_be(app: Flask, values: dict[str, str]) -> None:
    services.report_comment(a_resident(), a_comment(a_discussed_problem()), reason="spam")
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(update(Report).values(values))
