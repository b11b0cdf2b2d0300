"""The pages in a bounded pool of threads, by way of a2wsgi.

A thread makes a reply and is free again; the reply is then sent as fast as its reader takes it. Only of what is
longer than a page can be is the beginning sent while a thread makes the rest.
"""

from __future__ import annotations

import asyncio
import string
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO
from typing import Any
from urllib.parse import quote_from_bytes

from a2wsgi.wsgi import WSGIResponder, build_environ
from flask import Flask

from policyspace.asgi.bodies import SECONDS, Body, Message, Room, Scope, Send

MOST_IN_HAND = 1024 * 1024
"""Bytes of a reply that a thread may have made before any of it is sent."""


class Pages:
    """`app` in a pool of `threads`."""

    def __init__(self, app: Flask, threads: int, room: Room) -> None:
        self._app = app
        self._room = room
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def answer(self, scope: Scope, body: Body, send: Send) -> None:
        """Let a thread answer, when one is free. Raises Crowded when too many wait already."""
        reply = Reply(self._app, self._threads, send)
        asked: Any = {**scope, "headers": body.headers, "query_string": in_ascii(scope["query_string"])}
        stream: Any = BytesIO(body.content)  # a2wsgi writes the types of ASGI and of a stream in its own way
        environ = build_environ(asked, stream)
        with self._room.to_wait():
            await reply.make(environ)
        with self._room.to_hold(reply.size):
            await reply.send_rest()


def in_ascii(query: bytes) -> bytes:
    """The query with every byte that may not stand in an address written as one that may."""
    return query if query.isascii() else quote_from_bytes(query, safe=string.punctuation).encode()


class Reply(WSGIResponder):
    """One reply, gathered in the thread that makes it."""

    def __init__(self, app: Any, threads: ThreadPoolExecutor, send: Send) -> None:
        super().__init__(app, threads, send_queue_size=1)
        self._send = send
        self._made: list[Message] = []
        self.size = 0

    async def make(self, environ: Any) -> None:
        """Run the application in a thread."""
        await self.loop.run_in_executor(
            self.executor, copy_context().run, self.wsgi, environ, self.start_response
        )

    def send(self, message: Any) -> None:
        """Called by the thread with each piece it has made."""
        self._made.append(message)
        self.size += len(message.get("body", b""))
        if self.size > MOST_IN_HAND:
            asyncio.run_coroutine_threadsafe(self.send_rest(), self.loop).result(2 * SECONDS)

    async def send_rest(self) -> None:
        """Send what is made. Raises TimeoutError when its reader takes too long over it."""
        made, self._made, self.size = self._made, [], 0
        async with asyncio.timeout(SECONDS):
            for message in made:
                await self._send(message)
