"""Who is in a room, and where their cursors are. What a client says of itself is read, never repeated as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policyspace.drafting.live_leave import Leave
from policyspace.drafting.rules.live.reading import Malformed
from policyspace.live.wire import Said

MOST_STATE = 1024
MOST_DEEP = 4
COLOURS = 8
GONE = "null"
STALE = 60.0
"""Seconds after which somebody of another process is forgotten who says nothing any more. Clients do so after 30."""


@dataclass(slots=True)
class _There:
    """What is known of one client: whose it is (a connection, or the name of another process), and until when."""

    owner: object
    said: Said
    heard: float
    person_id: int | None


class Attendance:
    """The clients of one room that have a cursor or a name there."""

    def __init__(self) -> None:
        self._there: dict[int, _There] = {}
        self._changed: set[int] = set()
        self._gone: dict[int, _There] = {}

    def hear(self, owner: object, said: Said, leave: Leave, moment: float) -> bool:
        """A connection says something of a client: whether the client is its own, which is so if nobody else's. Who
        has come back on another connection while the first seems to be there goes on with theirs."""
        known = self._there.get(said.client)
        if known is not None and known.owner is not owner and known.person_id != leave.person_id:
            return False
        state = state_of(said.state, leave)
        self._note(owner, Said(said.client, said.clock, state), moment, leave.person_id)
        return True

    def hear_elsewhere(self, process: str, said: Said, moment: float) -> bool:
        """Another process says something of a client: whether that is news."""
        known = self._there.get(said.client)
        if known is not None and not isinstance(known.owner, str):
            return False
        return self._note(process, said, moment)

    def _note(self, owner: object, said: Said, moment: float, person_id: int | None = None) -> bool:
        known = self._there.get(said.client)
        if known is not None:
            known.owner, known.heard = owner, moment
            goes = said.clock == known.said.clock and said.state == GONE
            if said.clock <= known.said.clock and not goes:
                return False
        if said.state == GONE:
            self._there.pop(said.client, None)
            self._gone[said.client] = _There(owner, said, moment, person_id)
        else:
            self._there[said.client] = _There(owner, said, moment, person_id)
            self._gone.pop(said.client, None)
        self._changed.add(said.client)
        return True

    def forget(self, owner: object) -> None:
        """A connection is closed, or a process is gone: so are its clients."""
        for client, known in list(self._there.items()):
            if known.owner == owner:
                self._note(owner, Said(client, known.said.clock, GONE), known.heard)

    def forget_stale(self, moment: float) -> None:
        """Whoever was last heard of by another process long ago is gone."""
        late = [
            known.said
            for known in self._there.values()
            if isinstance(known.owner, str) and known.heard < moment - STALE
        ]
        for said in late:
            self._note("", Said(said.client, said.clock, GONE), moment)

    @property
    def has_news(self) -> bool:
        """Whether anything has changed since `news` was asked last."""
        return bool(self._changed)

    def all(self) -> list[Said]:
        """Everyone who is there."""
        return [known.said for known in self._there.values()]

    def own(self) -> list[Said]:
        """Everyone who is there by a connection of this process."""
        return [known.said for known in self._there.values() if not isinstance(known.owner, str)]

    def news(self) -> tuple[list[Said], list[Said]]:
        """What has changed since this was asked last: all of it, and what came by connections of this process."""
        changed, self._changed = self._changed, set()
        gone, self._gone = self._gone, {}
        news = [each for client in changed if (each := gone.get(client) or self._there.get(client))]
        own = [each.said for each in news if not isinstance(each.owner, str)]
        return [each.said for each in news], own


def state_of(said: str, leave: Leave) -> str:
    """What is told of a client that says `said` of itself: its cursor, and the name and hat of whom it belongs to.

    Raises Malformed.
    """
    if len(said) > MOST_STATE:
        raise Malformed("It says too much of itself.")
    try:
        state = json.loads(said)
    except (ValueError, RecursionError) as fault:
        raise Malformed("It is not in JSON.") from fault
    if state is None:
        return GONE
    if not isinstance(state, dict):
        raise Malformed("It says nothing of itself.")
    user = {
        "name": leave.name,
        "hat": leave.hat,
        "colour": leave.person_id % COLOURS,
        "writes": leave.writes,
    }
    return json.dumps({**dict(_kept(state)), "user": user}, ensure_ascii=False)


def _kept(state: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    cursor = state.get("cursor")
    if cursor is None or (isinstance(cursor, dict) and not _too_deep(cursor, MOST_DEEP)):
        yield "cursor", cursor


def _too_deep(value: Any, most: int) -> bool:
    """Whether lists and dictionaries stand in one another more than `most` times."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_too_deep(each, most - 1) for each in inner)
