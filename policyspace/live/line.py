"""The way to one client. What it takes at once costs no task; what it does not waits, up to a bound."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, MutableMapping
from functools import partial
from typing import Any

from policyspace.live.pace import MOST_WAITING

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Sending = Coroutine[Any, Any, None]


class Line:
    """Messages to one client, in their order. `lost` is called once, when it does not take them any more."""

    def __init__(self, send: Send, lost: Callable[[], None]) -> None:
        self._send, self._lost = send, lost
        self._waiting: deque[Message] = deque()
        self._held = 0
        self._task: asyncio.Task[None] | None = None
        self._cut = False

    def give(self, data: bytes) -> None:
        """Send `data`, now or when what was given before is taken."""
        self._put({"type": "websocket.send", "bytes": data}, len(data))

    def close(self, code: int) -> None:
        """End the connection with `code`, after what was given before."""
        self._put({"type": "websocket.close", "code": code}, 0)

    def cut(self) -> None:
        """Send nothing any more."""
        if not self._cut:
            self._cut = True
            self._waiting.clear()
            self._lost()

    def _put(self, message: Message, size: int) -> None:
        if self._cut:
            return
        if self._task is None:
            self._start(message)
            return
        self._waiting.append(message)
        self._held += size
        if self._held > MOST_WAITING:
            self.cut()

    def _start(self, message: Message) -> None:
        """Send without a task as far as that goes: as a rule to the end."""
        sending = self._send(message)
        if not isinstance(sending, Coroutine):
            self._task = asyncio.get_running_loop().create_task(self._finish(sending))
            return
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except Exception:  # noqa: BLE001 - whatever the server makes of it, this client is gone
            self.cut()
            return
        self._task = asyncio.get_running_loop().create_task(self._finish(_Begun(sending, waits_for)))

    async def _finish(self, begun: Awaitable[None]) -> None:
        try:
            await begun
            while self._waiting:
                message = self._waiting.popleft()
                self._held -= len(message.get("bytes", b""))
                await self._send(message)
        except Exception:  # noqa: BLE001 - whatever the server makes of it, this client is gone
            self.cut()
        finally:
            self._task = None


class _Begun:
    """A coroutine that was begun outside a task and waits: awaited, it goes on from there."""

    def __init__(self, coroutine: Sending, waits_for: Any) -> None:
        self._coroutine, self._waits_for = coroutine, waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        waits_for = self._waits_for
        while True:
            try:
                told = yield waits_for
            except BaseException as fault:  # noqa: BLE001 - the coroutine decides, also when the task is cancelled
                go_on = partial(self._coroutine.throw, fault)
            else:
                go_on = partial(self._coroutine.send, told)
            try:
                waits_for = go_on()
            except StopIteration:
                return
