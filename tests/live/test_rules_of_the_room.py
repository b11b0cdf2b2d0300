"""What needs no socket: messages, presence, the pace, the line to a slow reader, what a room knows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text, create_sync_message, create_update_message

from policyspace.charter.capacity import RESIDENT
from policyspace.drafting.live_leave import Leave
from policyspace.drafting.rules.live.reading import Malformed, Reader
from policyspace.drafting.rules.live.replica import Replica
from policyspace.drafting.rules.live.updates import read_update
from policyspace.live import wire
from policyspace.live.knowledge import Gap, Knowledge, NotTheirs, TooLarge
from policyspace.live.line import Line
from policyspace.live.pace import MOST_TEXT, MOST_WAITING, Bucket, presence_tick_of, tick_of
from policyspace.live.presence import GONE, STALE, Attendance, state_of
from tests.loops import run_to_the_end

ANN = Leave(1, "Ann", RESIDENT, "resident", writes=True)
BEN = Leave(2, "Ben", RESIDENT, "resident", writes=True)


def an_update(words: str = "Words", client: int = 7) -> bytes:
    """What a client sends that types `words` into an empty text."""
    doc: Doc[Any] = Doc(client_id=client)
    doc.get("text", type=Text).insert(0, words)
    return doc.get_update()


@given(st.integers(0, 2**53 - 1))
def test_a_number_is_read_as_it_was_written(value: int) -> None:
    reader = Reader(wire.number(value))
    assert reader.number() == value
    assert reader.left == 0


def test_messages_of_another_implementation_are_read() -> None:
    doc: Doc[Any] = Doc()
    update = an_update()
    assert wire.read_message(create_sync_message(doc)) == wire.Ask(b"\x00")
    assert wire.read_message(create_update_message(update)) == wire.Give(update, False, read_update(update))
    assert wire.read_message(wire.answer(update)) == wire.Give(update, True, read_update(update))
    assert wire.read_message(b"\x03") == wire.AskPresence()


@given(st.binary(max_size=60))
def test_any_bytes_are_a_message_or_malformed(data: bytes) -> None:
    with suppress(Malformed):
        wire.read_message(data)


@given(st.data())
def test_a_message_that_is_cut_or_goes_on_is_malformed(data: st.DataObject) -> None:
    said = (wire.Said(3, 4, '{"cursor": null}'), wire.Said(5, 6, "null"))
    whole = data.draw(
        st.sampled_from([wire.ask(b"\x00"), wire.change(an_update()), wire.presence(said), b"\x03"])
    )
    wire.read_message(whole)
    with pytest.raises(Malformed):
        wire.read_message(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(Malformed):
        wire.read_message(whole + data.draw(st.binary(min_size=1, max_size=3)))


@given(st.lists(st.sampled_from(range(256)), max_size=8), st.integers(0, 60))
def test_a_damaged_update_never_gets_past_both_readers_with_an_exception_of_its_own(
    damage: list[int], at: int
) -> None:
    update = bytearray(an_update("Words of several bytes: é 😀"))
    update[at : at + len(damage)] = bytes(damage)
    try:
        read_update(bytes(update))
        Replica().apply(bytes(update))
    except Malformed:
        pass


def test_who_speaks_is_told_by_the_server() -> None:
    told = json.loads(state_of('{"user": {"name": "The Minister"}, "cursor": {"anchor": {"a": {}}}}', ANN))
    assert told["user"] == {"name": "Ann", "hat": "resident", "colour": 1, "writes": True}
    assert told["cursor"] == {"anchor": {"a": {}}}
    assert state_of("null", ANN) == GONE


@pytest.mark.parametrize("said", ["", "{", "[1]", '"x"', "1", '"' + "x" * 1100 + '"', "[" * 900])
def test_what_says_nothing_sensible_of_itself_is_malformed(said: str) -> None:
    with pytest.raises(Malformed):
        state_of(said, ANN)


def test_nested_cursors_are_left_out() -> None:
    deep: dict[str, Any] = {}
    for _each in range(6):
        deep = {"in": deep}
    assert "cursor" not in json.loads(state_of(json.dumps({"cursor": deep}), ANN))


def test_nobody_speaks_for_another_and_who_comes_back_speaks_for_themselves() -> None:
    there, one, two, again = Attendance(), object(), object(), object()
    assert there.hear(one, wire.Said(7, 1, "{}"), ANN, 0)
    assert not there.hear(two, wire.Said(7, 2, "{}"), BEN, 0)
    assert there.hear(again, wire.Said(7, 3, "{}"), ANN, 0)
    there.forget(one)
    assert [said.client for said in there.all()] == [7]
    there.news()
    there.forget(again)
    assert there.news() == ([wire.Said(7, 3, GONE)], [wire.Said(7, 3, GONE)])
    assert there.news() == ([], [])


def test_who_was_heard_of_elsewhere_is_forgotten_in_time() -> None:
    there = Attendance()
    assert there.hear_elsewhere("other", wire.Said(7, 1, "{}"), 0)
    assert not there.hear_elsewhere("other", wire.Said(7, 1, "{}"), STALE)
    assert there.own() == []
    there.forget_stale(STALE)
    assert there.all()
    there.forget_stale(2 * STALE + 1)
    assert there.all() == []


def test_a_bucket_fills_again() -> None:
    bucket = Bucket(10, 20)
    assert all(bucket.take(1, 100) for _each in range(20))
    assert not bucket.take(1, 100)
    assert bucket.take(5, 100.5)
    assert not bucket.take(1, 100.5)


def test_the_more_there_are_the_rarer_they_are_told() -> None:
    assert [tick_of(count) for count in (2, 300, 9000)] == pytest.approx([0.02, 0.06, 0.1])
    assert [presence_tick_of(count) for count in (2, 300, 9000)] == pytest.approx([0.1, 0.3, 0.5])


def knowledge(**told: Any) -> Knowledge:
    return Knowledge(told.get("clocks", {}), told.get("size", 0), told.get("owners", {}))


def test_a_new_client_is_of_whoever_uses_it_and_nobody_else_may() -> None:
    update = read_update(an_update())
    known = knowledge()
    assert known.check(update, 1) == {7}
    known.learn(update, {7}, 1)
    longer = read_update(an_update("Words and more"))
    assert known.check(longer, 1) == set()
    with pytest.raises(NotTheirs):
        known.check(longer, 2)
    assert known.check(update, 2) == set(), "what is there already is nobody's gift"
    with pytest.raises(NotTheirs):
        knowledge(clocks={7: 2}).check(update, 1)


def test_what_builds_on_something_that_is_not_there_is_a_gap() -> None:
    doc: Doc[Any] = Doc(client_id=7)
    text = doc.get("text", type=Text)
    text.insert(0, "One")
    first, state = doc.get_update(), doc.get_state()
    text.insert(3, "two")
    second, before = doc.get_update(state), doc.get_state()
    with pytest.raises(Gap):
        knowledge().check(read_update(second), 1)
    other: Doc[Any] = Doc(client_id=8)
    words = other.get("text", type=Text)
    other.apply_update(first)
    seen = other.get_state()
    words.insert(1, "x")
    with pytest.raises(Gap):
        knowledge().check(read_update(other.get_update(seen)), 1)
    del text[0:2]
    with pytest.raises(Gap):
        knowledge().check(read_update(doc.get_update(before)), 1)


def test_a_text_has_an_end() -> None:
    update = read_update(an_update())
    knowledge(size=MOST_TEXT - 5).check(update, 1)
    with pytest.raises(TooLarge):
        knowledge(size=MOST_TEXT - 4).check(update, 1)


class Reluctant:
    """A client that takes nothing until it is told to."""

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self.took: list[MutableMapping[str, Any]] = []
        self.lost = 0

    async def send(self, message: MutableMapping[str, Any]) -> None:
        await self.ready.wait()
        self.took.append(message)

    def lose(self) -> None:
        self.lost += 1


def test_a_slow_reader_gets_everything_in_order_and_a_much_too_slow_one_is_cut_off() -> None:
    async def tried() -> None:
        slow = Reluctant()
        line = Line(slow.send, slow.lose)
        for place in range(5):
            line.give(bytes([place]))
        line.close(1012)
        assert slow.took == []
        slow.ready.set()
        await asyncio.sleep(0.01)
        assert [each.get("bytes") for each in slow.took] == [bytes([place]) for place in range(5)] + [None]
        line.give(b"at once")
        assert slow.took[-1]["bytes"] == b"at once"
        slow.ready.clear()
        for _each in range(MOST_WAITING // 1_000_000 + 2):
            line.give(b"x" * 1_000_000)
        assert slow.lost == 1
        slow.ready.set()
        await asyncio.sleep(0.01)
        assert len(slow.took) < 10

    run_to_the_end(tried())
