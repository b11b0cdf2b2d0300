"""A site that can be killed, started again, and broken in its database, while browsers stand open on it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from policyspace.app import create_app
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate
from policyspace.foundation.settings import Settings
from tests.browser.conftest import ROOT, free_port, wait_for
from tests.builders.form_case import FormCase
from tests.builders.forms import Scene

SECRET = "s" * 48
WRITTEN = (
    *("document", "revision", "template", "state_change", "comment", "entry", "acceptance"),
    *("confirmation", "movement", "set_aside", "space", "notice", "report", "appeal"),
)


class KillableSite:
    """A demonstration with several of the scenes in which every form can be filled in."""

    def __init__(self, folder: Path, scenes: int) -> None:
        self._file = folder / "site.sqlite3"
        self._log = (folder / "log").open("ab")
        self._port = free_port()
        self._broken = False
        self.url = f"http://127.0.0.1:{self._port}"
        self._settings = Settings(
            mode="demonstration",
            secret_key=SECRET,
            public_url=self.url,
            database_url=f"sqlite:///{self._file}",
        )
        migrate(self._settings.database_url)
        with create_app(self._settings).app_context():
            self.scenes = [_spoken(Scene().cases()) for _each in range(scenes)]
            db.session.remove()
            db.engine.dispose()
        self.write("UPDATE person SET demonstration = 1")
        self.start()

    def start(self) -> None:
        """Serve, and return once the site is ready."""
        environment = {
            **os.environ,
            "POLICYSPACE_MODE": "demonstration",
            "DATABASE_URL": self._settings.database_url,
            "PUBLIC_URL": self.url,
            "SECRET_KEY": SECRET,
            "LOG_LEVEL": "WARNING",
            "FORM_SECONDS": "0",
            "WORKER": "0",
        }
        command = [sys.executable, "-m", "policyspace", "serve", "--port", str(self._port)]
        self._server = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=self._log, stderr=self._log
        )
        wait_for(self.url)

    @property
    def is_up(self) -> bool:
        return self._server.poll() is None

    def kill(self) -> None:
        """End the process as a fault would: at once."""
        self._server.kill()
        self._server.wait(timeout=20)

    def end(self) -> None:
        self.kill()
        self._log.close()

    def write(self, *statements: str) -> None:
        """Change the database behind the service's back, against its constraints too."""
        with closing(sqlite3.connect(self._file, timeout=20)) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for statement in statements:
                connection.execute(statement)

    def break_everything(self) -> None:
        """Let each request of a member meet what the code does not expect."""
        self.write(
            "CREATE TABLE sound AS SELECT id, role FROM membership",
            "CREATE TABLE sides AS SELECT id, side FROM organisation",
            "UPDATE membership SET role = 'nonsense'",
            "UPDATE organisation SET side = 'nonsense'",
        )
        self._broken = True

    def mend_everything(self) -> None:
        if self._broken:
            self.write(
                "UPDATE membership SET role = (SELECT role FROM sound WHERE sound.id = membership.id)",
                "UPDATE organisation SET side = (SELECT side FROM sides WHERE sides.id = organisation.id)",
                "DROP TABLE sound",
                "DROP TABLE sides",
            )
        self._broken = False

    def end_sessions(self) -> None:
        """End the session of everyone."""
        self.write("UPDATE sign_in_session SET ended_at = last_seen_at")

    def rows(self) -> int:
        """How many rows hold what people wrote."""
        with closing(sqlite3.connect(self._file, timeout=20)) as connection:
            return sum(connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in WRITTEN)  # noqa: S608 - names written above

    def keep_comments_young(self) -> None:
        """Let comments stand as if just made, which their authors may still change."""
        self.write(f"UPDATE comment SET created_at = '{now():%Y-%m-%d %H:%M:%S.%f}'")  # noqa: S608 - a moment of our own clock

    def forget_unsent(self) -> None:
        """Let go of all words that wait to be sent."""
        self.write("DELETE FROM unsent")


def _spoken(cases: list[FormCase]) -> list[FormCase]:
    """The cases, with what is needed of their people once the database is closed."""
    for case in cases:
        assert case.person.id
        assert case.person.display_name
    return cases
