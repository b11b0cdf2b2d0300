"""What processes say to each other, by Redis. Only hints: what is missed is found in the database all the same."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policyspace.foundation.logs import log, say

if TYPE_CHECKING:
    from redis.asyncio import Redis

CHANNEL = "policyspace.live"
MOST_KEPT = 1000
"""So much is kept to be said while Redis is away; then the oldest is forgotten."""

AGAIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that is said of the live text of a document: `kind`, plain `facts`, and bytes."""

    kind: str
    document_id: int
    facts: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""


class Bus:
    """The line to the other processes. `hear(process, word)` is called for all they say, and `back()` when the line
    stands (again)."""

    def __init__(
        self, url: str, process: str, hear: Callable[[str, Word], None], back: Callable[[], None]
    ) -> None:
        self._url, self._process = url, process
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
            except (RedisError, OSError) as fault:
                say("live.bus_away", why=type(fault).__name__)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _talk(self) -> None:
        from redis.asyncio import from_url

        async with from_url(self._url) as client, client.pubsub() as heard:
            await heard.subscribe(CHANNEL)
            self._back()
            talking = asyncio.create_task(self._publish(client))
            try:
                async for message in heard.listen():
                    if message["type"] == "message":
                        self._take(message["data"])
                    talking_failed = talking.done() and talking.exception()
                    if talking_failed:
                        raise talking_failed
            finally:
                talking.cancel()

    async def _publish(self, client: Redis) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            while self._waiting:
                await client.publish(CHANNEL, self._waiting.popleft())

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
