"""The application as one asyncio process serves it: pages in a bounded pool of threads, the worker beside them.

A thread is never given to a slow sender or reader: a request is handed to the pages once it is here whole. Live
editing has the websockets.
"""

from __future__ import annotations

import asyncio
import logging
from threading import Thread

from flask import Flask

from policyspace.app import the_app
from policyspace.asgi.answers import Answer
from policyspace.asgi.bodies import Body, Crowded, Gone, Message, Receive, Room, Scope, Send, Slow
from policyspace.asgi.pages import Pages
from policyspace.foundation.i18n import lazy
from policyspace.foundation.logs import log
from policyspace.foundation.settings import Settings
from policyspace.foundation.starting import uncollected
from policyspace.foundation.uploads import most_at
from policyspace.live.hub import Hub
from policyspace.live.pace import Pace
from policyspace.notifications.worker import Worker

WAITING_A_THREAD = 16
"""How many requests may wait for each thread; whoever comes then is told that the service is busy."""

WORKER_SECONDS = 30
"""How long the worker may take to finish the letter in its hands when the process ends."""


def application() -> Application:
    """The application of this process, under the environment's settings."""
    with uncollected():
        return Application(the_app())


class Application:
    """`app` for an ASGI server."""

    def __init__(self, app: Flask, pace: Pace | None = None) -> None:
        settings: Settings = app.extensions["settings"]
        self._app = app
        self._runs_worker = settings.worker
        self._room = Room(settings.threads * (1 + WAITING_A_THREAD))
        self._live = Hub(app, pace)
        self._pages = Pages(app, settings.threads, self._room)
        self._busy = Answer(app, 503, lazy("The service is busy"), lazy("Try again in a minute."))
        self._slow = Answer(
            app, 408, lazy("That took too long"), lazy("What you sent did not arrive in time. Try again.")
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, one websocket, or the server's word that it starts and ends."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._live.serve(scope, receive, send)
        else:
            await self._run(receive, send)

    async def _run(self, receive: Receive, send: Send) -> None:
        """Run the worker from the server's start to its end."""
        await receive()
        worker = Worker(self._app)
        thread = Thread(target=worker.run, name="worker", daemon=True)
        if self._runs_worker:
            thread.start()
        await self._live.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._live.stop()
        worker.stop()
        if self._runs_worker:
            await asyncio.to_thread(thread.join, WORKER_SECONDS)
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = most_at(self._app, scope["method"], scope["path"])
        body, line = Body(self._room, scope["headers"], most), Line(send)
        try:
            await body.arrive(receive)
            await self._pages.answer(scope, body, line.send)
        except Gone:
            return
        except Crowded:
            await self._busy.give(scope, send)
        except Slow:
            await self._slow.give(scope, send)
        except TimeoutError:
            log.log(logging.INFO, "reply.not_taken")
        finally:
            body.let_go()


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
