"""Twenty clients type into one live text while the server is killed (kill -9) again and again.

After each kill, before it is started again, what was acknowledged to anyone must be on disk. In the end all replicas
must be equal, and equal to the newest revision. `python -m tests.live.killing --kills 500 [--postgresql]` runs it by
hand; `tests/live/test_killed.py` runs it in the gate.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from flask import Flask

from policyspace.app import create_app
from policyspace.charter.words import Role
from policyspace.drafting.live import heads_of
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from tests.builders.drafting import a_problem, space_of
from tests.builders.live import newest_of, the_live_words
from tests.builders.spaces import a_member
from tests.client import PageClient
from tests.conftest import a_database, settings_for
from tests.live.served import cookie_of
from tests.serving.process import ROOT, environment

CLIENTS = 20
SECONDS_A_WORD = 0.25
LONGEST = 1.0
"""Seconds the server lives at most, once it has acknowledged something; one in five is killed before that."""
EARLY = 0.2
PATIENCE = 60


class Program:
    """`python -m …` that is told lines and answers with lines."""

    def __init__(self, module: str, place: Path, **settings: str) -> None:
        self._errors = (place / f"{module}.errors").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=place,
            env=environment(**settings) | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def tell(self, line: str) -> None:
        """Tell it a line."""
        pipe = self._pipe(self._process.stdin)
        pipe.write(line + "\n")
        pipe.flush()

    def ask(self, line: str) -> str:
        """Its answer to a line."""
        self.tell(line)
        return self._pipe(self._process.stdout).readline().strip()

    def end(self) -> str:
        """Tell it nothing more: what else it says."""
        said, _ = self._process.communicate(timeout=300)
        return said

    def complaints(self) -> str:
        """What it complained of."""
        return Path(self._errors.name).read_text()

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        self._errors.close()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@dataclass
class Diary:
    """What the clients know of their words."""

    place: Path

    def broken(self, text: str) -> list[str]:
        """The words that were acknowledged to be in the text, or out of it, and are not so."""
        lines = self.place.read_text().split("\n")[:-1]
        going = {line[1:] for line in lines if line[0] == "-"}
        kept = {line[1:] for line in lines if line[0] == "+"} - going
        gone = {line[1:] for line in lines if line[0] == "!"}
        return [word for word in kept if word not in text] + [word for word in gone if word in text]

    def until_longer(self) -> None:
        """Wait until something more is in it."""
        size, end = self.place.stat().st_size, time.monotonic() + PATIENCE
        while self.place.stat().st_size == size:
            assert time.monotonic() < end, "nothing is acknowledged any more"
            time.sleep(0.01)

    @property
    def acknowledged(self) -> int:
        return sum(line[:1] in {"+", "!"} for line in self.place.read_text().split("\n"))


@contextmanager
def at(database_url: str) -> Iterator[Flask]:
    """The application on that database, without a server."""
    app = create_app(settings_for(database_url))
    app.test_client_class = PageClient
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def kill_and_count(place: Path, database_url: str, kills: int, *, seed: int) -> dict[str, Any]:
    """Kill the server `kills` times while they type: what was counted. Fails when an acknowledged edit is lost, or
    when not all are of one mind in the end."""
    chance = random.Random(seed)
    diary = Diary(place / "diary")
    diary.place.touch()
    with (
        at(database_url) as app,
        Program("tests.live.nursery", place, DATABASE_URL=database_url, WORKER="0") as nursery,
        Program("tests.live.crowd", place) as crowd,
    ):
        document, told = _begun(app, diary)
        assert crowd.ask(json.dumps(told)) == "ready"
        began = time.monotonic()
        for _each in range(kills):
            crowd.tell(nursery.ask("start"))
            if chance.random() > EARLY:
                diary.until_longer()
            time.sleep(chance.uniform(0, LONGEST))
            assert nursery.ask("kill") == "9"
            time.sleep(0.1)  # what was on its way to the clients is heard
            assert not (lost := diary.broken(_words(document))), lost
        crowd.tell(nursery.ask("start"))
        counted = json.loads(crowd.end())
        assert (status := nursery.ask("end")) == "0", status
        assert not (complaints := nursery.complaints()), complaints
        seconds = time.monotonic() - began
        _of_one_mind(document, counted, diary)
    return {
        "kills": kills,
        "seconds": round(seconds),
        "words typed": counted["edits"],
        "edits acknowledged": diary.acknowledged,
        "reconnects": counted["reconnects"],
        "acknowledged and lost": 0,
        "replicas that differ": len(counted["texts"]) - 1,
    }


def _begun(app: Flask, diary: Diary) -> tuple[Document, dict[str, Any]]:
    """A document that twenty people may write in, and what the crowd needs to know to do so."""
    document = a_problem(text="# Homes\n\nFamilies wait.\n")
    writers = [a_member(space_of(document), role=Role.DRAFTER) for _each in range(CLIENTS)]
    cookies = [cookie_of(app, each) for each in writers]
    place = {"path": f"/live/{document.id}.1", "diary": str(diary.place)}
    return document, {**place, "seconds": SECONDS_A_WORD, "cookies": cookies}


def _words(document: Document) -> str:
    """What is on disk; nothing as long as nobody has joined."""
    db.session.rollback()
    return the_live_words(document) if heads_of([document.id]) else ""


def _of_one_mind(document: Document, counted: dict[str, Any], diary: Diary) -> None:
    text = newest_of(document).text
    assert counted["open"] == 0, "not everything was acknowledged in the end"
    assert len(counted["texts"]) == 1, "the replicas differ"
    assert counted["text"] == text == the_live_words(document)
    assert [word for word in counted["words"] if word not in text] == []
    assert not diary.broken(text)


def main() -> None:
    """Run it by hand."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kills", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--postgresql", action="store_true")
    told = asked.parse_args()
    kind = "postgresql" if told.postgresql else "sqlite"
    with TemporaryDirectory() as folder, a_database(kind, Path(folder), "policyspace_live_kills") as url:
        migrate(url)
        print(json.dumps(kill_and_count(Path(folder), url, told.kills, seed=told.seed)))  # noqa: T201 - a program run by hand


if __name__ == "__main__":
    main()
