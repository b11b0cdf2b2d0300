"""An update is read only where it is exactly what a client that edits a plain text sends."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from policyspace.drafting.rules.live.reading import Malformed, Reader
from policyspace.drafting.rules.live.updates import (
    MOST_SPANS,
    MOST_STRUCTS,
    Id,
    Span,
    Struct,
    TooManyPieces,
    read_update,
)
from policyspace.live.wire import number
from tests.work import calls_in

UPDATES = [
    base64.b64decode(document["update"])
    for document in json.loads(Path(__file__).with_name("from_yjs.json").read_text())
]


def an_update(words: str = "words") -> bytes:
    doc = Doc({"text": Text(words)}, client_id=7)
    return doc.get_update()


def test_what_was_typed_and_taken_out_is_told() -> None:
    doc = Doc({"text": Text("bus")}, client_id=7)
    told: list[bytes] = []
    doc.observe(lambda event: told.append(event.update))
    text = doc.get("text", type=Text)
    text.insert(3, "🚌é")
    del text[0:1]
    added, removed = map(read_update, told)
    assert added.structs == (Struct(7, 3, 3, "text", origin=Id(7, 2), text="🚌é"),)
    assert added.clients() == {7}
    assert not added.deletes
    assert removed.deletes == (Span(7, 0, 1),)
    assert not removed.is_empty
    assert read_update(b"\x00\x00").is_empty


@pytest.mark.parametrize("update", UPDATES, ids=range(len(UPDATES)))
def test_what_yjs_writes_is_read_to_its_end_and_no_further(update: bytes) -> None:
    assert read_update(update).clients()
    with pytest.raises(Malformed, match="after its end"):
        read_update(update + b"\x00")
    for end in range(len(update)):
        with pytest.raises(Malformed):
            read_update(update[:end])


@given(st.binary(max_size=60), st.sampled_from(UPDATES), st.integers(0, 400), st.integers(0, 40))
def test_junk_is_refused_or_read_and_nothing_else(junk: bytes, update: bytes, at: int, cut: int) -> None:
    for data in (junk, update[:at] + junk + update[at + cut :]):
        try:
            read_update(data)
        except Malformed:
            continue


def hidden_updates() -> list[bytes]:
    formatted = Doc({"text": Text("words")})
    formatted.get("text", type=Text).format(0, 2, {"bold": True})
    embedded = Doc({"text": Text("words")})
    embedded.get("text", type=Text).insert_embed(0, {"picture": "x"})
    others: list[Doc[Any]] = [
        Doc({"text": Map({"a": 1})}),
        Doc({"text": Array([1])}),
        Doc({"notes": Text("hidden")}),
    ]
    return [each.get_update() for each in (formatted, embedded, *others)]


@pytest.mark.parametrize("update", hidden_updates(), ids=["bold", "picture", "map", "list", "other root"])
def test_nothing_can_be_kept_where_no_reader_sees_it(update: bytes) -> None:
    with pytest.raises(Malformed):
        read_update(update)


@pytest.mark.parametrize(
    ("update", "why"),
    [
        (b"\x01\x01\x07\x00\x04\x01\x04text\x00\x00", "length is impossible"),  # an item of no length
        (b"\x01\x01\x07\x00\x00\xff\xff\xff\xff\x0f\x00", "too large"),  # longer than a clock counts
        (
            b"\x01\x02\x07\x00\x00\xff\xff\xff\xff\x07\x00\x01\x00",
            "length is impossible",
        ),  # past the last clock
        (b"\x02\x01\x07\x00\x00\x01\x01\x07\x01\x00\x01\x00", "twice"),
        (b"\x01\x01\x07\x00\x04\x01\x04text\x01\xff\x00", "UTF-8"),
        (b"\x00\x01\x07\x01\x00\x00", "length is impossible"),  # deletes nothing
    ],
)
def test_impossible_updates_are_refused(update: bytes, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        read_update(update)


def gone(count: int) -> bytes:
    """An update of `count` structs of two bytes."""
    return number(1) + number(count) + number(7) + number(0) + b"\x00\x01" * count + number(0)


def deleting(count: int) -> bytes:
    """An update that takes every other unit out, in `count` pieces."""
    spans = b"".join(number(2 * each) + number(1) for each in range(count))
    return number(0) + number(1) + number(7) + number(count) + spans


def of_nothing(count: int) -> bytes:
    """An update of `count` clients who brought nothing."""
    clients = b"".join(number(0) + number(each) + number(0) for each in range(count))
    return number(count) + clients + number(0)


def test_what_honest_people_may_do_at_once_is_read() -> None:
    assert len(read_update(gone(MOST_STRUCTS)).structs) == MOST_STRUCTS
    assert len(read_update(deleting(MOST_SPANS)).deletes) == MOST_SPANS


@pytest.mark.parametrize("make", [gone, deleting, of_nothing])
def test_more_pieces_are_refused_and_not_even_read(make: Callable[[int], bytes]) -> None:
    def refused(count: int) -> int:
        update = make(count)

        def read() -> None:
            with pytest.raises(TooManyPieces):
                read_update(update)

        return calls_in(read)

    assert refused(4 * MOST_SPANS) < 1.1 * refused(MOST_SPANS + 1)


def test_it_says_what_must_be_there_before() -> None:
    doc = Doc({"text": Text("words")}, client_id=7)
    told: list[bytes] = []
    doc.observe(lambda event: told.append(event.update))
    text = doc.get("text", type=Text)
    text.insert(2, "x")
    del text[0:1]
    del text[3:5]
    assert [dict(read_update(each).needs) for each in told] == [{7: 3}, {7: 1}, {7: 5}]


def test_numbers_end() -> None:
    assert Reader(b"\xff\xff\xff\xff\xff\xff\xff\x0f").number() == 2**53 - 1
    for endless in (b"\xff\xff\xff\xff\xff\xff\xff\x1f", b"\x80" * 8 + b"\x00", b"\xff" * 1000):
        with pytest.raises(Malformed):
            Reader(endless).number()


def test_an_honest_update_is_read() -> None:
    assert read_update(an_update()).structs[0].text == "words"
