"""One websocket that has joined a live text."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyspace.drafting.live_leave import Leave, Seat
from policyspace.live.line import Line
from policyspace.live.pace import (
    BYTES_A_SECOND,
    MESSAGES_A_SECOND,
    MOST_BYTES,
    MOST_MESSAGES,
    MOST_STRUCTS_WAITING,
    STRUCTS_A_SECOND,
    Bucket,
)

JUNK, TOO_LARGE, FAILED, RESTART, FULL = 1007, 1009, 1011, 1012, 1013
NOT_ALLOWED, OTHER_PAST, TOO_FAST = 4403, 4409, 4429

CLOSE_SECONDS = 5
"""How long a connection that was told to end may take over it."""


@dataclass(eq=False)
class Connection:
    """Who is there and what they may do; how many of their changes came (`came`) and are on disk (`kept`).

    `owes`: something they typed was not taken in, so nothing more of theirs is acknowledged before they have given
    everything once more. `own`: the client that their cursor belongs to. `began`: clients they were first to use.
    """

    seat: Seat
    leave: Leave
    line: Line
    came: int = 0
    kept: int = 0
    owes: bool = False
    own: int | None = None
    began: int = 0
    ended: bool = False
    messages: Bucket = field(default_factory=lambda: Bucket(MESSAGES_A_SECOND, MOST_MESSAGES))
    bytes: Bucket = field(default_factory=lambda: Bucket(BYTES_A_SECOND, MOST_BYTES))
    structs: Bucket = field(default_factory=lambda: Bucket(STRUCTS_A_SECOND, MOST_STRUCTS_WAITING))

    def in_time(self, size: int, moment: float) -> bool:
        """Whether another message of `size` bytes at `moment` is not too fast."""
        return self.messages.take(1, moment) and self.bytes.take(size, moment)
