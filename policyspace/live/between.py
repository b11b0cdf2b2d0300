"""What a process tells others of its rooms, and does with what they tell of theirs."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress

from sqlalchemy import make_url

from policyspace.drafting.rules.live.replica import MOST_MERGED, merged
from policyspace.foundation.settings import Settings
from policyspace.foundation.tokens import derived_token
from policyspace.live.bus import Bus, Word
from policyspace.live.room import Room, Taken
from policyspace.live.wire import Said, presence_update, read_presence


def site_of(settings: Settings) -> str:
    """By what the processes that serve one database know each other, and nobody else can call them.

    One Redis may carry the words of several sites, and documents of the same number are there in each.
    """
    return derived_token(settings.secret_key, "live", make_url(settings.database_url).database)


class Between:
    """The line to the other processes of a site, where there is one. `look(document_id)`: look up how far that text is;
    `moved(room)`: somebody of another process has moved there."""

    def __init__(
        self,
        url: str,
        site: str,
        rooms: Mapping[int, Room],
        look: Callable[[int], None],
        moved: Callable[[Room], None],
    ) -> None:
        self._url, self._site, self._rooms, self._look, self._moved = url, site, rooms, look, moved
        self._bus: Bus | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, on the loop that runs."""
        if self._url:
            self._bus = Bus(self._url, self._site, secrets.token_hex(8), self._hear, self._back)
            self._task = asyncio.get_running_loop().create_task(self._bus.run())

    async def stop(self) -> None:
        """End."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def opened(self, room: Room) -> None:
        """A room is open: who is there elsewhere?"""
        self._tell(Word("who", room.document_id))

    def noted(self, room: Room, taken: Taken, first: int) -> None:
        """Changes of a room are on disk, from `first` on."""
        if len(taken.changes) > MOST_MERGED:
            self.changed(room.document_id)
            return
        owners = {client: each.person_id for each in taken.batch.typed for client in each.clients}
        facts = {
            "epoch": room.epoch,
            "first": first,
            "count": len(taken.batch.typed),
            "owners": list(owners.items()),
        }
        self._tell(Word("typed", room.document_id, facts, merged(taken.changes)))

    def changed(self, document_id: int) -> None:
        """A live text is changed on disk."""
        self._tell(Word("look", document_id))

    def moved(self, room: Room, said: list[Said]) -> None:
        """Somebody of this process has moved."""
        if said:
            self._tell(Word("there", room.document_id, data=presence_update(said)))

    def _tell(self, word: Word) -> None:
        if self._bus:
            self._bus.tell(word)

    def _back(self) -> None:
        """The line stands, again perhaps: nobody knows what was said meanwhile."""
        for room in list(self._rooms.values()):
            self._look(room.document_id)
            self.opened(room)
            self.moved(room, room.attendance.own())

    def _hear(self, process: str, word: Word) -> None:
        room = self._rooms.get(word.document_id)
        if room is None or room.over:
            return
        if word.kind == "typed":
            self._hear_typed(room, word)
        elif word.kind == "look":
            self._look(room.document_id)
        elif word.kind == "who":
            self.moved(room, room.attendance.own())
        elif word.kind == "there":
            self._hear_there(process, room, word)

    def _hear_typed(self, room: Room, word: Word) -> None:
        facts = word.facts
        owners = dict(facts["owners"])
        known = facts["epoch"] == room.epoch and room.hear_change(
            facts["first"], facts["count"], word.data, owners
        )
        if not known:
            self._look(room.document_id)

    def _hear_there(self, process: str, room: Room, word: Word) -> None:
        moment = asyncio.get_running_loop().time()
        news = [room.attendance.hear_elsewhere(process, said, moment) for said in read_presence(word.data)]
        if any(news):
            self._moved(room)
