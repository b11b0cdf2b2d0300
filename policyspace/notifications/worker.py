"""The worker: a loop that seals the ledger, writes the letters it asks for, sends those that wait, and tidies up.

`policyspace serve` runs it in a thread and `policyspace work` alone; any number of them may run at once.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Event

from flask import Flask

from policyspace.discussion.forgetting import forget_written
from policyspace.drafting.editing import forget_editing
from policyspace.foundation.chain.sealing import anything_unsealed, seal_waiting
from policyspace.foundation.clock import now
from policyspace.foundation.ledger import anything_waiting
from policyspace.foundation.limits import forget_old_buckets
from policyspace.foundation.logs import log, say
from policyspace.foundation.waits import growing_wait
from policyspace.notifications.queries import letters_due
from policyspace.notifications.sending import send_due
from policyspace.notifications.writing import hand_on, is_kept
from policyspace.people.presence import forget_ended
from policyspace.people.unsent import forget_unsent

LOOK_EVERY = 1.0
"""Seconds between two looks at an empty outbox."""

TIDY_EVERY = timedelta(hours=1)
LONGEST_PAUSE = 60.0


class Worker:
    """Works for `app` until it is told to stop, which it does between two letters."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stop = Event()
        self._tidied: datetime | None = None

    def stop(self) -> None:
        """Ask the loop to end. Safe in a signal handler and from another thread."""
        self._stop.set()

    def run(self) -> None:
        """Work until told to stop. Whatever goes wrong is logged and tried again after a pause."""
        say("worker.started")
        faults = 0
        while not self._stop.is_set():
            try:
                pause = 0.0 if self.work_once() else LOOK_EVERY
                faults = 0
            except Exception as fault:  # noqa: BLE001 - the database may be away for a while; the loop must live
                faults += 1
                log.log(logging.ERROR, "worker.stumbled", exc_info=fault)
                pause = min(growing_wait(faults).total_seconds(), LONGEST_PAUSE)
            self._stop.wait(pause)
        say("worker.stopped")

    def work_once(self) -> bool:
        """One turn: whether there was anything to do, so that more may wait."""
        with self._app.app_context():
            wrote = anything_waiting() and hand_on() > 0
            sealed = anything_unsealed() and seal_waiting() > 0
            sent = self._delivers and letters_due() and send_due(self._stop.is_set) > 0
            self._tidy()
        return wrote or sealed or sent

    @property
    def _delivers(self) -> bool:
        return not is_kept(self._app.extensions["settings"])

    def _tidy(self) -> None:
        if self._tidied is None or now() - self._tidied >= TIDY_EVERY:
            self._tidied = now()
            forget_old_buckets()
            forget_ended()
            forget_editing()
            forget_unsent()
            forget_written()
