"""Who may join, what they may do there, and how soon that ends when it changes."""

from __future__ import annotations

import time
from threading import current_thread
from typing import Any

import pytest
from flask import Flask
from pycrdt import Doc, Text
from websockets.exceptions import InvalidStatus

from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.drafting.rules.live.updates import MOST_SPANS, MOST_STRUCTS
from policyspace.drafting.services import close_problem, frame_problem, open_problem
from policyspace.live import wire
from policyspace.live.connection import JUNK, NOT_ALLOWED, OTHER_PAST, RESTART, TOO_FAST, TOO_LARGE
from policyspace.live.pace import MOST_READ_AT_ONCE
from policyspace.people.models import Person
from policyspace.people.services import end_session
from policyspace.spaces.queries import hats_of
from policyspace.spaces.services import change_role, choose_capacity, end_membership
from tests.builders.drafting import space_of
from tests.builders.live import newest_of, the_live_words
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_membership
from tests.live.conftest import WORDS
from tests.live.editor import Editor
from tests.live.served import Served, cookie_of

SOON = 5.0
"""Seconds within which somebody who may not stay is cut off."""


def test_a_page_of_another_site_is_not_let_in(server: Served, document: Document, ann: Person) -> None:
    for origin in (None, "http://elsewhere.example", "null"):
        with pytest.raises(InvalidStatus, match="403"):
            server.editor(ann, document, origin=origin)


def test_only_a_live_text_can_be_joined(app: Flask, server: Served, document: Document, ann: Person) -> None:
    for path in ("elsewhere", f"live/{document.id}", f"live/{document.id}.1/more", "live/x.1"):
        with pytest.raises(InvalidStatus, match="403"):
            Editor(
                f"ws://127.0.0.1:{server.port}/{path}", cookie_of(app, ann), origin="http://127.0.0.1:8000"
            )


def test_who_has_not_signed_in_is_not_let_in(server: Served, document: Document) -> None:
    for cookie in ("", "policyspace=forged"):
        assert Editor(server.address(document), cookie).until_closed() == NOT_ALLOWED


def test_who_is_no_member_or_may_not_read_is_not_let_in(server: Served, document: Document) -> None:
    reader = a_member(space_of(document), role=Role.PARTICIPANT)
    for person in (a_resident(), reader):
        assert server.editor(person, document).until_closed() == NOT_ALLOWED


def test_a_text_that_is_not_there_is_not_let_in(app: Flask, server: Served, ann: Person) -> None:
    address = f"ws://127.0.0.1:{server.port}/live/987654.1"
    assert Editor(address, cookie_of(app, ann)).until_closed() == NOT_ALLOWED


def test_another_past_is_not_let_in(app: Flask, server: Served, document: Document, ann: Person) -> None:
    assert Editor(server.address(document, 2), cookie_of(app, ann)).until_closed() == OTHER_PAST


