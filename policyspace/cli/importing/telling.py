"""What an import tells while it runs: how far it is, and what cannot be taken, by file and line. All on stderr."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from policyspace.foundation.errors import Refusal
from policyspace.foundation.i18n import _, plural

T = TypeVar("T")
SECONDS_BETWEEN = 2.0


class WrongFolder(click.ClickException):
    """The folder cannot be read at all. One sentence, and exit code 2."""

    exit_code = 2


@dataclass
class Telling:
    """Tells as it goes, and counts what was wrong."""

    wrong: int = field(default=0, init=False)

    def bad(self, file: str, line: int | None, sentence: Any) -> None:
        """Tell of a row that cannot be taken; the import goes on without it."""
        self.wrong += 1
        place = _("%(file)s, line %(line)s", file=file, line=line) if line else file
        click.echo(f"{place}: {sentence}", err=True)

    @contextmanager
    def row(self, file: str, line: int | None = None) -> Iterator[None]:
        """What is refused inside is told as a bad row, and the import goes on."""
        try:
            yield
        except Refusal as refusal:
            self.bad(file, line, refusal)

    def steps(self, items: Sequence[T], what: str) -> Iterator[T]:
        """`items` one by one; now and then, and at the end, a line says how many are done."""
        told = time.monotonic()
        for number, item in enumerate(items, 1):
            yield item
            if number == len(items) or time.monotonic() - told >= SECONDS_BETWEEN:
                told = time.monotonic()
                click.echo(
                    _("%(what)s: %(number)s of %(all)s", what=what, number=number, all=len(items)), err=True
                )

    def end(self, done: str) -> None:
        """Tell what came of it all. Exit code 1 where anything was wrong."""
        click.echo(done)
        if self.wrong:
            rows = plural(
                "%(num)s row could not be taken. It is named above.",
                "%(num)s rows could not be taken. They are named above.",
                self.wrong,
            )
            click.echo(rows, err=True)
            raise click.exceptions.Exit(1)
