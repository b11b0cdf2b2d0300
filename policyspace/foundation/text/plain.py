"""Between HTML and plain words, in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from policyspace.foundation.remembering import remembered
from policyspace.foundation.text.clean import clean_text

_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_BREAKS = {
    **dict.fromkeys(("br", "dd", "dt", "li", "tr"), 1),
    **dict.fromkeys(
        ("blockquote", "div", "dl", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "ul"), 2
    ),
}
_CELLS = frozenset({"td", "th"})
_SPACES = re.compile(r"\s+")


def as_paragraphs(source: str) -> str:
    """`source` as it was typed, cleaned and escaped: what is shown where Markdown would cost too much."""
    paragraphs = (part.strip("\n") for part in _PARAGRAPHS.split(clean_text(source)) if part.strip())
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs)


def plain_text(html: str) -> str:
    """The words of a rendered fragment, for mail and excerpts: a line for each item, a bar between cells."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.words).strip()


@remembered(4096)
def known_plain_text(html: str) -> str:
    """The same of a block of a text, most of which stand unchanged in revision after revision."""
    return plain_text(html)


def letters_of(html: str) -> tuple[str, list[int]]:
    """`plain_text(html)`, and of which letter of the fragment each of its characters is made.

    Letters are all characters of the text between the tags but white space, counted from 0. -1 stands beside white
    space and beside what is put there for a reader: signs of items, bars between cells, brackets round notes.
    """
    reader = _LetterReader()
    reader.feed(html)
    reader.close()
    whole = "".join(reader.words)
    firsts = [*reader.firsts, *[-1] * (len(reader.words) - len(reader.firsts))]
    letters = [
        each for words, first in zip(reader.words, firsts, strict=True) for each in _numbered(words, first)
    ]
    begins = len(whole) - len(whole.lstrip())
    words = whole.strip()
    return words, letters[begins : begins + len(words)]


def count_letters(text: str) -> int:
    """How many letters (see `letters_of`) there are in `text`."""
    return sum(map(len, text.split()))


def _numbered(words: str, first: int) -> Iterator[int]:
    for character in words:
        if first < 0 or character.isspace():
            yield -1
        else:
            yield first
            first += 1


class _Reader(HTMLParser):
    """Gathers words; line breaks wait until words follow, so that none stand twice or at the end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.breaks = 0
        self.sign = ""
        self.code = self.back = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        if tag == "li":
            self.sign = "- "
        elif tag in _CELLS and not self.breaks:
            self.sign += " | "
        elif tag == "sup":
            self.words.append("[")
        self.code = self.code or tag == "pre"
        self.back = tag == "a" and ("role", "doc-backlink") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if tag == "sup":
            self.words.append("]")
        self.code = self.code and tag != "pre"
        self.back = False

    def handle_data(self, data: str) -> None:
        words = data if self.code else _SPACES.sub(" ", data)
        if self.back or not words.strip():
            words = "" if self.breaks or self.back else words
        if not words:
            return
        if self.breaks or self.sign:
            ended = self.words.pop().rstrip() if self.words and self.breaks else ""
            self.words += [ended, "\n" * self.breaks, self.sign]
            self.breaks, self.sign, words = 0, "", words if self.code else words.lstrip(" ")
        self.words.append(words)

    def _part(self, tag: str) -> None:
        if not self.sign.startswith("-"):
            self.breaks = max(self.breaks, _BREAKS.get(tag, 0))


class _LetterReader(_Reader):
    """Remembers beside each of the words which letter of the fragment they begin with; -1 where with none."""

    def __init__(self) -> None:
        super().__init__()
        self.firsts: list[int] = []
        self.letters = 0

    def handle_data(self, data: str) -> None:
        read = len(self.words)
        super().handle_data(data)
        if len(self.words) > read:
            self.firsts += [-1] * (len(self.words) - len(self.firsts))
            self.firsts[-1] = self.letters
        self.letters += count_letters(data)
