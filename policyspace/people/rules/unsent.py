"""What is kept of a form that was not sent: whose it is, which of its fields, how much, and for how long."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

LIFE_OF_UNSENT = timedelta(days=90)
LIFE_IN_BROWSER = timedelta(days=7)
"""How long words are kept that nobody signed in has claimed."""

LIFE_OF_ENDED = timedelta(days=30)
"""How long it is remembered that words were sent or thrown away."""

MOST_OF_PERSON = 50
MOST_IN_BROWSER = 20
MOST_OF_NOBODY = 2000
"""Rows of all browsers together that name no person: whoever can be nobody can be many."""

MOST_FIELDS = 500
MOST_BYTES = 2 * 1024 * 1024
MOST_BYTES_IN_BROWSER = 300_000
MOST_PLACE = 300

_NEVER = re.compile(r"passw|token|secret|csrf|(\A|_)code\Z|_key\Z|\A(next|way|written_by|website)\Z")
_NO_WORDS = re.compile(
    r"_(number|id)\Z|\Atake_|\A(kind|digest|capacity|from_stage|to|visibility|time_zone|problems)\Z"
)
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}\Z")

Typed = dict[str, list[str]]
"""Names of fields, in the order of the form, each with all that was typed or chosen under it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose words they are, as one request can tell.

    Signed in: the person, who also gets what nobody else has claimed in this browser. Otherwise whoever holds the
    browser; `person_id` then names the person whose page it was, who alone will be offered what is kept now.
    """

    person_id: int | None
    browser_hash: str | None
    signed_in: bool

    @property
    def most_bytes(self) -> int:
        return MOST_BYTES if self.signed_in else MOST_BYTES_IN_BROWSER


def is_form_key(said: str) -> bool:
    """Whether `said` can be the key of a form."""
    return bool(_KEY.match(said))


def kept_fields(sent: Iterable[tuple[str, str]]) -> Typed:
    """What may be kept of a form: never a password, a code, or what proves where the form came from."""
    kept: Typed = {}
    for name, words in sent:
        if not _NEVER.search(name):
            kept.setdefault(name, []).append(words.replace("\r\n", "\n").replace("\x00", ""))
    return kept


def is_worth_keeping(fields: Typed, owner: Owner) -> bool:
    """Whether there are words in `fields`, no more than is kept for `owner`, and an owner at all."""
    if not owner.signed_in and owner.browser_hash is None:
        return False
    sizes = [len(name.encode()) + len(words.encode()) for name, typed in fields.items() for words in typed]
    fits = len(sizes) <= MOST_FIELDS and sum(sizes) <= owner.most_bytes
    return fits and bool(written_in(fields))


def written_in(fields: Typed) -> Typed:
    """The fields that hold words: not what was chosen, nor the numbers a form carries with it."""
    return {
        name: typed
        for name, typed in fields.items()
        if not _NO_WORDS.search(name) and any(words.strip() for words in typed)
    }


def words_digest(fields: Typed) -> str:
    """SHA-256, hex, of what was typed: the same for the same words in the same fields."""
    told = json.dumps(sorted((name, list(words)) for name, words in fields.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def from_where_they_differ(words: str, first: str) -> str:
    """`words` from the place where they begin to differ from those that the form held at first."""
    alike = (number for number, (one, other) in enumerate(zip(words, first, strict=False)) if one != other)
    same = next(alike, min(len(words), len(first)))
    if same == len(words):
        return words
    cut = max(words.rfind(" ", 0, same), words.rfind("\n", 0, same)) + 1
    return f"… {words[cut:]}" if cut else words


def beginning(words: str, *, most: int = 160) -> str:
    """The first `most` characters in one line, cut between words where there is a space."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[: most + 1].rpartition(" ")[0] or line[:most]
    return f"{cut}…"
