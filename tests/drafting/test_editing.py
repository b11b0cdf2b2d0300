"""Who has an editor open is told to others for as long as it is heard of, with the hat they wear."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.editing import (
    HEARD_FOR,
    OPENED_FOR,
    editors_of,
    note_editing,
    note_still_editing,
    stop_editing,
)
from policyspace.drafting.models import Document, Editing
from policyspace.drafting.queries import get_revision
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.notifications.worker import Worker
from policyspace.people.models import Person
from policyspace.spaces import services as spaces
from tests.builders.drafting import a_problem, space_of
from tests.builders.people import an_official, an_organisation
from tests.builders.spaces import a_member, the_facilitator, the_membership
from tests.conftest import QueryCount

pytestmark = pytest.mark.usefixtures("app")

SECOND = timedelta(seconds=1)


@pytest.fixture
def document() -> Document:
    return a_problem()


def a_drafter(document: Document, name: str = "Ana Silva") -> Person:
    """A drafter of a council."""
    person = an_official(an_organisation("Anytown Council", side=Side.LOCAL), name)
    return a_member(space_of(document), role=Role.DRAFTER, person=person)


def told(document: Document) -> list[tuple[str, str]]:
    """Who the facilitator sees editing what."""
    here = editors_of(document, besides=the_facilitator(space_of(document)))
    return [(each.name, each.section_title) for each in here]


def test_who_opens_an_editor_is_told_to_others_with_hat_and_section(document: Document) -> None:
    ana = a_drafter(document)
    note_editing(ana, document, section="abc", title="Cost")
    [editor] = editors_of(document, besides=the_facilitator(space_of(document)))
    assert (editor.name, editor.section, editor.section_title) == ("Ana Silva", "abc", "Cost")
    assert editor.capacity.short_text == "Anytown Council, local government"
    assert not editors_of(document, besides=ana)


def test_without_a_word_from_the_browser_it_is_told_for_half_an_hour(document: Document) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        note_editing(a_drafter(document), document)
        clock.shift(OPENED_FOR - SECOND)
        assert told(document) == [("Ana Silva", "")]
        clock.shift(SECOND)
        assert told(document) == []


def test_an_editor_that_is_heard_of_is_told_until_a_minute_after(document: Document) -> None:
    ana = a_drafter(document)
    with time_machine.travel(now(), tick=False) as clock:
        opened = now()
        note_editing(ana, document)
        clock.shift(20 * SECOND)
        note_still_editing(ana, document)
        clock.shift(HEARD_FOR - SECOND)
        [editor] = editors_of(document, besides=the_facilitator(space_of(document)))
        assert editor.since == opened
        clock.shift(SECOND)
        assert told(document) == []


def test_one_that_is_heard_of_again_after_it_was_closed_is_told_by_its_heading(document: Document) -> None:
    ana = a_drafter(document)
    heading = get_revision(document, 1).blocks[0]["id"]
    note_still_editing(ana, document, section=heading)
    assert told(document) == [("Ana Silva", "Who is affected")]
    stop_editing(ana, document, section=heading)
    note_still_editing(ana, document, section="nothing")
    assert told(document) == []


def test_closing_one_editor_leaves_the_others_of_the_same_person(document: Document) -> None:
    ana = a_drafter(document)
    note_editing(ana, document, section="abc", title="Cost")
    note_editing(ana, document)
    stop_editing(ana, document, section="")
    assert told(document) == [("Ana Silva", "Cost")]
    note_editing(ana, document)
    stop_editing(ana, document)
    assert told(document) == []


def test_who_is_no_member_any_more_is_not_told(document: Document) -> None:
    ana, space = a_drafter(document), space_of(document)
    note_editing(ana, document)
    spaces.end_membership(the_facilitator(space), the_membership(space, ana))
    assert told(document) == []


def test_however_many_are_editing_it_takes_one_statement(
    document: Document, count_queries: type[QueryCount]
) -> None:
    facilitator = the_facilitator(space_of(document))
    for _each in range(4):
        note_editing(a_member(space_of(document), role=Role.DRAFTER), document)
    db.session.expire_all()
    db.session.refresh(document)
    _ = facilitator.id
    with count_queries() as queries:
        assert len(editors_of(document, besides=facilitator)) == 4
    assert len(queries) == 1


def test_the_worker_forgets_what_is_long_over(app: Flask, document: Document) -> None:
    note_editing(a_drafter(document), document)
    with time_machine.travel(now() + timedelta(hours=3)):
        Worker(app).work_once()
    assert db.session.scalar(select(func.count()).select_from(Editing)) == 0
