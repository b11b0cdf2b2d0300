"""People write one text over real sockets; what is told is on disk before."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import Role
from policyspace.drafting.live import SERVED
from policyspace.drafting.models import Document
from policyspace.drafting.services import open_problem, save_revision
from policyspace.people.models import Person
from tests.builders.drafting import a_key, space_of
from tests.builders.live import newest_of, the_live_words
from tests.builders.spaces import a_member
from tests.live.conftest import WORDS
from tests.live.served import Served, served


def test_two_write_in_one_paragraph_and_read_the_same(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    with server.editor(ann, document) as one, server.editor(ben, document) as two:
        for editor in (one, two):
            editor.until(lambda editor=editor: str(editor) == WORDS)  # type: ignore[misc]  # bound on purpose
        one.types(" Some wait two.", after="a year.")
        two.types(" 😀 Others wait three.", after="Families")
        one.until_saved()
        two.until_saved()
        one.until(lambda: "three" in str(one))
        two.until(lambda: "two" in str(two))
        assert str(one) == str(two) == the_live_words(document)


def test_what_is_acknowledged_is_on_disk(server: Served, document: Document, ann: Person) -> None:
    with server.editor(ann, document) as editor:
        editor.until(lambda: str(editor) == WORDS)
        for place in range(30):
            editor.types(f"{place} ")
            editor.until_saved()
            assert the_live_words(document) == str(editor)


def test_what_was_typed_offline_is_given_on_return(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    one = server.editor(ann, document)
    one.until(lambda: str(one) == WORDS)
    one.leave()
    one.text.insert(0, "Offline. ")
    with server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        two.types("Meanwhile.")
        two.until_saved()
        with server.editor(ann, document, doc=one.doc) as back:
            back.until(lambda: back.sent == 1 and back.on_disk == 1)
            back.until(lambda: "Meanwhile." in str(back))
            two.until(lambda: str(two) == "Offline. " + WORDS + "Meanwhile.")


def test_a_plain_save_is_seen_by_all_who_have_the_text_open(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    with server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        one.types(" Some wait two.", after="a year.")
        one.until_saved()
        text = WORDS.replace("Families", "Many families")
        saved = save_revision(
            ben, document, base_number=1, title=document.title, text=text, idempotency_key=a_key()
        )
        one.until(lambda: str(one) == saved.revision.text)
        assert saved.revision.text == text.replace("a year.", "a year. Some wait two.")
        one.until(lambda: one.notices[-1:] == [{"kind": "revision", "number": 3, "by": ben.display_name}])


def test_the_text_becomes_a_revision_when_the_last_editor_leaves(
    server: Served, document: Document, ann: Person
) -> None:
    with server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        one.types("The end.")
        one.until_saved()
        assert newest_of(document).number == 1
    server.until(lambda: newest_of(document).number == 2)
    assert newest_of(document).text == WORDS + "The end."
    server.until(lambda: not server.hub.rooms)


def test_pages_offer_it_while_it_is_served(app: Flask) -> None:
    assert SERVED not in app.extensions
    with served(app):
        assert SERVED in app.extensions
    assert SERVED not in app.extensions


def test_who_may_only_read_sees_it_live_and_changes_nothing(
    server: Served, document: Document, ann: Person
) -> None:
    open_problem(ann, document)
    reader = a_member(space_of(document), role=Role.PARTICIPANT)
    with server.editor(ann, document) as one, server.editor(reader, document) as two:
        two.until(lambda: str(two) == WORDS and two.notices == [{"kind": "readonly"}])
        two.types("Forced in.")
        one.until(lambda: str(one) == WORDS)
        one.types("The end.")
        one.until_saved()
        two.until(lambda: "The end." in str(two))
        assert two.on_disk == 0
        assert the_live_words(document) == str(one) == WORDS + "The end."


def test_where_everyone_is_is_told_with_name_and_hat(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    cursor = {"anchor": {"type": None, "tname": "text", "item": None, "assoc": 0}, "head": None}
    with server.editor(ann, document) as one, server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        one.says(11, 1, {"cursor": cursor, "user": {"name": "The Minister", "color": "red"}, "more": 1})
        two.until(lambda: 11 in two.others)
        told = two.others[11]
        assert told is not None
        assert told["cursor"] == cursor
        assert told["user"]["name"] == ann.display_name
        assert "central government" in told["user"]["hat"]
        assert set(told) == {"cursor", "user"}
        two.says(11, 2, {"cursor": None})
        two.says(12, 1, {"cursor": None})
        one.until(lambda: 12 in one.others)
        one.leave()
        two.until(lambda: two.others[11] is None)
