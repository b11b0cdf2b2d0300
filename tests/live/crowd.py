"""Many clients that type into one live text, all in this process; whatever becomes of the server, they go on.

Its standard input is a JSON object: `cookies`, `path` ("/live/1.1"), `diary`, `seconds` between two edits of one
client. It says that it is ready, and then reads lines with the port to be found at. When that ends, the clients come
to rest, and a JSON object is printed.

The diary has a line for each thing a client knows: `+word` is acknowledged to be in the text, `-word` is on its way out
of it, `!word` is acknowledged to be out.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from pycrdt import Doc, Text, create_sync_message, create_update_message, handle_sync_message
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from policyspace.drafting.rules.live.reading import Reader
from policyspace.live import wire

MOST_WORDS = 30
"""So many words of each client stand in the text at once."""

REST_SECONDS = 240


@dataclass
class Crowd:
    """What all clients share."""

    path: str
    seconds: float
    diary: TextIO
    port: int = 0
    over: bool = False


@dataclass
class Typist:
    """One client. `open`: edits that are not acknowledged; `sent`: what each message of this connection carries;
    `there`: of an earlier connection, and the server has them."""

    crowd: Crowd
    name: str
    cookie: str
    doc: Doc[Any] = field(default_factory=Doc)
    words: deque[str] = field(default_factory=deque)
    open: list[str] = field(default_factory=list)
    sent: list[list[str]] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    own: list[bytes] = field(default_factory=list)
    hearing: bool = False
    connected: bool = False
    answered: bool = False
    count: int = 0
    kept: int = 0
    reconnects: int = -1

    def __post_init__(self) -> None:
        self.text = self.doc.get("text", type=Text)
        self.chance = random.Random(self.name)
        self.watching = self.doc.observe(self._note)

    def _note(self, event: Any) -> None:
        if not self.hearing:
            self.own.append(event.update)

    async def live(self) -> None:
        """Be connected, again and again, until all is at rest."""
        while True:
            with suppress(OSError, WebSocketException, TimeoutError):
                await self._connected()
            await asyncio.sleep(0.05)

    async def _connected(self) -> None:
        address = f"ws://127.0.0.1:{self.crowd.port}{self.crowd.path}"
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.crowd.port}"}
        async with connect(
            address, additional_headers=headers, compression=None, ping_interval=None
        ) as socket:
            self.reconnects += 1
            self.sent, self.kept, self.own, self.there, self.answered = [], 0, [], [], False
            await socket.send(create_sync_message(self.doc))
            self.connected = True
            typing = asyncio.create_task(self._type(socket))
            try:
                async for data in socket:
                    assert isinstance(data, bytes)
                    await self._hear(socket, data)
            finally:
                typing.cancel()
                self.connected = False

    async def _hear(self, socket: ClientConnection, data: bytes) -> None:
        if data[0] == wire.ON_DISK:
            self._acknowledged(Reader(data[1:]).number())
        elif data[0] == wire.SYNC:
            self.hearing = True
            answer = handle_sync_message(data[1:], self.doc)
            self.hearing = False
            self.answered = self.answered or data[1] == wire.STEP_2
            if answer:
                await self._give(socket, answer)
            if self.answered:
                self._note_kept(self.there)

    async def _give(self, socket: ClientConnection, answer: bytes) -> None:
        """Give what the server asks for. Where that is nothing, it has all that was sent by earlier connections; it is
        on disk once the server has answered, too."""
        if not answer.endswith(b"\x02" + wire.NOTHING):
            self.sent.append(list(self.open))
        elif not self.sent:
            self.there = list(self.open)
        await socket.send(answer)

    def _acknowledged(self, count: int) -> None:
        while self.kept < count:
            self._note_kept(self.sent[self.kept])
            self.kept += 1

    def _note_kept(self, edits: list[str]) -> None:
        """They are on disk."""
        for edit in edits:
            if edit in self.open:
                self.open.remove(edit)
                self.crowd.diary.write(edit + "\n")
        self.crowd.diary.flush()

    async def _type(self, socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * self.crowd.seconds)
            if not self.crowd.over and str(self.text):
                edit = self._edit()
                self.open.append(edit)
                own, self.own = self.own, []
                for update in own:
                    self.sent.append([edit])
                    await socket.send(create_update_message(update))

    def _edit(self) -> str:
        """Put a word in where some word ends, or take an old one of one's own out: the line of the diary."""
        said = str(self.text)
        if len(self.words) >= MOST_WORDS:
            word = self.words.popleft()
            self.crowd.diary.write(f"-{word}\n")
            self.crowd.diary.flush()
            at = said.index(word)
            del self.text[at : at + len(word)]
            return f"!{word}"
        self.count += 1
        word = f"<{self.name}.{self.count}>"
        ends = [place + 1 for place, letter in enumerate(said) if letter in "\n>"]
        self.text.insert(self.chance.choice(ends or [len(said)]), word)
        self.words.append(word)
        return f"+{word}"


async def run(told: dict[str, Any]) -> dict[str, Any]:
    """Type until standard input ends, then come to rest: what there was."""
    loop = asyncio.get_running_loop()
    with Path(told["diary"]).open("a") as diary:
        crowd = Crowd(told["path"], told["seconds"], diary)
        typists = [Typist(crowd, f"{place}", cookie) for place, cookie in enumerate(told["cookies"])]
        tasks = [asyncio.create_task(each.live()) for each in typists]
        print("ready", flush=True)  # noqa: T201 - whoever started this reads it
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            crowd.port = int(line)
        crowd.over = True
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                while not _at_rest(typists):
                    await asyncio.sleep(0.05)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return {
        "open": sum(len(each.open) for each in typists),
        "texts": sorted({hashlib.sha256(str(each.text).encode()).hexdigest() for each in typists}),
        "text": str(typists[0].text),
        "words": [word for each in typists for word in each.words],
        "edits": sum(each.count for each in typists),
        "reconnects": sum(each.reconnects for each in typists),
    }


def _at_rest(typists: list[Typist]) -> bool:
    texts = {str(each.text) for each in typists}
    all_here = all(each.connected and not each.open for each in typists)
    return all_here and len(texts) == 1 and texts != {""}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.loads(sys.stdin.readline())))))  # noqa: T201 - whoever started this reads it
