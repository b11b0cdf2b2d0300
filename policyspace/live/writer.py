"""The one thread that notes what is typed: all that has come meanwhile in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from threading import Thread

from flask import Flask

from policyspace.drafting.services.live.noting import Batch, Refused, note_typing

MOST_TOGETHER = 200
"""So many batches are noted in one transaction at most."""

Outcome = Mapping[int, int | Refused]
Noted = Callable[[list[Batch], Outcome | Exception], None]


class Writer:
    """Notes batches. `noted` is called in its thread with those of each transaction, and how they fared."""

    def __init__(self, app: Flask, noted: Noted) -> None:
        self._app, self._noted = app, noted
        self._waiting: SimpleQueue[Batch | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="live-writer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, once all that waits is noted."""
        self._waiting.put(None)
        self._thread.join()

    def note(self, batch: Batch) -> None:
        """Note `batch` soon."""
        self._waiting.put(batch)

    def _run(self) -> None:
        batch = self._waiting.get()
        while batch is not None:
            batches, after = self._more(batch)
            self._noted(batches, self._note(batches))
            batch = self._waiting.get() if after is batch else after

    def _more(self, first: Batch) -> tuple[list[Batch], Batch | None]:
        """All that waits; and what to go on with: None when the end is among it, else `first`."""
        batches = [first]
        while len(batches) < MOST_TOGETHER:
            try:
                batch = self._waiting.get_nowait()
            except Empty:
                break
            if batch is None:
                return batches, None
            batches.append(batch)
        return batches, first

    def _note(self, batches: list[Batch]) -> Outcome | Exception:
        try:
            with self._app.app_context():
                return note_typing(batches)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the rooms must hear that nothing was noted
            return fault
