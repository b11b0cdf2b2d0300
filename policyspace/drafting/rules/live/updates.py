"""What an update of a live text holds, read strictly from version 1 of the Yjs format.

A live document has one root, a text called "text", and nothing in it but characters: whatever else the format could
carry (formats, maps, nested types) is refused, so that nobody keeps in a document what no reader of it sees.
Lengths and clocks count UTF-16 units, as Yjs does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple, TypeVar

from policyspace.drafting.rules.live.reading import Malformed, Reader

ROOT = "text"
MOST_CLOCK = 2**31 - 1
"""The furthest a client may count: pycrdt keeps clocks in 32 bits."""

MOST_STRUCTS = 10_000
"""More than the largest change that anybody makes in one go, a word replaced everywhere. pycrdt's work for structs that
join on to one another grows with their square: a second at 25,000, a minute at 150,000, which fit into a megabyte."""

MOST_SPANS = 50_000
"""An update may carry every deletion there ever was: those of years."""

Kind = Literal["text", "deleted", "gone", "skipped"]

_GONE, _DELETED, _TEXT, _SKIPPED = 0, 1, 4, 10
_CONTENT, _HAS_ORIGIN, _HAS_RIGHT_ORIGIN, _HAS_KEY = 0x1F, 0x80, 0x40, 0x20


class TooManyPieces(Malformed):
    """More pieces than may be taken in at once."""


class Id(NamedTuple):
    """One UTF-16 unit that was ever typed: who counted it, and as their which, from 0."""

    client: int
    clock: int


class Struct(NamedTuple):
    """Units that `client` counted from `clock` on.

    `text` holds characters; `deleted` held some; `gone` is known to have existed, no more; `skipped` is
    not in this update.
    `origin` and `right_origin` are what stood left and right of it when it was typed; None at an end of the text.
    """

    client: int
    clock: int
    length: int
    kind: Kind
    origin: Id | None = None
    right_origin: Id | None = None
    text: str = ""


class Span(NamedTuple):
    """`length` units that `client` counted from `clock` on."""

    client: int
    clock: int
    length: int


Piece = TypeVar("Piece", Struct, Span)


@dataclass(frozen=True, slots=True)
class Update:
    """The structs of an update, each client's together and rising, and which units it deletes, whoever counted them.

    `needs`: how many units of each client must be there before it can be taken in.
    """

    structs: tuple[Struct, ...]
    deletes: tuple[Span, ...]
    needs: Mapping[int, int]

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not self.structs and not self.deletes

    def clients(self) -> set[int]:
        """Who counted the units that it brings. Deleted ones may be anybody's."""
        return {each.client for each in self.structs if each.kind != "skipped"}


def read_update(data: bytes) -> Update:
    """The update in `data`. Raises Malformed where it is not exactly one update of a plain text, TooManyPieces."""
    reader = Reader(data)
    structs = _no_more_than(MOST_STRUCTS, _structs(reader))
    deletes = _no_more_than(MOST_SPANS, _deletes(reader))
    reader.end()
    return Update(structs, deletes, _needs(structs, deletes))


def _no_more_than(most: int, pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """All of `pieces`. Raises TooManyPieces, having read no more than `most` and one."""
    found = tuple(islice(pieces, most + 1))
    if len(found) > most:
        raise TooManyPieces("It comes in too many pieces.")
    return found


def _needs(structs: Iterable[Struct], deletes: Iterable[Span]) -> dict[int, int]:
    found: dict[int, int] = {}
    for struct in structs:
        for side in (struct.origin, struct.right_origin):
            if side and side.clock >= found.get(side.client, 0):
                found[side.client] = side.clock + 1
    for span in deletes:
        end = span.clock + span.length
        if end > found.get(span.client, 0):
            found[span.client] = end
    return found


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` has: one for a character, two for one beyond the basic plane."""
    return len(text) + sum(character > "\uffff" for character in text)


def _structs(reader: Reader) -> Iterator[Struct]:
    seen = set()
    for _each in range(_clients(reader, MOST_STRUCTS)):
        count, client, clock = reader.number(), reader.number(), reader.number(MOST_CLOCK)
        if client in seen:
            raise Malformed("A client comes twice.")
        seen.add(client)
        for _struct in range(count):
            struct = _struct_at(reader, client, clock)
            clock += struct.length
            if not struct.length or clock > MOST_CLOCK:
                raise Malformed("A length is impossible.")
            yield struct


def _clients(reader: Reader, most: int) -> int:
    """How many clients follow; some may have nothing behind them. Raises TooManyPieces."""
    count = reader.number()
    if count > most:
        raise TooManyPieces("It comes in too many pieces.")
    return count


def _struct_at(reader: Reader, client: int, clock: int) -> Struct:
    info = reader.byte()
    if info in {_GONE, _SKIPPED}:
        return Struct(client, clock, reader.number(MOST_CLOCK), "gone" if info == _GONE else "skipped")
    origin = _id(reader) if info & _HAS_ORIGIN else None
    right_origin = _id(reader) if info & _HAS_RIGHT_ORIGIN else None
    if origin is None and right_origin is None:
        _take_root(reader)
    if info & _HAS_KEY:
        raise Malformed("A text has no keys.")
    if info & _CONTENT == _DELETED:
        return Struct(client, clock, reader.number(MOST_CLOCK), "deleted", origin, right_origin)
    if info & _CONTENT != _TEXT:
        raise Malformed("A text holds nothing but characters.")
    text = reader.string()
    return Struct(client, clock, utf16_length(text), "text", origin, right_origin, text)


def _id(reader: Reader) -> Id:
    return Id(reader.number(), reader.number(MOST_CLOCK))


def _take_root(reader: Reader) -> None:
    if reader.number() != 1 or reader.string() != ROOT:
        raise Malformed("A document has one text and nothing beside it.")


def _deletes(reader: Reader) -> Iterator[Span]:
    for _each in range(_clients(reader, MOST_SPANS)):
        client = reader.number()
        for _span in range(reader.number()):
            span = Span(client, reader.number(MOST_CLOCK), reader.number(MOST_CLOCK))
            if not span.length or span.clock + span.length > MOST_CLOCK:
                raise Malformed("A length is impossible.")
            yield span
