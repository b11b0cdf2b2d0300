"""From the safe HTML that is kept with a text to the tree that files are written from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from policyspace.reporting.exporting.tree import (
    Block,
    Blocks,
    Cell,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
    Term,
    Terms,
    without_no_signs,
)

MOST_ADDRESS = 2_000
"""Word gives up a file that holds a longer address."""

_SPACES = re.compile(r"[ \t\r\n\f]+")
_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=-._~"
_SIDES = {"md-right": "right", "md-centre": "centre"}
_LOOKS: dict[str, Callable[[Run], Run]] = {
    "strong": lambda look: replace(look, bold=True),
    "em": lambda look: replace(look, italic=True),
    "code": lambda look: replace(look, code=True),
    "sup": lambda look: replace(look, raised=True),
}
_HEADINGS = {f"h{level}": level - 1 for level in range(2, 7)}
_NOTE_ID = re.compile(r"fn-([0-9]+)")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the text."""

    number: int
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Read:
    """A fragment: its blocks, and the footnotes it defines."""

    blocks: Blocks
    footnotes: tuple[Footnote, ...] = ()


def read_text(html: str, *, base: str) -> Read:
    """A block of a document. Marks point at footnotes, which are taken out of the text; `base` is its address."""
    reader = _Reader(base, of_text=True)
    return Read(reader.blocks(_parsed(html), deep=False), tuple(reader.footnotes))


def read_words(html: str, *, base: str) -> Blocks:
    """A comment: what stands in it stays in it, its footnotes as a list of their own."""
    return _Reader(base, of_text=False).blocks(_parsed(html), deep=True)


def whole_address(address: str, *, base: str) -> str | None:
    """`address` as seen from `base`, in signs that every reader of files takes; None where there can be none."""
    try:
        whole = quote(urljoin(base, address), safe=_IN_ADDRESSES)
        parts = urlsplit(whole)
    except ValueError:
        return None
    leads_somewhere = parts.path if parts.scheme == "mailto" else parts.hostname
    return whole if leads_somewhere and len(whole) <= MOST_ADDRESS else None


def _parsed(html: str) -> Any:
    from lxml.html import fragment_fromstring

    return fragment_fromstring(without_no_signs(html), create_parent="div")


class _Line:
    """Gathers runs as a browser would show them: spaces joined, none at the ends."""

    def __init__(self) -> None:
        self.runs: list[Run] = []

    def add(self, text: str | None, look: Run) -> None:
        words = _SPACES.sub(" ", text or "")
        if not self.runs or self.runs[-1].text.endswith((" ", "\n")):
            words = words.lstrip(" ")
        if not words:
            return
        last = self.runs[-1] if self.runs else None
        if last is not None and last.note is None and replace(last, text="") == look:
            self.runs[-1] = replace(last, text=last.text + words)
        else:
            self.runs.append(replace(look, text=words))

    def break_line(self) -> None:
        if self.runs:
            last = self.runs[-1]
            self.runs[-1] = replace(last, text=last.text.rstrip(" ") + "\n")

    def done(self) -> Runs:
        while self.runs:
            last = self.runs.pop()
            if words := last.text.rstrip(" \n"):
                self.runs.append(replace(last, text=words))
                break
        return tuple(run for run in self.runs if run.text)


class _Reader:
    """Walks one fragment. `of_text`: it is a document's, whose footnotes are known to the whole text."""

    def __init__(self, base: str, *, of_text: bool) -> None:
        self.base, self.of_text = base, of_text
        self.footnotes: list[Footnote] = []
        self.makers: dict[str, Callable[[Any], Iterable[Block]]] = {
            "p": lambda element: self.blocks(element, deep=True),
            "div": lambda element: self.blocks(element, deep=True),
            "pre": _code,
            "hr": lambda _element: [Rule()],
            "blockquote": lambda element: [Quote(self.blocks(element, deep=True))],
            "ul": self._listing,
            "ol": self._listing,
            "table": self._table,
            "dl": self._terms,
        }

    def blocks(self, parent: Any, *, deep: bool) -> Blocks:
        """What stands in `parent`; words between its blocks are paragraphs. `deep`: not at the top of a text."""
        found: list[Block] = []
        line = _Line()

        def end_line() -> None:
            nonlocal line
            if runs := line.done():
                found.append(Paragraph(runs))
            line = _Line()

        line.add(parent.text, Run(""))
        for child in parent:
            if child.tag in _HEADINGS or child.tag in self.makers:
                end_line()
                found += self._made(child, deep=deep)
            else:
                self._inline(child, line, Run(""))
            line.add(child.tail, Run(""))
        end_line()
        return tuple(found)

    def _made(self, element: Any, *, deep: bool) -> Iterable[Block]:
        level = _HEADINGS.get(element.tag)
        if level is None:
            return self.makers[element.tag](element)
        runs = self.runs(element)
        if deep:
            return [Paragraph(tuple(replace(run, bold=True) for run in runs))]
        return [Heading(level, runs)]

    def runs(self, element: Any) -> Runs:
        """The words in `element`, which holds no blocks."""
        line = _Line()
        self._inside(element, line, Run(""))
        return line.done()

    def _inline(self, element: Any, line: _Line, look: Run) -> None:
        tag = element.tag
        if tag == "br":
            line.break_line()
        elif tag == "sup" and element.get("id"):
            self._mark(element, line, look)
        elif tag == "a" and element.get("role") == "doc-backlink":
            pass
        elif tag == "a":
            address = whole_address(element.get("href") or "", base=self.base)
            self._inside(element, line, replace(look, link=address))
        elif tag == "abbr":
            self._inside(element, line, replace(look, stands_for=element.get("title") or None))
        else:
            self._inside(element, line, _LOOKS[tag](look) if tag in _LOOKS else look)

    def _inside(self, element: Any, line: _Line, look: Run) -> None:
        line.add(element.text, look)
        for child in element:
            self._inline(child, line, look)
            line.add(child.tail, look)

    def _mark(self, element: Any, line: _Line, look: Run) -> None:
        number = "".join(element.itertext())
        points = self.of_text and look.link is None
        line.add(number, replace(look, raised=True, code=False, note=int(number) if points else None))

    def _listing(self, element: Any) -> Iterable[Block]:
        if self.of_text and element.get("class") == "md-notes":
            self.footnotes += map(self._footnote, element)
            return []
        items = tuple(self.blocks(item, deep=True) for item in element)
        return [Listing(element.tag == "ol", int(element.get("start") or 1), items)] if items else []

    def _footnote(self, item: Any) -> Footnote:
        number = _NOTE_ID.search(item.get("id"))
        words = _Reader(self.base, of_text=False).blocks(item, deep=True)
        return Footnote(int(number[1]) if number else 0, words)

    def _table(self, element: Any) -> Iterable[Block]:
        rows = [tuple(self._cell(cell) for cell in row) for row in element.iter("tr")]
        return [Table(rows[0], tuple(rows[1:]))] if rows else []

    def _cell(self, element: Any) -> Cell:
        return Cell(self.runs(element), _SIDES.get(element.get("class"), "left"))

    def _terms(self, element: Any) -> Iterable[Block]:
        terms: list[Term] = []
        for child in element:
            if child.tag == "dt":
                terms.append(Term(self.runs(child), ()))
            else:
                last = terms.pop() if terms else Term((), ())
                terms.append(Term(last.runs, last.meaning + self.blocks(child, deep=True)))
        return [Terms(tuple(terms))]


def _code(element: Any) -> Iterable[Block]:
    return [Code("".join(element.itertext()).rstrip("\n"))]
