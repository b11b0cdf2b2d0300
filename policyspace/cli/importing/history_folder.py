"""Reading a folder of a drafting history: `history.json`, and `NNN.md` with the text of each revision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from policyspace.cli.importing.reading import read_bytes
from policyspace.cli.importing.telling import Telling, WrongFolder
from policyspace.drafting.schemas import NewRevision
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import _
from policyspace.foundation.text.clean import clean_line

LIST = "history.json"
MOST_NAME = 80
NOON = time(12, tzinfo=UTC)
"""The hour of a revision of which only the day is known."""


@dataclass(frozen=True)
class Drafted:
    """One revision: its number in the folder, who wrote it under which name, when, and its text."""

    number: int
    author: str
    at: datetime
    text: str

    @property
    def file(self) -> str:
        return file_of(self.number)


@dataclass(frozen=True)
class History:
    """All of a folder, in the order of its list."""

    title: str
    source: str
    drafted: Sequence[Drafted]


def file_of(number: int) -> str:
    """The name of the file with the text of a revision."""
    return f"{number:03}.md"


def read_history(folder: Path, telling: Telling) -> History:
    """What the files of `folder` hold; revisions that cannot be read are told of and left out. Raises WrongFolder."""
    listed = _listed(folder)
    title, source = (clean_line(str(listed.get(name) or "")) for name in ("title", "source"))
    revisions = listed.get("revisions")
    if not title or not isinstance(revisions, list) or not revisions:
        raise WrongFolder(
            _("%(file)s in %(folder)s needs a title and a list of revisions.", file=LIST, folder=folder)
        )
    found: dict[int, Drafted] = {}
    for place, entry in enumerate(revisions, 1):
        with telling.row(_("%(file)s, revision %(place)s of the list", file=LIST, place=place)):
            number, author, at = _entry(entry)
            if number in found:
                raise Invalid(_("The number %(number)s is in the list already.", number=number))
            with telling.row(file_of(number)):
                found[number] = Drafted(number, author, at, _text(folder, number))
    return History(title, source, list(found.values()))


def _listed(folder: Path) -> Mapping[str, Any]:
    try:
        listed = json.loads(read_bytes(folder, LIST).decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise WrongFolder(
            _(
                "%(file)s in %(folder)s is not JSON from line %(line)s on.",
                file=LIST,
                folder=folder,
                line=error.lineno,
            )
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise WrongFolder(
            _("%(file)s in %(folder)s is not JSON in UTF-8.", file=LIST, folder=folder)
        ) from None
    return listed if isinstance(listed, dict) else {}


def _entry(entry: Any) -> tuple[int, str, datetime]:
    """Raises Invalid."""
    told = entry if isinstance(entry, dict) else {}
    number = told.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 99_999:
        raise Invalid(_("It needs a number from 1."))
    author = clean_line(str(told.get("author") or ""))
    if not author or len(author) > MOST_NAME:
        raise Invalid(_("It needs an author, of %(most)s characters or fewer.", most=MOST_NAME))
    return number, author, _moment(told.get("date"))


def _moment(said: Any) -> datetime:
    """The moment of "2014-06-05" or of "2014-06-05T10:00:00+01:00". Raises Invalid."""
    try:
        if len(str(said)) == len("2014-06-05"):
            return datetime.combine(date.fromisoformat(str(said)), NOON)
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        raise Invalid(_("It needs a date like 2014-06-05.")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(folder: Path, number: int) -> str:
    """The text of a revision, as it is kept. Raises Invalid."""
    try:
        raw = (folder / file_of(number)).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise Invalid(_("The file cannot be read: %(why)s.", why=error.strerror)) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Invalid(_("Line %(line)s is not in UTF-8.", line=line)) from None
    return str(NewRevision(only=("text",)).read({"text": text})["text"])
