"""When a room takes in what was typed, notes it and tells it: at once when it was quiet, and else once a tick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from policyspace.drafting.services.live.noting import Batch, Refused
from policyspace.foundation.logs import log, say
from policyspace.live.connection import FAILED, OTHER_PAST, RESTART
from policyspace.live.pace import presence_tick_of, tick_of
from policyspace.live.room import Room, Taken
from policyspace.live.wire import Said
from policyspace.live.writer import Outcome, Writer


@dataclass(frozen=True, slots=True)
class Turns:
    """Whom a flow tells: `failed` that a room is ahead of the disk and must go, with a code; `behind` that others have
    noted something that a room does not have; `noted` what was noted and from which change on; `moved` who moved."""

    failed: Callable[[Room, int], None]
    behind: Callable[[Room], None]
    noted: Callable[[Room, Taken, int], None]
    moved: Callable[[Room, list[Said]], None]


class Flow:
    """The rhythm of all rooms."""

    def __init__(self, app: Flask, turns: Turns) -> None:
        self._turns = turns
        self._writer = Writer(app, self._hear_writer)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: dict[Room, float] = {}
        self._timers: dict[Room, asyncio.TimerHandle] = {}
        self._telling: dict[Room, asyncio.TimerHandle] = {}
        self._under_way: dict[int, Room] = {}

    def start(self) -> None:
        """Begin, on the loop that runs."""
        self._loop = asyncio.get_running_loop()
        self._writer.start()

    async def stop(self) -> None:
        """Note what waits, and end."""
        for room in list(self._timers):
            self._timers.pop(room).cancel()
            self._take_in(room)
        await asyncio.to_thread(self._writer.stop)
        await asyncio.sleep(0)  # what the writer said last is heard

    def typed(self, room: Room) -> None:
        """Something waits in `room`."""
        if room.taken is None and room not in self._timers and not room.over and self._loop:
            moment = self._loop.time()
            at = max(moment, self._next.get(room, 0.0))
            self._next[room] = at + tick_of(len(room.connections))
            self._timers[room] = self._loop.call_at(at, self._take_in, room)

    def moved(self, room: Room) -> None:
        """Somebody has come, gone or moved in `room`."""
        if room not in self._telling and not room.over and self._loop:
            wait = presence_tick_of(len(room.connections))
            self._telling[room] = self._loop.call_later(wait, self._tell_presence, room)

    def is_busy(self, room: Room) -> bool:
        """Whether something of `room` is not on disk."""
        return room.taken is not None or room.has_work

    def forget(self, room: Room) -> None:
        """A room is gone."""
        for timers in (self._timers, self._telling):
            timer = timers.pop(room, None)
            if timer:
                timer.cancel()
        self._next.pop(room, None)

    def _tell_presence(self, room: Room) -> None:
        del self._telling[room]
        self._turns.moved(room, room.tell_presence())

    def _take_in(self, room: Room) -> None:
        self._timers.pop(room, None)
        batch = room.take_in()
        if batch is not None:
            self._under_way[room.document_id] = room
            self._writer.note(batch)
        elif room.has_work:
            self.typed(room)

    def _hear_writer(self, batches: list[Batch], outcome: Outcome | Exception) -> None:
        """Called in the writer's thread."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._after, batches, outcome)

    def _after(self, batches: list[Batch], outcome: Outcome | Exception) -> None:
        if isinstance(outcome, Exception):
            log.log(logging.ERROR, "live.not_noted", exc_info=outcome)
        for batch in batches:
            room = self._under_way.pop(batch.document_id)
            if room.over:
                continue
            if isinstance(outcome, Exception):
                self._turns.failed(room, FAILED)
            else:
                self._go_on(room, outcome[batch.document_id])

    def _go_on(self, room: Room, came: int | Refused) -> None:
        """`came`: the first change that was noted, or why nothing was."""
        if isinstance(came, Refused):
            say("live.refused", document=room.document_id, why=came.name)
            self._turns.failed(room, OTHER_PAST if came is Refused.REPLACED else RESTART)
            return
        taken = room.taken
        in_order = room.tell(came)
        if taken:
            self._turns.noted(room, taken, came)
        if not in_order:
            self._turns.behind(room)
        if room.has_work:
            self.typed(room)
