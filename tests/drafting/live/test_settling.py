"""What was typed together becomes revisions, each by who typed it; what is saved beside is written into it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.authorship import authorship_of
from policyspace.drafting.live import read_live_text
from policyspace.drafting.models import Document, LiveUpdate
from policyspace.drafting.services import accept_suggestion, keep_live_text, save_revision
from policyspace.drafting.services.live.noting import Refused, note_typing
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, NotAllowed
from policyspace.foundation.ledger import LedgerRow
from policyspace.people.models import Person
from policyspace.spaces.queries import hats_of
from policyspace.spaces.services import choose_capacity
from tests.builders.drafting import a_key, a_problem, space_of
from tests.builders.live import Typist, newest_of, revisions_of, the_live_words
from tests.builders.people import KEEPER
from tests.builders.spaces import a_member, the_facilitator
from tests.builders.suggesting import TEXT, TWICE, WAIT, a_suggestion, an_open_text

WORDS = "# Homes\n\nFamilies wait a year.\n\nThey move three times.\n"


@pytest.fixture
def document(app: Flask) -> Document:
    return a_problem(text=WORDS)


@pytest.fixture
def ann(document: Document) -> Person:
    return the_facilitator(space_of(document))


@pytest.fixture
def ben(document: Document) -> Person:
    return a_member(space_of(document), role=Role.DRAFTER, side=Side.LOCAL)


def credited(document: Document) -> list[tuple[str, int]]:
    """The passages of the newest revision with the revision that each stems from."""
    newest = newest_of(document)
    passages = authorship_of(document, newest.number).passages
    return [(passage.text, passage.revision.number) for passage in passages]


def test_what_two_typed_in_turns_is_two_revisions_with_their_own_words(
    document: Document, ann: Person, ben: Person
) -> None:
    one, two = Typist(ann, document), Typist(ben, document)
    one.types(" Some wait two years.", after="wait a year.")
    two.types(" A few wait longer.", after="two years.")
    one.types(" We asked them.", after="wait longer.")
    two.deletes("three times")
    two.types("four times", after="They move ")
    newest = keep_live_text(ann, document)
    assert newest.text == one.text.replace("three", "four") == the_live_words(document)
    assert [(each.number, each.author_id) for each in revisions_of(document)] == [
        (1, ann.id),
        (2, ann.id),
        (3, ben.id),
    ]
    assert "four" not in revisions_of(document)[1].text
    assert "three times" in revisions_of(document)[1].text
    assert credited(document) == [
        ("# Homes\n\nFamilies wait a year. ", 1),
        ("Some wait two years. ", 2),
        ("A few wait longer. ", 3),
        ("We asked them.\n\n", 2),
        ("They move ", 1),
        ("four times", 3),
        (".\n", 1),
    ]


def test_each_hat_of_one_person_has_its_own_revision(document: Document, ben: Person) -> None:
    typist = Typist(ben, document)
    typist.types("In one hat.\n")
    choose_capacity(ben, space_of(document), capacity=list(hats_of(ben))[-1])
    typist.types("In another.\n")
    keep_live_text(ben, document)
    made = revisions_of(document)[1:]
    assert [each.author_id for each in made] == [ben.id, ben.id]
    assert made[0].capacity != made[1].capacity


def test_what_is_kept_is_told_in_the_ledger_with_who_wrote_it(
    document: Document, ann: Person, ben: Person
) -> None:
    Typist(ben, document).types("More.\n")
    keep_live_text(KEEPER, document)
    row = db.session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc()).limit(1)).one()
    assert (row.verb, row.actor_id, row.facts["revision"]) == ("revision.saved", ben.id, 2)


def test_nothing_typed_makes_no_revision(document: Document, ann: Person) -> None:
    typist = Typist(ann, document)
    typist.types("Oh.\n")
    typist.deletes("Oh.\n")
    assert keep_live_text(ann, document).number == 1
    assert db.session.scalar(select(func.count()).select_from(LiveUpdate)) == 0


def test_a_plain_save_goes_on_top_of_what_is_typed_and_into_the_live_text(
    document: Document, ann: Person, ben: Person
) -> None:
    one = Typist(ann, document)
    one.types(" Some wait two years.", after="wait a year.")
    saved = save_revision(
        ben,
        document,
        base_number=1,
        title=document.title,
        text=WORDS.replace("three times", "often"),
        idempotency_key=a_key(),
    )
    assert saved.merged
    assert saved.revision.number == 3
    one.types(" Or more.", after="two years.")
    assert one.text == WORDS.replace("a year.", "a year. Some wait two years. Or more.").replace(
        "three times", "often"
    )
    keep_live_text(ann, document)
    assert newest_of(document).text == one.text


def test_who_types_while_something_else_is_saved_loses_nothing(
    document: Document, ann: Person, ben: Person
) -> None:
    """They have not seen the save yet; both are in the text."""
    typist = Typist(ann, document)
    typed = typist.batch(typist.would_type(" Some wait two years.", after="wait a year."))
    save_revision(
        ben,
        document,
        base_number=1,
        title=document.title,
        text=WORDS.replace("three times", "often"),
        idempotency_key=a_key(),
    )
    note_typing([typed])
    keep_live_text(ann, document)
    assert newest_of(document).text == WORDS.replace("a year.", "a year. Some wait two years.").replace(
        "three times", "often"
    )


def test_what_is_typed_is_tidied_as_a_saved_text_is(document: Document, ann: Person) -> None:
    Typist(ann, document).types("Cafe\u0301s\r\n\x07 are full.\n")
    assert keep_live_text(ann, document).text == WORDS + "Caf\u00e9s\n are full.\n"
    assert the_live_words(document) == newest_of(document).text


def test_a_text_that_cannot_be_a_revision_stays_as_it_is(document: Document, ann: Person) -> None:
    typist = Typist(ann, document)
    typist.types("[" * 6000)
    with pytest.raises(Conflict, match="cannot be saved"):
        keep_live_text(ann, document)
    assert newest_of(document).number == 1
    typist.deletes("[" * 5999)
    assert keep_live_text(ann, document).text == WORDS + "["


def test_only_who_may_save_can_keep_what_is_typed(document: Document, ann: Person) -> None:
    Typist(ann, document).types("More.\n")
    with pytest.raises(NotAllowed):
        keep_live_text(a_member(space_of(document)), document)


def test_a_client_is_of_whoever_used_it_first(document: Document, ann: Person, ben: Person) -> None:
    one, two = Typist(ann, document), Typist(ben, document)
    update = one.would_type("Mine.\n")
    note_typing([one.batch(update)])
    assert note_typing([two.batch(update)]) == {document.id: Refused.NOT_THEIRS}
    assert note_typing([one.batch(update, epoch=2)]) == {document.id: Refused.REPLACED}
    assert read_live_text(document.id).head == 1


def test_the_why_is_told_of_ones_own(document: Document, ann: Person, ben: Person) -> None:
    one, two = Typist(ann, document), Typist(ben, document)
    one.types("By one.\n")
    two.types("By two.\n")
    keep_live_text(ann, document, why="After the visit")
    assert [each.why for each in revisions_of(document)[1:]] == ["After the visit", ""]


def test_a_suggestion_is_accepted_into_the_live_text(document: Document, ann: Person) -> None:
    opened = an_open_text(space_of(document))
    suggestion = a_suggestion(opened)
    Typist(ann, opened).types("At the end.\n")
    accept_suggestion(ann, suggestion, digest=suggestion.digest)
    assert newest_of(opened).text == the_live_words(opened)
    assert newest_of(opened).text == TEXT.replace(WAIT, TWICE) + "At the end.\n"
