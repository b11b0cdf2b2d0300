"""Reading a folder of the Polis open data: `summary.csv`, `comments.csv`, `participants-votes.csv`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from policyspace.cli.importing.reading import Row, Table, read_rows, read_table
from policyspace.cli.importing.telling import Telling, WrongFolder
from policyspace.discussion.schemas import NewComment
from policyspace.foundation.clock import now
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import _
from policyspace.foundation.text.clean import clean_line, clean_text

COMMENTS = "comments.csv"
VOTES = "participants-votes.csv"
SUMMARY = "summary.csv"
NEEDED = ("timestamp", "comment-id", "author-id", "moderated", "comment-body")
AGREES = "1"
KNOWN_VOTES = {"", "0", "-1", AGREES}
MODERATED = {"1": "accepted", "0": "unseen", "-1": "rejected"}


@dataclass(frozen=True)
class Summary:
    """What was asked, where, and of how many."""

    topic: str
    url: str
    description: str
    counts: Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """One comment, and the line it was on."""

    line: int
    id: str
    author: str
    at: datetime
    moderated: str
    body: str


@dataclass(frozen=True)
class Conversation:
    """All of a folder. Comments are in the order in which they were made; `agreed` is by comment id."""

    summary: Summary
    comments: Sequence[Said]
    participants: Sequence[str]
    agreed: Mapping[str, Sequence[str]]


def read_conversation(folder: Path, telling: Telling) -> Conversation:
    """What the files of `folder` hold; rows that cannot be read are told of and left out. Raises WrongFolder."""
    summary = _read_summary(folder, telling)
    comments = _read_comments(read_table(folder, COMMENTS, telling, needs=NEEDED), telling)
    votes = read_table(folder, VOTES, telling, needs=("participant",))
    participants, agreed = _read_votes(votes, telling)
    return Conversation(summary, comments, participants, agreed)


def _read_summary(folder: Path, telling: Telling) -> Summary:
    told: dict[str, str] = {}
    for row in read_rows(folder, SUMMARY, telling):
        if len(row.cells) == 2:
            told[row.cells[0].strip()] = clean_text(row.cells[1]).strip()
        else:
            telling.bad(SUMMARY, row.line, _("This row needs a name and a value."))
    topic = clean_line(told.pop("topic", ""))
    if not topic:
        raise WrongFolder(_("%(file)s in %(folder)s does not tell the topic.", file=SUMMARY, folder=folder))
    return Summary(topic, told.pop("url", ""), told.pop("conversation-description", ""), told)


def _read_comments(table: Table, telling: Telling) -> Sequence[Said]:
    seen: dict[str, int] = {}
    found = []
    for row in table.rows:
        with telling.row(table.name, row.line):
            said = _said(dict(zip(table.columns, row.cells, strict=True)), row)
            if said.id in seen:
                raise Invalid(
                    _("The comment %(id)s is on line %(line)s already.", id=said.id, line=seen[said.id])
                )
            seen[said.id] = row.line
            found.append(said)
    return sorted(found, key=lambda said: (said.at, int(said.id)))


def _said(cells: Mapping[str, str], row: Row) -> Said:
    """Raises Invalid."""
    if cells["moderated"] not in MODERATED:
        raise Invalid(_("The column moderated must hold 1, 0 or -1."))
    return Said(
        line=row.line,
        id=_number(cells, "comment-id"),
        author=_number(cells, "author-id"),
        at=_moment(cells["timestamp"]),
        moderated=MODERATED[cells["moderated"]],
        body=NewComment(only=("body",)).read({"body": cells["comment-body"]})["body"],
    )


def _number(cells: Mapping[str, str], column: str) -> str:
    said = cells[column].strip()
    if not _is_number(said):
        raise Invalid(_("The column %(column)s must hold a number.", column=column))
    return str(int(said))


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) <= 18


def _moment(milliseconds: str) -> datetime:
    """The moment so many milliseconds after 1970 began. Raises Invalid for none, or one that is still to come."""
    wrong = Invalid(_("The column timestamp must hold a past moment, in milliseconds since 1970."))
    if not _is_number(milliseconds.strip()):
        raise wrong
    try:
        moment = datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        raise wrong from None
    if moment > now():
        raise wrong
    return moment


def _read_votes(table: Table, telling: Telling) -> tuple[Sequence[str], Mapping[str, Sequence[str]]]:
    """The participants, and who agreed with each comment."""
    asked = [(place, str(int(name))) for place, name in enumerate(table.columns) if _is_number(name)]
    seen: dict[str, int] = {}
    agreed: dict[str, list[str]] = defaultdict(list)
    for row in table.rows:
        with telling.row(table.name, row.line):
            who = _number(dict(zip(table.columns, row.cells, strict=True)), "participant")
            if who in seen:
                raise Invalid(
                    _("The participant %(id)s is on line %(line)s already.", id=who, line=seen[who])
                )
            strange = [comment for place, comment in asked if row.cells[place] not in KNOWN_VOTES]
            if strange:
                raise Invalid(_("The vote on comment %(id)s must be 1, 0, -1 or nothing.", id=strange[0]))
            seen[who] = row.line
            for place, comment in asked:
                if row.cells[place] == AGREES:
                    agreed[comment].append(who)
    return list(seen), agreed
