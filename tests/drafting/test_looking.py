"""The book of who looked at which revision: written seldom, and never in the way of reading."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from policyspace.drafting.looking import find_look, look_at, look_at_own
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from tests.builders.drafting import TEXT, a_problem, a_revision, space_of
from tests.builders.spaces import a_member, the_facilitator
from tests.conftest import QueryCount

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def document() -> Document:
    return a_problem()


def test_what_was_seen_is_known_at_the_next_visit(document: Document) -> None:
    reader = a_member(space_of(document))
    assert look_at(reader, document).unseen(1) == 0
    a_revision(document, TEXT + "\nMore.\n")
    a_revision(document, TEXT + "\nMore and more.\n")
    with time_machine.travel(now() + timedelta(days=1)):
        assert look_at(reader, document).unseen(3) == 2
        db.session.expire_all()
        assert look_at(reader, document).unseen(3) == 2, "the page was loaded again"
    with time_machine.travel(now() + timedelta(days=2)):
        assert look_at(reader, document).unseen(3) == 0


def test_each_reader_has_their_own_look_at_each_document(document: Document) -> None:
    reader, other = a_member(space_of(document)), a_problem(space_of(document))
    look_at(reader, document)
    assert find_look(reader, other) is None
    assert find_look(the_facilitator(space_of(document)), document) is None


def test_looking_again_writes_nothing(document: Document, count_queries: type[QueryCount]) -> None:
    reader = a_member(space_of(document))
    look_at(reader, document)
    with count_queries() as queries:
        look_at(reader, document)
    assert not [each for each in queries.statements if each.startswith(("INSERT", "UPDATE"))]


def test_what_one_saved_oneself_is_no_news(document: Document) -> None:
    author = the_facilitator(space_of(document))
    look_at(author, document)
    look_at_own(author, document, a_revision(document, TEXT + "\nMine.\n").number)
    assert look_at(author, document).unseen(2) == 0
