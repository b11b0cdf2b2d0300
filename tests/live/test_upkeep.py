"""What the service does of itself: revisions in time, what others left behind, what cannot be noted or kept."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy import text, update

from policyspace.drafting.live import heads_of
from policyspace.drafting.models import Document, LiveText
from policyspace.foundation.db import db
from policyspace.live.connection import FAILED, OTHER_PAST
from policyspace.people.models import Person
from tests.builders.live import Typist, newest_of, the_live_words
from tests.live.conftest import WORDS
from tests.live.served import QUICK, Served, served

HASTY = replace(QUICK, quiet=0.3, look=0.1)


def change_behind_its_back(statement: object) -> None:
    """Change the database as no service does."""
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]  # any statement will do


def test_after_a_quiet_time_the_text_is_a_revision_and_all_are_told(
    app: Flask, document: Document, ann: Person
) -> None:
    with served(app, HASTY) as server, server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        one.types("Quiet.")
        one.until(lambda: one.notices == [{"kind": "revision", "number": 2, "by": ann.display_name}])
        assert newest_of(document).text == WORDS + "Quiet."
        assert heads_of([document.id])[document.id].settled == heads_of([document.id])[document.id].head


def test_a_text_that_cannot_be_a_revision_is_said_to_be_so_and_goes_on(
    app: Flask, document: Document, ann: Person
) -> None:
    with served(app, HASTY) as server, server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        one.types("[" * 6000)
        one.until(lambda: one.notices[-1:] != [] and one.notices[-1]["kind"] == "unsaved")
        assert "cannot be saved" in one.notices[-1]["why"]
        one.deletes("[" * 5999)
        one.until(lambda: one.notices[-1]["kind"] == "revision")
        assert newest_of(document).text == WORDS + "["


def test_what_a_dead_process_left_behind_becomes_a_revision(
    app: Flask, document: Document, ann: Person
) -> None:
    Typist(ann, document).types("Left behind.")
    with served(app, replace(QUICK, sweep=0.2, left=0)) as server:
        server.until(lambda: newest_of(document).number == 2)
    assert newest_of(document).text == WORDS + "Left behind."


def test_what_cannot_be_noted_is_told_to_nobody_and_kept_by_its_author(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    with server.editor(ann, document) as one, server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        one.until(lambda: str(one) == WORDS)
        change_behind_its_back(text("ALTER TABLE live_client RENAME TO live_client_away"))
        try:
            one.types("Not noted.")
            assert one.until_closed() == two.until_closed() == FAILED
        finally:
            change_behind_its_back(text("ALTER TABLE live_client_away RENAME TO live_client"))
        assert str(two) == the_live_words(document) == WORDS
        with server.editor(ann, document, doc=one.doc) as back:
            back.until(lambda: back.sent == 1 and back.on_disk == 1)
        assert the_live_words(document) == WORDS + "Not noted."


def test_when_the_past_is_replaced_everyone_must_begin_anew(
    server: Served, document: Document, ann: Person
) -> None:
    with server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        change_behind_its_back(
            update(LiveText).where(LiveText.document_id == document.id).values(epoch=LiveText.epoch + 1)
        )
        assert one.until_closed() == OTHER_PAST
