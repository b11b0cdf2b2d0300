"""All live texts that are open in one process: who comes in, and what becomes of a room that is left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from flask import Flask

from policyspace.drafting.live import SERVED, read_live_text
from policyspace.drafting.rules.live.reading import Malformed
from policyspace.drafting.rules.live.updates import TooManyPieces
from policyspace.drafting.services.live.noting import begin_live_text
from policyspace.foundation.logs import log, say
from policyspace.foundation.settings import Settings
from policyspace.live import wire
from policyspace.live.connection import (
    CLOSE_SECONDS,
    FAILED,
    FULL,
    JUNK,
    NOT_ALLOWED,
    OTHER_PAST,
    RESTART,
    TOO_FAST,
    TOO_LARGE,
    Connection,
)
from policyspace.live.flow import Flow, Turns
from policyspace.live.handshake import Guest, Unwelcome, ask_in, place_of
from policyspace.live.line import Line, Message, Send
from policyspace.live.pace import (
    MOST_CONNECTIONS,
    MOST_KNOCKING,
    MOST_OF_A_PERSON,
    MOST_READ_AT_ONCE,
    MOST_ROOMS,
    Pace,
)
from policyspace.live.room import Room
from policyspace.live.upkeep import Upkeep

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Answer = TypeVar("Answer")

THREADS = 4
STOP_SECONDS = 15


class Full(Exception):
    """There are as many rooms as one process may have."""


class Hub:
    """The live texts of one process."""

    def __init__(self, app: Flask, pace: Pace | None = None) -> None:
        self._app = app
        self.rooms: dict[int, Room] = {}
        self.connections: set[Connection] = set()
        self._opening: dict[int, asyncio.Task[Room]] = {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        settings: Settings = app.extensions["settings"]
        self._upkeep = Upkeep(self, pace or Pace(), settings)
        self.flow = Flow(
            app, Turns(self.end_room, self._upkeep.behind, self._upkeep.noted, self._upkeep.moved)
        )
        self._ending = False
        self._knocking = 0

    async def start(self) -> None:
        """Begin, on the loop that runs. From now on pages offer it."""
        self._app.extensions[SERVED] = self
        self.flow.start()
        self._upkeep.start()

    async def stop(self) -> None:
        """Hang up on everyone, note what waits, make it revisions, and end."""
        self._ending = True
        self._app.extensions.pop(SERVED, None)
        for connection in list(self.connections):
            self.close(connection, RESTART)
        await self.flow.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self._upkeep.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def in_thread(self, work: Callable[..., Answer], *told: Any, **named: Any) -> Answer:
        """The answer of `work`, done in a thread with the application's context: whatever reads the database."""

        def done() -> Answer:
            with self._app.app_context():
                return work(*told, **named)

        return await asyncio.get_running_loop().run_in_executor(self._threads, done)

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One websocket, from its handshake to its end."""
        await receive()
        place = place_of(scope["path"])
        guest: Guest | Unwelcome = Unwelcome.FOREIGN
        if place is not None:
            guest = await self._ask_in(scope, place[0])
        if place is None or guest is Unwelcome.FOREIGN:
            await send({"type": "websocket.close", "code": NOT_ALLOWED})
            return
        await send({"type": "websocket.accept"})
        code = NOT_ALLOWED
        if isinstance(guest, Guest):
            code = await self._host(guest, place, receive, send)
        elif guest is Unwelcome.CROWD:
            code = FULL
        if code:
            await send({"type": "websocket.close", "code": code})

    async def _ask_in(self, scope: Scope, document_id: int) -> Guest | Unwelcome:
        """Whether they may come in; not even asked when too many ask at once."""
        if self._knocking >= MOST_KNOCKING:
            return Unwelcome.CROWD
        self._knocking += 1
        try:
            return await self.in_thread(ask_in, self._app, scope, document_id)
        finally:
            self._knocking -= 1

    async def _host(self, guest: Guest, place: tuple[int, int], receive: Receive, send: Send) -> int:
        """Let a guest into the room; the code to end with when they cannot come in, 0 when they were there."""
        if self._ending or not self._has_seat(guest):
            return FULL
        try:
            while (room := await self._room(place[0])).over:
                continue  # it was let go between two moments: nobody was in it yet
        except Full:
            return FULL
        except Exception as fault:  # noqa: BLE001 - whatever it is, this room cannot be had, and others can
            log.log(logging.ERROR, "live.not_opened", exc_info=fault)
            return FAILED
        if room.epoch != place[1]:
            return OTHER_PAST
        await self._sit(guest, room, receive, send)
        return 0

    def _has_seat(self, guest: Guest) -> bool:
        own = sum(each.seat.person_id == guest.seat.person_id for each in self.connections)
        return own < MOST_OF_A_PERSON and len(self.connections) < MOST_CONNECTIONS

    async def _room(self, document_id: int) -> Room:
        """The room of a document, opened when it is not. Raises Full."""
        room = self.rooms.get(document_id)
        if room is not None:
            return room
        task = self._opening.get(document_id)
        if task is None:
            if len(self.rooms) + len(self._opening) >= MOST_ROOMS:
                raise Full
            task = asyncio.get_running_loop().create_task(self._open(document_id))
            self._opening[document_id] = task
        return await asyncio.shield(task)

    async def _open(self, document_id: int) -> Room:
        try:
            room = await self.in_thread(self._read_room, document_id)
            self.rooms[document_id] = room
            self._upkeep.opened(room)
            return room
        finally:
            del self._opening[document_id]

    def _read_room(self, document_id: int) -> Room:
        begin_live_text(document_id)
        return Room(document_id, read_live_text(document_id), self.close)

    async def _sit(self, guest: Guest, room: Room, receive: Receive, send: Send) -> None:
        reading: asyncio.Task[None] | None = None

        def lost() -> None:
            if reading is not None:
                reading.cancel()

        connection = Connection(guest.seat, guest.leave, Line(send, lost))
        reading = asyncio.get_running_loop().create_task(self._read(connection, room, receive))
        self.connections.add(connection)
        room.join(connection)
        say("live.joined", document=room.document_id, person=guest.seat.person_id)
        try:
            with suppress(asyncio.CancelledError):
                await reading
        finally:
            self._leave(connection, room)

    async def _read(self, connection: Connection, room: Room, receive: Receive) -> None:
        loop = asyncio.get_running_loop()
        while (message := await receive())["type"] == "websocket.receive":
            data = message.get("bytes")
            if connection.ended or room.over:
                continue
            if data is None:
                self.close(connection, JUNK)
            elif not connection.in_time(len(data), loop.time()):
                self.close(connection, TOO_FAST)
            else:
                await self._hear(connection, room, data, loop.time())

    async def _hear(self, connection: Connection, room: Room, data: bytes, moment: float) -> None:
        try:
            message = await self._read_message(data)
            if isinstance(message, wire.Give) and not connection.structs.take(
                len(message.read.structs), moment
            ):
                self.close(connection, TOO_FAST)
            elif not (connection.ended or room.over):
                room.hear(connection, message, moment)
        except TooManyPieces:
            self.close(connection, TOO_LARGE)
        except Malformed:
            self.close(connection, JUNK)
        if room.has_work:
            self.flow.typed(room)
        if room.attendance.has_news:
            self.flow.moved(room)

    async def _read_message(self, data: bytes) -> wire.Message:
        if len(data) <= MOST_READ_AT_ONCE:
            return wire.read_message(data)
        return await self.in_thread(wire.read_message, data)

    def _leave(self, connection: Connection, room: Room) -> None:
        connection.ended = True
        self.connections.discard(connection)
        room.leave(connection)
        self.flow.moved(room)
        if not room.connections:
            self._upkeep.left(room)

    def close(self, connection: Connection, code: int) -> None:
        """End a connection: nothing of theirs is taken in from now on, and nothing is told to them."""
        if connection.ended:
            return
        connection.ended = True
        say("live.closed", document=connection.seat.document_id, person=connection.seat.person_id, code=code)
        room = self.rooms.get(connection.seat.document_id)
        if room is not None:
            room.leave(connection)
            self.flow.moved(room)
        connection.line.close(code)
        asyncio.get_running_loop().call_later(CLOSE_SECONDS, connection.line.cut)

    def end_room(self, room: Room, code: int) -> None:
        """A room holds something else than the disk: everyone must come anew, to a new one."""
        room.over = True
        for connection in list(room.connections):
            self.close(connection, code)
        self.forget(room)

    def forget(self, room: Room) -> None:
        """A room is gone."""
        room.over = True
        self.flow.forget(room)
        if self.rooms.get(room.document_id) is room:
            del self.rooms[room.document_id]
