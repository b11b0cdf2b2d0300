"""Reading files that others made: whatever is wrong in one place is told by line, and the rest is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policyspace.cli.importing.telling import Telling, WrongFolder
from policyspace.foundation.i18n import _

NOT_UTF8 = "\udc80", "\udcff"
"""The range of what stands for a byte that is not UTF-8 (PEP 383)."""


@dataclass(frozen=True)
class Row:
    """A row of a table and the line it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A CSV file: its name, the names of its columns, its rows as they come."""

    name: str
    columns: list[str]
    rows: Iterator[Row]


def read_bytes(folder: Path, name: str) -> bytes:
    """What is in a file of the folder. Raises WrongFolder."""
    if not folder.is_dir():
        raise WrongFolder(_("There is no folder %(folder)s.", folder=folder))
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise WrongFolder(
            _(
                "%(file)s cannot be read in %(folder)s: %(why)s.",
                file=name,
                folder=folder,
                why=error.strerror,
            )
        ) from None


def read_table(folder: Path, name: str, telling: Telling, *, needs: tuple[str, ...] = ()) -> Table:
    """A CSV file whose first row names its columns, those in `needs` among them. Raises WrongFolder."""
    rows = read_rows(folder, name, telling)
    columns = [cell.strip() for cell in next(rows, Row(1, [])).cells]
    missing = [need for need in needs if need not in columns]
    if missing:
        raise WrongFolder(
            _("%(file)s in %(folder)s has no column %(column)s.", file=name, folder=folder, column=missing[0])
        )
    return Table(name, columns, _whole(rows, len(columns), name, telling))


def read_rows(folder: Path, name: str, telling: Telling) -> Iterator[Row]:
    """Every row that is not empty. Quotes, line breaks in cells, any line ends and a byte-order mark are understood."""
    text = read_bytes(folder, name).decode("utf-8-sig", "surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            sentence = _(
                "The quotes do not close where they should, up to line %(end)s.", end=reader.line_num
            )
            telling.bad(name, line, sentence)
            continue
        if any(NOT_UTF8[0] <= sign <= NOT_UTF8[1] for cell in cells for sign in cell):
            telling.bad(name, line, _("This row is not in UTF-8."))
        elif any(cells):
            yield Row(line, cells)


def _whole(rows: Iterator[Row], columns: int, name: str, telling: Telling) -> Iterator[Row]:
    for row in rows:
        if len(row.cells) == columns:
            yield row
            continue
        telling.bad(
            name,
            row.line,
            _("This row has %(count)s cells. It needs %(needed)s.", count=len(row.cells), needed=columns),
        )


def shorten(line: str, most: int) -> str:
    """`line` cut at a word, with an ellipsis, where it has more than `most` characters."""
    if len(line) <= most:
        return line
    cut = line[: most - 2]
    return (cut.rpartition(" ")[0] or cut) + " …"