def test_who_is_removed_is_cut_off_soon_and_others_stay(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    with server.editor(ann, document) as one, server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        end_membership(ann, the_membership(space_of(document), ben))
        began = time.monotonic()
        assert two.until_closed() == NOT_ALLOWED
        assert time.monotonic() - began < SOON
        one.types("Still here.")
        one.until_saved()
        assert server.editor(ben, document).until_closed() == NOT_ALLOWED


def test_whose_session_has_ended_is_cut_off_soon(server: Served, document: Document, ben: Person) -> None:
    with server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        session = next(iter(server.hub.connections)).seat.session_id
        end_session(ben, session_id=session)
        assert two.until_closed(SOON) == NOT_ALLOWED


def test_who_may_not_write_any_more_reads_on_and_gives_all_when_they_may_again(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    open_problem(ann, document)
    membership = the_membership(space_of(document), ben)
    with server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        change_role(ann, membership, role=Role.PARTICIPANT.value)
        two.until(lambda: two.notices[-1:] == [{"kind": "readonly"}], SOON)
        two.types("Too late. ")
        two.types("Much too late.")
        change_role(ann, membership, role=Role.DRAFTER.value)
        two.until(lambda: {"kind": "editing"} in two.notices)
        two.until_saved()
        assert the_live_words(document) == WORDS + "Too late. Much too late."


def test_an_agreed_text_takes_nothing_in_and_what_was_typed_before_is_in_it(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    open_problem(ann, document)
    close_problem(ann, document)
    with server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        two.types("In time. ")
        two.until_saved()
        frame_problem(ann, document)
        two.types("Too late.")
        two.until(lambda: {"kind": "readonly"} in two.notices or two.code == RESTART, SOON)
        assert newest_of(document).text == the_live_words(document) == WORDS + "In time. "


def test_a_change_of_hat_is_told_and_noted(server: Served, document: Document, ben: Person) -> None:
    with server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        connection = next(iter(server.hub.connections))
        choose_capacity(ben, space_of(document), capacity=list(hats_of(ben))[-1])
        server.until(lambda: connection.leave.capacity == the_membership(space_of(document), ben).capacity)


JUNK_MESSAGES: list[bytes | str] = [
    b"",
    b"\x00",
    b"\x07",
    b"\x00\x02\x05\x01",
    b"\x00\x02\x02\x00\x00\xff",
    b"\x00\x02\x03\x00\x00\x00",
    b"\x00\x02\x05\x7f\x01\x01\x01\x01",
    b"\x01\x04\x01\x01\x01\x01[",
    b"\x01\x0a\x01\x01\x01\x06[1, 2]",
    b"\x00\x00\x02\xff\xff",
    b"\x65\x02{}",
    "text where bytes belong",
]


def test_junk_ends_one_connection_and_harms_nobody(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    with server.editor(ann, document) as one:
        for junk in JUNK_MESSAGES:
            two = server.editor(ben, document)
            two.socket.send(junk)
            assert two.until_closed() == JUNK, junk
        one.types("Fine.")
        one.until_saved()


def test_another_shared_type_is_junk(server: Served, document: Document, ann: Person) -> None:
    one = server.editor(ann, document)
    one.until(lambda: str(one) == WORDS)
    one.doc.get("secret", type=Text).insert(0, "hidden")
    one.flush()
    assert one.until_closed() == JUNK


def test_words_in_anothers_name_are_refused(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    with server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        one.types("Mine.")
        one.until_saved()
        forged: Doc[Any] = Doc(client_id=one.doc.client_id)
        forged.apply_update(one.doc.get_update())
        two = server.editor(ben, document, doc=forged)
        two.until(lambda: str(two) == str(one))
        two.types("Not mine.")
        assert two.until_closed() == NOT_ALLOWED
        assert the_live_words(document) == str(one)


def test_a_flood_is_cut_off(server: Served, document: Document, ann: Person, ben: Person) -> None:
    with server.editor(ann, document) as one, server.editor(ben, document) as two:
        two.until(lambda: str(two) == WORDS)
        for _each in range(1000):
            two._try_send(b"\x03")
        assert two.until_closed() == TOO_FAST
        one.types("Fine.")
        one.until_saved()


def test_what_comes_in_too_many_pieces_is_refused_whatever_it_asks_for(
    server: Served, document: Document, ann: Person, ben: Person
) -> None:
    said = [wire.Said(each, 1, "null") for each in range(wire.MOST_SAID + 1)]
    state = wire.number(MOST_SPANS + 1) + b"".join(
        wire.number(each) + wire.number(1) for each in range(MOST_SPANS + 1)
    )
    count = MOST_STRUCTS + 1
    update = wire.number(1) + wire.number(count) + wire.number(7) + b"\x00" + b"\x00\x01" * count + b"\x00"
    with server.editor(ann, document) as one:
        for message in (wire.change(update), wire.answer(update), wire.ask(state), wire.presence(said)):
            two = server.editor(ben, document)
            two.socket.send(message)
            assert two.until_closed() == TOO_LARGE
        one.until(lambda: str(one) == WORDS)
        one.types("Fine.")
        one.until_saved()


def test_whoever_sends_many_pieces_again_and_again_is_too_fast(
    server: Served, document: Document, ben: Person
) -> None:
    two = server.editor(ben, document)
    two.until(lambda: str(two) == WORDS)
    for turn in range(5):
        with two.doc.transaction():
            for _each in range(8_000):
                two.text.insert(0, "ab"[turn % 2])
        two.flush()
    assert two.until_closed() == TOO_FAST


def test_a_long_message_is_not_read_on_the_loop(
    server: Served, document: Document, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, readers = wire.read_message, []

    def noted(data: bytes) -> wire.Message:
        readers.append((len(data) > MOST_READ_AT_ONCE, current_thread().name.startswith("live")))
        return read(data)

    monkeypatch.setattr(wire, "read_message", noted)
    with server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        one.types("A letter.")
        one.types("A long pasted text. " * 2_000)
        one.types("And more.")
        one.until_saved()
        assert the_live_words(document) == str(one)
    assert set(readers) == {(False, False), (True, True)}


CUT_OFF = 1006
"""What a client is told when the server hangs up before it has read all: the reason is lost with the rest."""


def test_what_is_too_long_is_refused(server: Served, document: Document, ann: Person, ben: Person) -> None:
    one, two = server.editor(ann, document), server.editor(ben, document)
    one.until(lambda: str(one) == WORDS)
    one.types("x" * 400_000)
    assert one.until_closed() == TOO_LARGE
    two._try_send(b"\x00" * (1024 * 1024 + 1))
    assert two.until_closed() in {TOO_LARGE, CUT_OFF}
    assert the_live_words(document) == WORDS


def test_an_editor_that_lacks_what_it_builds_on_is_asked_for_all_of_it(
    server: Served, document: Document, ann: Person
) -> None:
    with server.editor(ann, document) as one:
        one.until(lambda: str(one) == WORDS)
        one.text.insert(0, "Lost on the way. ")
        one._own.clear()
        one.types("Built on it.")
        one.until_saved()
        assert the_live_words(document) == str(one) == "Lost on the way. " + WORDS + "Built on it."
