"""What is lost when a server is killed (kill -9) while many type into one text, and nobody brings it back.

Whoever still has a page open would give the server its words once more. What is counted is what is on its disk: of what
it had acknowledged to whoever typed it, and of what it had told anybody else, how much is not there when it is back.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from bench.live import servers
from bench.live.loading import load
from bench.live.servers import Live, Start

EDITORS, RATE = 20, 1
SECONDS = 15
"""Half-way between two moments at which hocuspocus stores a text that is typed into all the time: every ten seconds."""


@dataclass(frozen=True)
class Killed:
    """How many changes were typed, acknowledged, and told to others before the server was killed; and how many of the
    latter two were gone when it was started again."""

    subject: str
    typed: int
    acknowledged: int
    acknowledged_and_lost: int
    told: int
    told_and_lost: int

    def plain(self) -> dict[str, Any]:
        """As values for a file."""
        return asdict(self)


def measured(starts: Iterable[Start]) -> list[Killed]:
    """Each server killed once."""
    found = []
    for start in starts:
        with start() as live:
            found.append(_killed(live))
    return found


def _killed(live: Live) -> Killed:
    rooms = live.rooms(1, EDITORS)
    asked = {**live.asked, "rooms": rooms, "editors": EDITORS, "rate": RATE, "untilKilled": True}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        ["node", "load.mjs"], cwd=servers.PLACE, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as typing:
        assert typing.stdin
        assert typing.stdout
        assert typing.stderr
        typing.stdin.write(json.dumps(asked))
        typing.stdin.close()
        assert typing.stderr.readline() == "typing\n", (live.name, typing.stderr.read()[-2000:])
        time.sleep(SECONDS)
        live.kill()
        typed = json.loads(typing.stdout.read())
    text: str = load(live, rooms=rooms, reading=True)["text"]
    kept, told = typed["acknowledged"], typed["told"]
    return Killed(
        subject=live.name,
        typed=typed["sent"],
        acknowledged=len(kept),
        acknowledged_and_lost=sum(f"~{each}~" not in text for each in kept),
        told=len(told),
        told_and_lost=sum(f"~{each}~" not in text for each in told),
    )
