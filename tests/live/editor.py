"""A client of live editing, made of pycrdt and a plain websocket: what any Yjs client does, one step at a time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from pycrdt import Doc, Text, create_sync_message, create_update_message, handle_sync_message
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from policyspace.drafting.rules.live.reading import Reader
from policyspace.live import wire

SECONDS = 30
"""How long anything is waited for before a test fails."""


class Editor:
    """Somebody at `address` ("ws://…/live/12.1") with the cookie of their browser, and the text as they see it."""

    def __init__(
        self, address: str, cookie: str, *, origin: str | None = "", doc: Doc[Any] | None = None
    ) -> None:
        self.doc: Doc[Any] = doc if doc is not None else Doc()
        self.text = self.doc.get("text", type=Text)
        self.sent = self.on_disk = 0
        self.notices: list[dict[str, Any]] = []
        self.others: dict[int, dict[str, Any] | None] = {}
        self.code: int | None = None
        host = address.split("/live")[0].replace("ws", "http", 1)
        headers = {"Cookie": cookie} if cookie else {}
        if origin is not None:
            headers["Origin"] = origin or host
        self.socket: ClientConnection = connect(
            address, additional_headers=headers, compression=None
        ).__enter__()
        self._own: list[bytes] = []
        self._told = False
        self._watching = self.doc.observe(self._note)
        self._try_send(create_sync_message(self.doc))

    def __enter__(self) -> Editor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def _note(self, event: Any) -> None:
        if not self._told:
            self._own.append(event.update)

    def leave(self) -> None:
        """Close the page."""
        self.socket.close()

    def __str__(self) -> str:
        return str(self.text)

    def types(self, words: str, *, after: str | None = None) -> None:
        """Type `words` behind `after`, or at the end; nothing is waited for."""
        said = str(self.text)
        at = len(said) if after is None else said.index(after) + len(after)
        self.text.insert(len(said[:at].encode()), words)
        self.flush()

    def deletes(self, words: str) -> None:
        """Take `words` out."""
        at = len(str(self.text)[: str(self.text).index(words)].encode())
        del self.text[at : at + len(words.encode())]
        self.flush()

    def flush(self) -> None:
        """Send what was typed."""
        own, self._own = self._own, []
        for update in own:
            self.sent += 1
            self._try_send(create_update_message(update))

    def says(self, client: int, clock: int, state: Any) -> None:
        """Tell of a client where its cursor is, or anything else."""
        self._try_send(wire.presence([wire.Said(client, clock, json.dumps(state))]))

    def _try_send(self, data: bytes) -> None:
        try:
            self.socket.send(data)
        except ConnectionClosed as closed:
            self._closed(closed)

    def until(self, true: Callable[[], bool], seconds: float = SECONDS) -> None:
        """Hear what the server says until this is so, or it has hung up."""
        end = time.monotonic() + seconds
        while not true() and self.code is None:
            left = end - time.monotonic()
            assert left > 0, f"it never came: {str(self.text)[-80:]!r}, {self.on_disk} of {self.sent} on disk"
            self.hear(left)
        assert self.code is None or true(), f"the server hung up: {self.code}"

    def until_saved(self) -> None:
        """Hear what the server says until all that was typed is on disk."""
        self.until(lambda: self.on_disk == self.sent)

    def until_closed(self, seconds: float = SECONDS) -> int:
        """The code with which the server hangs up."""
        end = time.monotonic() + seconds
        while self.code is None:
            assert time.monotonic() < end, "the server does not hang up"
            self.hear(max(0.01, end - time.monotonic()))
        return self.code

    def hear(self, seconds: float) -> None:
        """Hear one message, if it comes."""
        try:
            data = self.socket.recv(timeout=seconds)
        except TimeoutError:
            return
        except ConnectionClosed as closed:
            self._closed(closed)
            return
        assert isinstance(data, bytes)
        self._take(data)

    def _closed(self, closed: ConnectionClosed) -> None:
        self.code = closed.rcvd.code if closed.rcvd else 1006

    def _take(self, data: bytes) -> None:
        if data[0] == wire.SYNC:
            self._told = True
            answer = handle_sync_message(data[1:], self.doc)
            self._told = False
            if answer:
                gives = answer[1] == wire.STEP_2 and not answer.endswith(b"\x02" + wire.NOTHING)
                self.sent += gives
                self._try_send(answer)
            return
        reader = Reader(data)
        kind = reader.number()
        if kind == wire.ON_DISK:
            self.on_disk = reader.number()
        elif kind == wire.NOTICE:
            self.notices.append(json.loads(reader.string()))
        elif kind == wire.AWARENESS:
            for said in wire.read_presence(reader.piece()):
                self.others[said.client] = json.loads(said.state)
