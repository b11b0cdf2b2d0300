"""The application as one asyncio process serves it: pages in a bounded pool of threads, the worker beside them.

A thread is never given to a slow sender: a request is handed to the pages once it is here whole. Live editing
joins on the websocket scope; until then a websocket is closed cleanly.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from threading import Thread
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask

from policyspace.api import errors as api_errors
from policyspace.app import MOST_BYTES, create_app
from policyspace.foundation.errors import Refusal
from policyspace.foundation.i18n import lazy
from policyspace.foundation.logs import log, say
from policyspace.foundation.settings import Settings
from policyspace.notifications.worker import Worker
from policyspace.web import errors as web_errors

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

WAITING_A_THREAD = 16
"""How many requests may wait for each thread; whoever comes then is told that the service is busy."""

BODY_SECONDS = 120
"""How long sending a request may take."""

MOST_HELD = 64 * 1024 * 1024
"""Bytes of requests that are held while they come in, all together."""

MOST_PASSED_OVER = 32 * 1024 * 1024
"""Bytes of a request that is too large which are read all the same, so that its sender hears the answer."""

WORKER_SECONDS = 30
"""How long the worker may take to finish the letter in its hands when the process ends."""


def application() -> Application:
    """The application under the environment's settings."""
    return Application(create_app())


class Gone(Exception):
    """Whoever asked has hung up."""


class Slow(Exception):
    """A request did not arrive in time."""


class Crowded(Exception):
    """There is more to do than the process can hold."""


class Application:
    """`app` for an ASGI server."""

    def __init__(self, app: Flask) -> None:
        settings: Settings = app.extensions["settings"]
        self._app = app
        self._runs_worker = settings.worker
        wsgi: Any = app  # a2wsgi writes the type of an environment in its own way
        self._pages: Any = WSGIMiddleware(wsgi, workers=settings.threads)
        self._room = Room(settings.threads * (1 + WAITING_A_THREAD))
        self._busy = Answer(app, 503, lazy("The service is busy"), lazy("Try again in a minute."))
        self._slow = Answer(
            app, 408, lazy("That took too long"), lazy("What you sent did not arrive in time. Try again.")
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, one websocket, or the server's word that it starts and ends."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})
        else:
            await self._live(receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Run the worker from the server's start to its end."""
        await receive()
        worker = Worker(self._app)
        thread = Thread(target=worker.run, name="worker", daemon=True)
        if self._runs_worker:
            thread.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        worker.stop()
        if self._runs_worker:
            await asyncio.to_thread(thread.join, WORKER_SECONDS)
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = Body(self._room, scope["headers"])
        try:
            await self._wait_for(body, receive)
            with self._room.to_wait():
                line = Line(send)
                await self._pages({**scope, "headers": body.headers}, body.hand_over, line.send)
        except Gone:
            return
        except Crowded:
            await self._busy.give(scope, send)
        except Slow:
            await self._slow.give(scope, send)
        finally:
            body.let_go()

    async def _wait_for(self, body: Body, receive: Receive) -> None:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                await body.arrive(receive)
        except TimeoutError:
            raise Slow from None
        except asyncio.CancelledError:
            raise Crowded from None  # the process ends; its sender can try again at the next


class Room:
    """How many requests wait or are answered, and how many bytes of requests are held, in this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0
        self._held = 0

    @contextmanager
    def to_wait(self) -> Iterator[None]:
        """A place in the queue for a thread. Raises Crowded when there is none."""
        if self._taken >= self._most:
            raise Crowded
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1

    def hold(self, size: int) -> None:
        """Hold `size` bytes more (or fewer). Raises Crowded when that is too many."""
        self._held += size
        if self._held > MOST_HELD and size > 0:
            raise Crowded


class Body:
    """What is sent with a request, read before a thread sees it. Of what is too large only the size is kept."""

    def __init__(self, room: Room, headers: Headers) -> None:
        self._room = room
        self._headers = headers
        self._kept = bytearray()
        self._size = 0
        named = dict(headers)
        self._chunked = b"transfer-encoding" in named
        self._declared = int(named.get(b"content-length", b"0"))
        self._asks_first = b"expect" in named

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
        """Wait until it is here. Raises Gone when its sender hangs up, Crowded when there is no room."""
        if self._asks_first and self._declared > MOST_BYTES:
            return  # its sender waits for a word before sending, and will be told that it is too large
        more = self._chunked or self._declared > 0
        while more and self._size <= MOST_PASSED_OVER:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            self._take(message.get("body", b""))
            more = message.get("more_body", False)

    def _take(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > MOST_BYTES:
            self.let_go()
        else:
            self._kept += piece
            self._room.hold(len(piece))

    async def hand_over(self) -> Message:
        """The whole body, as a server would give it."""
        return {"type": "http.request", "body": bytes(self._kept), "more_body": False}

    def let_go(self) -> None:
        """Hold it no longer."""
        self._room.hold(-len(self._kept))
        self._kept.clear()


class Line:
    """The way back to whoever asked. Once it fails, what is said goes nowhere: a thread must never wait for it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._cut = False

    async def send(self, message: Message) -> None:
        if self._cut:
            return
        try:
            await self._send(message)
        except Exception as fault:  # noqa: BLE001 - whatever the server makes of it, the thread must be freed
            self._cut = True
            log.log(logging.ERROR, "reply.failed", exc_info=fault)


class Answer:
    """A refusal that needs no thread: made once, as a page and as problem details."""

    def __init__(self, app: Flask, status: int, title: Any, sentence: Any) -> None:
        self._status = status
        refusal = Refusal(sentence)
        refusal.status, refusal.title = status, title
        with app.test_request_context():
            self._page = app.process_response(app.make_response(web_errors.refusal_page(refusal)))
            self._problem = app.process_response(app.make_response(api_errors.problem(refusal)))

    async def give(self, scope: Scope, send: Send) -> None:
        """Answer, and end the connection: what else comes on it is not read."""
        reply = self._problem if scope["path"].startswith("/api/") else self._page
        headers = [(name.lower().encode("latin-1"), said.encode("latin-1")) for name, said in reply.headers]
        headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.get_data()})
        say("request.refused", status=self._status)
