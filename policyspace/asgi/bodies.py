"""What is sent with requests: read before a thread sees it, and never more than the process can hold."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

SECONDS = 120
"""How long a request may take to arrive, and a reply to be taken."""

MOST_HELD = 64 * 1024 * 1024
"""Bytes of requests and replies that are held on their way, all together."""

MOST_PASSED_OVER = 32 * 1024 * 1024
"""Bytes of a request that is too large which are read all the same, so that its sender hears the answer."""


class Gone(Exception):
    """Whoever asked has hung up."""


class Slow(Exception):
    """A request did not arrive in time."""


class Crowded(Exception):
    """There is more to do than the process can hold."""


class Room:
    """How many requests wait for a thread or have one, and how many bytes are held, in this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0
        self._held = 0

    @contextmanager
    def to_wait(self) -> Iterator[None]:
        """A place in the queue for a thread. Raises Crowded when there is none, or too much is held already."""
        if self._taken >= self._most or self._held > MOST_HELD:
            raise Crowded
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1

    @contextmanager
    def to_hold(self, size: int) -> Iterator[None]:
        """Hold `size` bytes of a reply for a while: it is made, so it is sent, and newcomers wait."""
        self._held += size
        try:
            yield
        finally:
            self.let_go(size)

    def hold(self, size: int) -> None:
        """Hold `size` bytes more. Raises Crowded when that is too many."""
        if self._held + size > MOST_HELD:
            raise Crowded
        self._held += size

    def let_go(self, size: int) -> None:
        """Hold `size` bytes fewer."""
        self._held -= size


class Body:
    """What is sent with one request. Of what is too large, more than `most` bytes, only the size is kept."""

    def __init__(self, room: Room, headers: Headers, most: int) -> None:
        self._room = room
        self._headers = headers
        self._most = most
        self._kept = bytearray()
        self._size = 0
        named = dict(headers)
        self._chunked = b"transfer-encoding" in named
        self._declared = int(named.get(b"content-length", b"0"))
        self._asks_first = b"expect" in named

    @property
    def content(self) -> bytes:
        return bytes(self._kept)

    @property
    def headers(self) -> Headers:
        """The request's headers as the pages may see them.

        A name with an underscore would pass for the one with a hyphen that only a trusted proxy may set; a body
        that came in pieces has its size now.
        """
        kept = [
            (name, said) for name, said in self._headers if b"_" not in name and name != b"transfer-encoding"
        ]
        return [*kept, (b"content-length", str(self._size).encode())] if self._chunked else kept

    async def arrive(self, receive: Receive) -> None:
        """Wait until it is here. Raises Gone when its sender hangs up, Slow, Crowded when there is no room."""
        if self._asks_first and self._declared > self._most:
            return  # its sender waits for a word before sending, and will be told that it is too large
        if not self._chunked and self._declared == 0:
            return
        try:
            async with asyncio.timeout(SECONDS):
                await self._read(receive)
        except TimeoutError:
            raise Slow from None
        except asyncio.CancelledError:
            raise Crowded from None  # the process ends; its sender can try again at the next

    async def _read(self, receive: Receive) -> None:
        more = True
        while more and self._size <= MOST_PASSED_OVER:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            self._take(message.get("body", b""))
            more = message.get("more_body", False)

    def _take(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._most:
            self.let_go()
            return
        self._room.hold(len(piece))
        self._kept += piece

    def let_go(self) -> None:
        """Hold it no longer."""
        self._room.let_go(len(self._kept))
        self._kept.clear()
