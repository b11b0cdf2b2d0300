"""Who may read a record, and what it says of the world around it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from policyspace.charter.words import Stage, StageStatus, Visibility
from policyspace.discussion.queries import get_head
from policyspace.discussion.services import hide_comment, withdraw_comment
from policyspace.drafting.services import publish_proposal
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Span
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import answers_to, get_confirmation, get_proposal, get_record
from policyspace.outcomes.services import lift_publication
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView, get_space, view_of
from tests.builders.answers import a_draft_answer, an_answer, published
from tests.builders.discussion import a_comment, a_reply
from tests.builders.drafting import a_problem, an_open_problem
from tests.builders.outcomes import (
    Table,
    a_table,
    a_word,
    an_entry,
    declare_all,
    fill_flexibility,
    missing,
    state_of,
    the_record,
)
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space
from tests.builders.suggesting import a_suggestion, an_open_text


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


def seen_by(table: Table, reader: Person | None) -> SpaceView:
    return get_space(table.space.slug, reader)


def test_members_read_a_record_before_its_proposal_is_published_and_nobody_else(table: Table) -> None:
    for person in (table.resident, table.central, table.facilitator):
        assert get_record(seen_by(table, person), table.document.number).document.id == table.document.id
    for stranger in (None, a_resident(), a_member(a_space())):
        with pytest.raises(NotFound):
            get_record(seen_by(table, stranger), table.document.number)
        with pytest.raises(NotFound):
            get_proposal(seen_by(table, stranger), table.document.number)


def test_anyone_reads_the_record_of_a_published_proposal_in_a_public_space(table: Table) -> None:
    lift_publication(table.facilitator, table.document, reason="A court date")
    publish_proposal(table.facilitator, table.document)
    assert get_record(seen_by(table, None), table.document.number).stage is Stage.TRUST


def test_a_members_only_space_keeps_its_records(app: Flask) -> None:
    table = a_table(a_space(visibility=Visibility.MEMBERS))
    lift_publication(table.facilitator, table.document, reason="A court date")
    publish_proposal(table.facilitator, table.document)
    with pytest.raises(NotFound):
        get_record(SpaceView(table.space, a_resident(), None), table.document.number)
    get_record(view_of(table.space, table.resident), table.document.number)


def test_a_problem_and_a_number_of_another_space_have_no_record(table: Table) -> None:
    problem = a_problem(table.space)
    elsewhere = a_table()
    view = view_of(table.space, table.facilitator)
    with pytest.raises(NotFound):
        get_record(view, problem.number)
    with pytest.raises(NotFound):
        get_record(view_of(elsewhere.space, elsewhere.facilitator), 99)


def test_a_record_in_which_nothing_is_written_is_at_trust_with_nothing_begun(table: Table) -> None:
    record = the_record(table)
    assert (record.stage, record.record, record.entries) == (Stage.TRUST, None, [])
    assert {state.state for state in record.states.values()} == {StageStatus.NOT_BEGUN}


def test_a_declaration_alone_begins_honesty(table: Table) -> None:
    declare_all(table, [table.resident, table.central])
    record = the_record(table)
    assert record.states[Stage.HONESTY].state is StageStatus.GATHERING
    assert len(record.entries) == 1
    assert len(answers_to(table.document, "interests", Span()).items) == 2


def test_the_names_of_those_who_have_not_declared_are_told_twenty_at_a_time(table: Table) -> None:
    for _ in range(3):
        a_member(table.space)
    facilitator, central = table.facilitator.display_name, table.central.display_name
    [lacking] = [each for each in state_of(table, Stage.HONESTY).missing if each.key == "interests"]
    assert lacking.names == (facilitator, central)
    declare_all(table, [table.central])
    [lacking] = [each for each in state_of(table, Stage.HONESTY).missing if each.key == "interests"]
    assert lacking.names == (facilitator,)


def test_a_declaration_in_one_record_is_none_in_another(table: Table) -> None:
    declare_all(table, [table.facilitator])
    assert "interests" not in missing(table, Stage.HONESTY)
    assert "interests" in missing(a_table(table.space), Stage.HONESTY)


def test_clarity_waits_for_an_answer_to_every_comment_that_stands(app: Flask) -> None:
    space = a_space()
    problem = an_open_problem(space)
    table = a_table(space, problems=[problem.number])
    assert "comments_answered" not in missing(table, Stage.CLARITY)
    first, second = a_comment(problem), a_comment(problem)
    a_reply(first)
    assert "comments_answered" in missing(table, Stage.CLARITY)
    assert "comments_answered" not in missing(a_table(space), Stage.CLARITY)
    hide_comment(table.facilitator, second, reason="spam")
    assert "comments_answered" in missing(table, Stage.CLARITY)
    answer = a_draft_answer(first)
    assert "comments_answered" in missing(table, Stage.CLARITY)
    published(answer)
    assert "comments_answered" not in missing(table, Stage.CLARITY)
    third = a_comment(problem)
    assert "comments_answered" in missing(table, Stage.CLARITY)
    withdraw_comment(third.author, third)
    assert "comments_answered" not in missing(table, Stage.CLARITY)


def test_clarity_waits_for_the_decision_about_a_suggestion_that_everyone_can_read(app: Flask) -> None:
    space = a_space()
    problem = an_open_text(space)
    table = a_table(space, problems=[problem.number])
    suggestion = a_suggestion(problem)
    assert "comments_answered" in missing(table, Stage.CLARITY)
    hide_comment(table.facilitator, get_head(suggestion), reason="spam")
    assert "comments_answered" not in missing(table, Stage.CLARITY)


def test_you_said_we_did_is_published_once_the_comments_have_answers_and_none_waits(app: Flask) -> None:
    space = a_space()
    one, other = an_open_problem(space), an_open_problem(space)
    table = a_table(space, problems=[one.number, other.number])
    assert "you_said_we_did" in missing(table, Stage.SUSTAINABILITY)
    an_answer(a_comment(one))
    assert "you_said_we_did" not in missing(table, Stage.SUSTAINABILITY)
    answer = a_draft_answer(a_comment(other))
    assert "you_said_we_did" in missing(table, Stage.SUSTAINABILITY)
    published(answer)
    assert "you_said_we_did" not in missing(table, Stage.SUSTAINABILITY)


def test_a_word_of_another_stage_or_record_is_not_found(table: Table) -> None:
    fill_flexibility(table)
    said = a_word(table, Stage.FLEXIBILITY, table.central)
    assert get_confirmation(table.document, Stage.FLEXIBILITY, said.id) is said
    with pytest.raises(NotFound):
        get_confirmation(table.document, Stage.TRUST, said.id)
    with pytest.raises(NotFound):
        get_confirmation(a_table(table.space).document, Stage.FLEXIBILITY, said.id)


def test_what_another_process_wrote_is_seen_in_rows_read_before(table: Table) -> None:
    entry = an_entry(table, Stage.TRUST, "credit")
    assert the_record(table).entries_for("credit") == [entry]
    db.session.commit()
    with db.engine.begin() as connection:
        connection.execute(update(Entry).where(Entry.id == entry.id).values(words="Written elsewhere"))
    assert [each.words for each in the_record(table).entries_for("credit")] == ["Written elsewhere"]
