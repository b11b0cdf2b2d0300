"""What is done for rooms beside what is typed in them: others' changes are fetched, leave is asked for again, and what
was typed becomes revisions when it is time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyspace.drafting.live import Head, find_author, heads_of, read_live_text, unsettled_texts
from policyspace.drafting.live_bell import off_live_change, on_live_change
from policyspace.drafting.live_leave import leaves_of
from policyspace.drafting.services.live.keeping import settle_live_text
from policyspace.drafting.services.live.renewing import shorten_old_texts
from policyspace.foundation.errors import NotFound, Refusal
from policyspace.foundation.logs import log, say
from policyspace.foundation.settings import Settings
from policyspace.live.between import Between, site_of
from policyspace.live.connection import NOT_ALLOWED, OTHER_PAST
from policyspace.live.pace import Pace
from policyspace.live.room import Room, Taken
from policyspace.live.wire import Said, presence

if TYPE_CHECKING:
    from policyspace.live.hub import Hub


SIGN_OF_LIFE = presence([])


@dataclass(slots=True)
class _Watched:
    """What is kept in mind of one room: the newest change, when it came, since when there are changes that are no
    revision, and the change after which they could not be made one."""

    head: int
    changed: float
    unsettled: float | None = None
    failed_at: int = -1


class Upkeep:
    """The housekeeping of one process."""

    def __init__(self, hub: Hub, pace: Pace, settings: Settings) -> None:
        self._hub, self._pace = hub, pace
        self._watched: dict[Room, _Watched] = {}
        self._fetching: set[Room] = set()
        self._settling: set[int] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._loops: list[asyncio.Task[Any]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._between = Between(
            settings.redis_url,
            site_of(settings),
            hub.rooms,
            self._look_soon,
            lambda room: hub.flow.moved(room),
        )

    def start(self) -> None:
        """Begin, on the loop that runs."""
        self._loop = asyncio.get_running_loop()
        on_live_change(self._rung)
        self._between.start()
        pace = self._pace
        works = (
            (pace.look, self._look),
            (pace.leave, self._ask_leave),
            (pace.alive, self._give_sign),
            (pace.sweep, self._sweep),
        )
        for every, work in works:
            self._loops.append(self._loop.create_task(self._again(every, work)))

    async def stop(self) -> None:
        """Make revisions of what was typed, and end."""
        off_live_change(self._rung)
        await self._between.stop()
        for task in self._loops:
            task.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for room in list(self._hub.rooms.values()):
            await self._settle(room.document_id)

    def opened(self, room: Room) -> None:
        """A room is open."""
        self._watched[room] = _Watched(room.number, self._now())
        self._between.opened(room)

    def left(self, room: Room) -> None:
        """Nobody is in a room any more."""
        self._soon(self._empty(room))

    def behind(self, room: Room) -> None:
        """Others have noted something that a room does not have."""
        self._soon(self._fetch(room))

    def noted(self, room: Room, taken: Taken, first: int) -> None:
        """Something was noted."""
        watched = self._watched.get(room)
        if watched:
            watched.changed = self._now()
        self._between.noted(room, taken, first)

    def moved(self, room: Room, own: list[Said]) -> None:
        """Somebody has moved; `own` are of this process."""
        self._between.moved(room, own)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()):
            log.log(logging.ERROR, "live.upkeep_failed", exc_info=fault)

    async def _again(self, every: float, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            await asyncio.sleep(every)
            try:
                await work()
            except Exception as fault:  # noqa: BLE001 - a database that is away now is asked again
                log.log(logging.ERROR, "live.upkeep_failed", exc_info=fault)

    def _rung(self, document_id: int) -> None:
        """Called in any thread: a save has changed a live text."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._changed, document_id)

    def _changed(self, document_id: int) -> None:
        self._between.changed(document_id)
        self._look_soon(document_id)

    def _look_soon(self, document_id: int) -> None:
        if document_id in self._hub.rooms:
            self._soon(self._look_at([document_id]))

    async def _look(self) -> None:
        if self._hub.rooms:
            await self._look_at(list(self._hub.rooms))

    async def _look_at(self, documents: Iterable[int]) -> None:
        heads = await self._hub.in_thread(heads_of, list(documents))
        for document_id in documents:
            room = self._hub.rooms.get(document_id)
            if room is not None:
                await self._compare(room, heads.get(document_id))

    async def _compare(self, room: Room, head: Head | None) -> None:
        """Bring a room to where the disk is."""
        if head is None or head.epoch != room.epoch:
            self._hub.end_room(room, OTHER_PAST)
            return
        room.attendance.forget_stale(self._now())
        if head.head > room.number and room.taken is None:
            await self._fetch(room)
        if head.revision_number > room.revision_number:
            room.revision_number = head.revision_number
            name = await self._hub.in_thread(find_author, room.document_id, head.revision_number)
            room.announce("revision", number=head.revision_number, by=name)
        if self._is_due(room, head):
            self._soon(self._settle(room.document_id))
        elif head.settled == head.head:
            self._let_go(room)

    async def _fetch(self, room: Room) -> None:
        if room in self._fetching or room.over:
            return
        self._fetching.add(room)
        try:
            state = await self._hub.in_thread(read_live_text, room.document_id, after=room.number)
            if state.epoch != room.epoch:
                self._hub.end_room(room, OTHER_PAST)
            elif self._hub.rooms.get(room.document_id) is room:
                room.catch_up(state)
        except NotFound:
            self._hub.end_room(room, OTHER_PAST)
        finally:
            self._fetching.discard(room)

    def _is_due(self, room: Room, head: Head) -> bool:
        """Whether it is time to make revisions of what was typed."""
        watched = self._watched.get(room)
        if watched is None or head.settled == head.head:
            if watched:
                watched.unsettled = None
            return False
        moment = self._now()
        if head.head > watched.head:
            watched.head, watched.changed = head.head, moment
        watched.unsettled = watched.unsettled or moment
        if watched.failed_at == head.head or room.document_id in self._settling:
            return False
        return (
            moment - watched.changed >= self._pace.quiet
            or moment - watched.unsettled >= self._pace.longest
            or head.head - head.settled >= self._pace.most_changes
        )

    async def _settle(self, document_id: int) -> None:
        """Make what was typed into a live text revisions. Where that cannot be, whoever is there is told why."""
        if document_id in self._settling:
            return
        self._settling.add(document_id)
        try:
            await self._hub.in_thread(settle_live_text, document_id)
        except Refusal as refusal:
            say("live.not_settled", document=document_id)
            self._tell_unsaved(document_id, str(refusal))
        finally:
            self._settling.discard(document_id)

    def _tell_unsaved(self, document_id: int, why: str) -> None:
        room = self._hub.rooms.get(document_id)
        if room is not None:
            self._watched[room].failed_at = self._watched[room].head
            self._watched[room].unsettled = None
            room.announce("unsaved", why=why)

    async def _empty(self, room: Room) -> None:
        """Who reloads a page is back at once; else it becomes a revision, and the room is let go."""
        await asyncio.sleep(self._pace.empty)
        while self._hub.flow.is_busy(room) and not room.over:
            await asyncio.sleep(self._pace.empty)
        if room.connections or room.over:
            return
        await self._settle(room.document_id)
        self._let_go(room)

    def _let_go(self, room: Room) -> None:
        """Forget a room that nobody is in."""
        if not room.connections and not self._hub.flow.is_busy(room):
            self._hub.forget(room)
            self._watched.pop(room, None)

    async def _ask_leave(self) -> None:
        """Whether everyone may still do what they do."""
        connections = [each for each in self._hub.connections if not each.ended]
        if not connections:
            return
        leaves = await self._hub.in_thread(leaves_of, {each.seat for each in connections})
        for connection in connections:
            leave, room = leaves.get(connection.seat), self._hub.rooms.get(connection.seat.document_id)
            if leave is None or room is None:
                self._hub.close(connection, NOT_ALLOWED)
            elif leave != connection.leave:
                changed = leave.writes != connection.leave.writes
                connection.leave = leave
                if changed:
                    room.change_leave(connection)

    async def _give_sign(self) -> None:
        """Clients hang up on a server they have not heard of for 30 seconds."""
        for connection in list(self._hub.connections):
            connection.line.give(SIGN_OF_LIFE)

    async def _sweep(self) -> None:
        """Make revisions of what was typed in a process that died, and shorten what is old."""
        for document_id in await self._hub.in_thread(unsettled_texts, older=self._pace.left):
            if document_id not in self._hub.rooms:
                await self._settle(document_id)
        await self._hub.in_thread(shorten_old_texts)
