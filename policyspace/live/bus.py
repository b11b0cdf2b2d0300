"""What processes say to each other, by Redis. Only hints: what is missed is found in the database all the same."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policyspace.foundation.logs import log, say

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import PubSub

MOST_KEPT = 1000
"""So much is kept to be said while Redis is away; then the oldest is forgotten."""

AGAIN_SECONDS = 1.0
ALIVE_SECONDS = 5.0
"""After so long without anything to say, a process says that it is there. It hears that itself."""

ALIVE = b"alive"
SILENT_SECONDS = 20.0
"""After so long without hearing anything, the line is taken for broken, though nobody hung up."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that is said of the live text of a document: `kind`, plain `facts`, and bytes."""

    kind: str
    document_id: int
    facts: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""


class Bus:
    """The line to the other processes of the same `site`. `hear(process, word)` is called for all they say, and
    `back()` when the line stands (again)."""

    def __init__(
        self, url: str, site: str, process: str, hear: Callable[[str, Word], None], back: Callable[[], None]
    ) -> None:
        self._url, self._channel, self._process = url, f"policyspace.live.{site}", process
        self._hear, self._back = hear, back
        self._waiting: deque[bytes] = deque(maxlen=MOST_KEPT)
        self._more = asyncio.Event()

    def tell(self, word: Word) -> None:
        """Say it when the line stands."""
        head = {"process": self._process, "kind": word.kind, "document": word.document_id, **word.facts}
        self._waiting.append(json.dumps(head).encode() + b"\0" + word.data)
        self._more.set()

    async def run(self) -> None:
        """Keep the line, until cancelled."""
        from redis.exceptions import RedisError

        while True:
            try:
                await self._talk()
            except* (RedisError, OSError) as faults:
                say("live.bus_away", why=type(faults.exceptions[0]).__name__)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _talk(self) -> None:
        from redis.asyncio import from_url

        async with (
            from_url(self._url, socket_connect_timeout=ALIVE_SECONDS) as client,
            client.pubsub() as heard,
        ):
            await heard.subscribe(self._channel)
            self._back()
            async with asyncio.TaskGroup() as both:
                both.create_task(self._publish(client))
                both.create_task(self._listen(heard))

    async def _publish(self, client: Redis) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(ALIVE_SECONDS):
                    await self._more.wait()
            self._more.clear()
            if not self._waiting:
                await client.publish(self._channel, ALIVE)
            while self._waiting:
                await client.publish(self._channel, self._waiting[0])
                self._waiting.popleft()

    async def _listen(self, heard: PubSub) -> None:
        while True:
            message = await heard.get_message(timeout=SILENT_SECONDS)
            if message is None:
                raise TimeoutError
            if message["type"] == "message" and message["data"] != ALIVE:
                self._take(message["data"])

    def _take(self, said: bytes) -> None:
        """Whatever comes by this line must not end it."""
        try:
            head, _, data = said.partition(b"\0")
            facts = json.loads(head)
            process, kind, document_id = facts.pop("process"), facts.pop("kind"), facts.pop("document")
            if process != self._process:
                self._hear(process, Word(kind, document_id, facts, data))
        except Exception as fault:  # noqa: BLE001 - a hint that cannot be read is none
            log.log(logging.ERROR, "live.bus_unread", exc_info=fault)
