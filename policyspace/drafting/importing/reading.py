"""A file somebody brings: told what it is, read, and given as a title, a text and what was left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from policyspace.drafting.importing.kinds import MARKDOWN, WORD, kind_of
from policyspace.drafting.importing.markdown_files import read_markdown
from policyspace.drafting.importing.processes import open_word
from policyspace.drafting.importing.tidying import below_the_title, title_from, title_in, with_short_lines
from policyspace.drafting.schemas import MOST_CHARACTERS
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import _, lazy, plural
from policyspace.foundation.text.clean import clean_line, clean_text

MOST_BYTES = 5 * 1024 * 1024

_DAMAGED = lazy("This file is damaged. Open it in Word, save it again, and choose that copy.")
REFUSED: Mapping[str, Any] = MappingProxyType(
    {
        "none": lazy("Choose a file"),
        "empty": lazy("This file is empty. Choose another."),
        "large": lazy("This file is larger than 5 megabytes. Take pictures out of it, or divide it."),
        "pdf": lazy(
            "This is a PDF. Open the document it was made from, and save it as a Word document (.docx)."
        ),
        "old_word": lazy("This is an older Word document. Open it in Word and save it as .docx."),
        "encrypted": lazy(
            "This document is protected by a password. Save a copy without one, and choose that."
        ),
        "open_document": lazy("This is an OpenDocument text. Save it as a Word document (.docx)."),
        "rich_text": lazy("This is a rich text document. Save it as a Word document (.docx)."),
        "web_page": lazy(
            "This is a web page. Copy its text into the editor, or save it as a Word document (.docx)."
        ),
        "picture": lazy("This is a picture. Choose a Word document (.docx) or a Markdown file (.md)."),
        "other": lazy(
            "We cannot read this kind of file. Choose a Word document (.docx) or a Markdown file (.md)."
        ),
        "no_word": lazy("This is not a Word document. Choose one (.docx), or a Markdown file (.md)."),
        "no_words": lazy(
            "There are no words in this file. If it holds scanned pages, their words have to be typed."
        ),
        "damaged": _DAMAGED,
        "many_entries": lazy(
            "This document is made of more than 1,000 parts. Take pictures and embedded files out."
        ),
        "bomb": lazy(
            "This document unpacks to more than 50 megabytes. Take pictures and embedded files out of it."
        ),
        "unsafe": lazy(
            "This document holds something that no Word document needs, so we have not opened it. "
            "Open it in Word, save it again, and choose that copy."
        ),
        "too_much": lazy(
            "This document is too large or too complicated to read. Divide it, or paste its text."
        ),
        "long": lazy(
            "The text of this file has more than 100,000 characters. Divide it into several documents."
        ),
    }
)


@dataclass(frozen=True)
class Brought:
    """What a file holds: `title` as it says or as it is called, and in words what was left out or changed."""

    title: str
    titled: bool
    text: str
    notices: list[str]


def read_file(name: str, content: bytes) -> Brought:
    """The file called `name`. Raises Invalid with a sentence on why it cannot be read, TooMany."""
    if len(content) > MOST_BYTES:
        raise _refusal("large")
    kind = kind_of(content)
    if kind == WORD:
        text, title, notices = _word(content)
    elif kind == MARKDOWN:
        text, title, notices = _markdown(content)
    else:
        raise _refusal(kind)
    if len(text) > MOST_CHARACTERS:
        raise _refusal("long")
    if not text.strip() and not title:
        raise _refusal("no_words")
    return Brought(title or title_from(name), bool(title), text, notices)


def _word(content: bytes) -> tuple[str, str, list[str]]:
    answer = open_word(content)
    if "refused" in answer:
        raise _refusal(answer["refused"])
    text, title = clean_text(answer["text"]), clean_line(answer["title"])
    if not title:
        title, text = title_in(text)
    if text.strip():
        text = with_short_lines(below_the_title(text)).rstrip("\n") + "\n"
    return text, title, _notices(Counter(answer["met"]))


def _markdown(content: bytes) -> tuple[str, str, list[str]]:
    file = read_markdown(content)
    if file is None:
        raise _refusal("other")
    if len(file.text) > MOST_CHARACTERS:
        raise _refusal("long")
    found, rest = title_in(file.text)
    title = clean_line(file.title) or found
    notices = (
        [_("The front matter at the beginning of the file was left out.")] if file.had_front_matter else []
    )
    return rest if found == title else file.text, title, notices


def _refusal(reason: str) -> Invalid:
    return Invalid(file=REFUSED[reason])


_TOLD: tuple[tuple[str, Callable[[int], str]], ...] = (
    (
        "changes",
        lambda _number: _("The file has tracked changes. We took the text as if all of them were accepted."),
    ),
    (
        "comments",
        lambda number: plural("%(num)s comment was left out.", "%(num)s comments were left out.", number),
    ),
    (
        "pictures",
        lambda number: plural("%(num)s picture was left out.", "%(num)s pictures were left out.", number),
    ),
    ("charts", lambda number: plural("%(num)s chart was left out.", "%(num)s charts were left out.", number)),
    (
        "formulas",
        lambda number: plural("%(num)s formula was left out.", "%(num)s formulas were left out.", number),
    ),
    (
        "embedded",
        lambda number: plural(
            "%(num)s embedded file was left out.", "%(num)s embedded files were left out.", number
        ),
    ),
    (
        "notes",
        lambda number: plural("%(num)s footnote became a note.", "%(num)s footnotes became notes.", number),
    ),
    ("margins", lambda _number: _("Headers and footers of the pages were left out.")),
    ("struck", lambda _number: _("Words that were struck through are ordinary words now.")),
    ("inner_tables", lambda _number: _("A table inside a table became a line of words.")),
    (
        "hidden",
        lambda _number: _("The file has hidden words. They can be read now: look for them before you save."),
    ),
)


def _notices(met: Counter[str]) -> list[str]:
    """What was left out or changed, in words; what must not be missed comes last, nearest to the text."""
    return [say(met[name]) for name, say in _TOLD if met[name]]
