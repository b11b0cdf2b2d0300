"""Between HTML and plain words, in both directions."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

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
