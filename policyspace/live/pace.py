"""How much and how fast: limits of one connection, of a room and of the process, and the rhythm of the service."""

from __future__ import annotations

from dataclasses import dataclass

MOST_TEXT = 400_000
"""Bytes of a live text: what a document may hold, were each of its characters of four bytes."""

MOST_WAITING = 8 * 1024 * 1024
"""Bytes that may wait for who takes them too slowly; then they are cut off, and ask again for what they miss."""

MOST_ROOMS = 400
MOST_CONNECTIONS = 4000
MOST_KNOCKING = 500
MOST_OF_A_PERSON = 25
MOST_CLIENTS = 25
"""Clients of a live text that one connection may use for the first time. A page uses one."""

MESSAGES_A_SECOND, MOST_MESSAGES = 60.0, 600.0
BYTES_A_SECOND, MOST_BYTES = 256 * 1024.0, 4 * 1024 * 1024.0

STRUCTS_A_SECOND, MOST_STRUCTS_WAITING = 1000.0, 20_000.0
"""Pieces of changes. A letter is one; so is all that is pasted at once."""

MOST_READ_AT_ONCE = 16 * 1024
"""Bytes of a message that is read on the loop, within a few milliseconds; a longer one is read in a thread."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. A text becomes revisions when nobody typed for `quiet`, every `longest` while they do, and when there
    are `most_changes`. Leave is asked for again every `leave`; whether others changed a text is looked up every `look`;
    a sign of life is given every `alive`. A room that everybody has left is let go after `empty`. What a process that
    died left behind is looked for every `sweep`, once it is `left` old."""

    quiet: float = 60
    longest: float = 300
    leave: float = 2
    empty: float = 2
    look: float = 1
    alive: float = 15
    sweep: float = 60
    left: float = 180
    most_changes: int = 5000


def tick_of(connections: int) -> float:
    """Seconds between two times that a room of so many tells what was typed."""
    return min(max(0.02, 0.0002 * connections), 0.1)


def presence_tick_of(connections: int) -> float:
    """Seconds between two times that a room of so many tells where everyone is."""
    return min(max(0.1, 0.001 * connections), 0.5)


class Bucket:
    """So many a second, and `most` at once."""

    def __init__(self, rate: float, most: float) -> None:
        self._rate, self._most = rate, most
        self._left, self._at = most, 0.0

    def take(self, count: float, moment: float) -> bool:
        """Take `count` at `moment` (seconds of any clock); False when there are not so many."""
        self._left = min(self._most, self._left + (moment - self._at) * self._rate)
        self._at = moment
        if count > self._left:
            return False
        self._left -= count
        return True
