"""The messages of live editing: the Yjs protocols `sync` (version 1) and `awareness`, and two of our own.

A message begins with the number of its kind. Of ours, 100 tells how many of a connection's changes are on disk, and
101 tells, in JSON, of something else that happened; clients that do not know them pass over them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from policyspace.drafting.rules.live.reading import Malformed, Reader
from policyspace.drafting.rules.live.replica import read_state
from policyspace.drafting.rules.live.updates import MOST_SPANS, TooManyPieces, Update, read_update

SYNC, AWARENESS, ASK_AWARENESS, ON_DISK, NOTICE = 0, 1, 3, 100, 101
STEP_1, STEP_2, CHANGE = 0, 1, 2
MOST_SAID = 10_000
"""So many clients are spoken of in one message at most."""

NOTHING = b"\x00\x00"
"""An update without anything in it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody is at `state` and asks for the rest."""

    state: bytes


@dataclass(frozen=True, slots=True)
class Give:
    """Somebody gives `update`: all that we did not have (`whole`), or what they have just typed; and what it holds."""

    update: bytes
    whole: bool
    read: Update


class Said(NamedTuple):
    """What a client says of itself, as JSON ("null" when it goes), for the `clock`-th time."""

    client: int
    clock: int
    state: str


@dataclass(frozen=True, slots=True)
class Presence:
    """What clients say of themselves."""

    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class AskPresence:
    """Somebody asks who is there."""


Message = Ask | Give | Presence | AskPresence


def read_message(data: bytes) -> Message:
    """The message in `data`, read to its depth. Raises Malformed when it is not exactly one that a client may send, and
    TooManyPieces when it holds more pieces than may be taken in at once."""
    reader = Reader(data)
    message = _message(reader)
    reader.end()
    return message


def _message(reader: Reader) -> Message:
    kind = reader.number()
    if kind == SYNC:
        step, piece = reader.number(), reader.piece()
        if step == STEP_1:
            return Ask(_state(piece))
        if step in {STEP_2, CHANGE}:
            return Give(piece, whole=step == STEP_2, read=read_update(piece))
    elif kind == AWARENESS:
        return Presence(read_presence(reader.piece()))
    elif kind == ASK_AWARENESS:
        return AskPresence()
    raise Malformed("It is no message that we know.")


def _state(data: bytes) -> bytes:
    if Reader(data).number() > MOST_SPANS:
        raise TooManyPieces("It comes in too many pieces.")
    read_state(data)
    return data


def read_presence(data: bytes) -> tuple[Said, ...]:
    """What the awareness update `data` says, of each client once. Raises Malformed, TooManyPieces."""
    reader = Reader(data)
    count = reader.number()
    if count > MOST_SAID:
        raise TooManyPieces("It comes in too many pieces.")
    said = tuple(Said(reader.number(), reader.number(), reader.string()) for _each in range(count))
    reader.end()
    if len({each.client for each in said}) < count:
        raise Malformed("A client speaks twice.")
    return said


def ask(state: bytes) -> bytes:
    """Sync step 1: we are at `state`."""
    return number(SYNC) + number(STEP_1) + piece(state)


def answer(update: bytes) -> bytes:
    """Sync step 2: what you did not have."""
    return number(SYNC) + number(STEP_2) + piece(update)


def change(update: bytes) -> bytes:
    """What somebody typed."""
    return number(SYNC) + number(CHANGE) + piece(update)


def presence(said: tuple[Said, ...] | list[Said]) -> bytes:
    """Who is there."""
    return number(AWARENESS) + piece(presence_update(said))


def presence_update(said: tuple[Said, ...] | list[Said]) -> bytes:
    """An awareness update."""
    told = [number(each.client) + number(each.clock) + piece(each.state.encode()) for each in said]
    return number(len(said)) + b"".join(told)


def on_disk(count: int) -> bytes:
    """So many of your changes are on disk."""
    return number(ON_DISK) + number(count)


def notice(kind: str, **facts: Any) -> bytes:
    """Something else happened."""
    return number(NOTICE) + piece(json.dumps({"kind": kind, **facts}, ensure_ascii=False).encode())


def number(value: int) -> bytes:
    """`value` in lib0's encoding: seven bits a byte, the lowest first, the eighth says that more follow."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def piece(data: bytes) -> bytes:
    """`data` behind the number of its bytes."""
    return number(len(data)) + data
