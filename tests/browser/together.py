"""People who write one text at the same time: each at a desk of their own, on a site that can be killed meanwhile."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.conftest import ROOT, environment_of, free_port, wait_for
from tests.browser.desk import SPACE, Desk

PATIENCE = 20_000
TEXT = "Three schools share one bus.\n\nIt leaves at eight.\n\n## What it costs\n\nNinety thousand pounds a year.\n"
NAMES = {
    "gwen": "Gwen Pritchard",
    "priya": "Priya Nair",
    "aisha": "Aisha Rahman",
    "kelly": "Kelly Moss",
}


class FragileSite:
    """The demonstration, served at one address by a process that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._environment = environment_of(f"sqlite:///{folder / 'site.sqlite3'}", self.url)
        self._command = [sys.executable, "-m", "policyspace"]
        self._port = port
        self._log = (folder / "log").open("ab")
        for step in ("migrate", "demo"):
            self._run(step)
        self.start()

    def start(self) -> None:
        """Serve, and return once the site is ready."""
        self._server = subprocess.Popen(
            [*self._command, "serve", "--port", str(self._port)],
            env=self._environment,
            cwd=ROOT,
            stdout=self._log,
            stderr=self._log,
        )
        wait_for(self.url)

    def kill(self) -> None:
        """End the process as a fault would: at once."""
        self._server.kill()
        self._server.wait(timeout=20)

    def say_it_was_put_back(self) -> None:
        """Say that the database is an earlier one than the pages know."""
        self._run("backup-restored")

    def _run(self, command: str) -> None:
        subprocess.run(
            [*self._command, command], env=self._environment, cwd=ROOT, check=True, capture_output=True
        )

    def end(self) -> None:
        self.kill()
        self._log.close()


class Writer(Desk):
    """Somebody who writes with others."""

    @property
    def status(self) -> Locator:
        """What the page says of the shared text."""
        return self.page.locator("[data-live-status]")

    def join(self, path: str) -> None:
        """Open the editor of the document at `path`, and be with the others."""
        self.open(f"{path}/edit")
        self.is_saved()

    def is_saved(self) -> None:
        """Wait until the server has all that was written here on its disk."""
        expect(self.page.locator("[data-live-status][data-state=saved]")).to_be_visible(timeout=PATIENCE)

    def is_said(self, state: str) -> None:
        """Wait until the page says that the shared text is in `state`."""
        expect(self.page.locator(f"[data-live-status][data-state={state}]")).to_be_visible(timeout=PATIENCE)

    def go_to_end_of(self, line: int) -> None:
        """Stand at the end of a line of the text, counted from 0."""
        self.editor.focus()
        self.press("Control+Home")
        self.press("ArrowDown", times=line)
        self.press("End")

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def sees(self, words: str) -> None:
        """Wait until the text holds `words`."""
        expect(self.box).to_have_value(holding(words), timeout=PATIENCE)


def holding(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words))


def a_shared_problem(gwen: Writer, title: str) -> str:
    """A problem of three paragraphs; gives its address."""
    gwen.open(f"{SPACE}/new?kind=problem")
    gwen.page.get_by_label("Title", exact=True).fill(title)
    gwen.fill(TEXT)
    gwen.button("Save").click()
    gwen.page.wait_for_url(re.compile(r"/documents/\d+$"))
    return gwen.page.url.removeprefix(gwen.site)
