"""The HTML that mammoth makes of a Word document as Markdown that reads here as it read there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import ATX, MarkdownConverter

# Stand in the text for what is put there at the end; people's own are taken out first.
_CELL, _ROW, _NOTE, _NOTE_END = "\ue000", "\ue001", "\ue002", "\ue003"
_OWN = re.compile("[\ue000-\ue003\u00ad]")
_BLOCKS = frozenset({"p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "[document]"})
_SIGNS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)|\\(?=[^\w\s])|\[(?=\^|[^\[\]]*\][(\[:])")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_BEGINNING = re.compile(r"\A(\s*)(?:(\d{1,9})(\.\s|\.\Z)|([#>]|[+-](?=\s|\Z)|-{2,}\s*\Z))")
_REFERENCE = re.compile(r"(?:foot|end)note-ref-")
_NOTE_ITEM = re.compile(r"(?:foot|end)note-")
_NUMBER = re.compile(r"\d+")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_MOST_COLUMNS = 200
_STEP = "    "


@dataclass(frozen=True)
class Written:
    """The Markdown, the title if a paragraph was styled as one, and what else was met."""

    text: str
    title: str
    met: Counter[str] = field(default_factory=Counter)


def as_markdown(html: str) -> Written:
    """`html` as Markdown. Of links only those to the web and to email addresses lead anywhere."""
    soup = BeautifulSoup(html, "html.parser")
    for words in list(soup.find_all(string=_OWN)):
        words.replace_with(NavigableString(_OWN.sub("", words)))
    met: Counter[str] = Counter()
    notes = _take_notes(soup, met)
    title = _take_title(soup)
    for bold in soup.select("h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong"):
        bold.unwrap()
    converter = _Converter(met)
    text = converter.convert_soup(soup)
    written = [f"[^{number}]: {_indented(converter.convert_soup(note))}" for number, note in notes]
    whole = "\n\n".join([text.strip("\n"), *written]).strip("\n")
    return Written(re.sub(f"{_NOTE}(\\d+){_NOTE_END}", r"[^\1]", whole), title, +met)


def _take_notes(soup: BeautifulSoup, met: Counter[str]) -> list[tuple[str, BeautifulSoup]]:
    """The notes with their numbers, taken from the end of the text; where they were marked stand place holders."""
    for mark in soup.find_all("a", id=_REFERENCE):
        said = _NUMBER.search(mark.get_text())
        place = mark.parent if mark.parent is not None and mark.parent.name == "sup" else mark
        place.replace_with(NavigableString(f"{_NOTE}{said.group()}{_NOTE_END}" if said else ""))
    notes = []
    for number, item in enumerate(soup.find_all("li", id=_NOTE_ITEM), 1):
        for back in item.find_all("a", href=re.compile(r"#(?:foot|end)note-ref-")):
            back.extract()
        note = BeautifulSoup("", "html.parser")
        note.extend(list(item.contents))
        item.extract()
        notes.append((str(number), note))
    met["notes"] += len(notes)
    return notes


def _take_title(soup: BeautifulSoup) -> str:
    styled = soup.find("h1", class_="title")
    if not isinstance(styled, Tag):
        return ""
    title = " ".join(re.sub(f"{_NOTE}.*?{_NOTE_END}", "", styled.get_text()).split())
    if title:
        styled.extract()
    return title


def _indented(note: str) -> str:
    first, *rest = note.strip().split("\n")
    return "\n".join([first, *(f"{_STEP}{line}" if line.strip() else "" for line in rest)])


class _Converter(MarkdownConverter):
    """markdownify for the Markdown of this house: four spaces a step, whole tables, nothing that is not rendered."""

    def __init__(self, met: Counter[str]) -> None:
        super().__init__(heading_style=ATX, bullets="-", autolinks=False)
        self.met = met

    def process_text(self, el: Any, parent_tags: Any = None) -> str:
        """The words, so that none of their signs means anything."""
        text: str = super().process_text(el, parent_tags=parent_tags)  # type: ignore[misc]  # the stubs leave it out
        return _BEGINNING.sub(_unmeant, text) if _stands_first(el) else text

    def escape(self, text: str, parent_tags: Any) -> str:
        return _SIGNS.sub(lambda found: f"\\{found.group()}", _ENTITY.sub("&amp;", text))

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        address = str(el.get("href") or "").strip()
        if not _SAFE.match(address) or not text.strip():
            return text
        if el.get_text().strip() == address and not re.search(r"[\s()<>\\]", address):
            return address
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}[{text.strip()}]({quote(address, safe=_KEPT_IN_ADDRESSES)}){after}"

    def convert_s(self, el: Any, text: str, parent_tags: Any) -> str:
        return text

    convert_del = convert_s

    def convert_sup(self, el: Any, text: str, parent_tags: Any) -> str:
        return _shifted(text, _RAISED)

    def convert_sub(self, el: Any, text: str, parent_tags: Any) -> str:
        return _shifted(text, _LOWERED)

    def convert_input(self, el: Any, text: str, parent_tags: Any) -> str:
        return "☑ " if el.has_attr("checked") else "☐ "

    def convert_li(self, el: Any, text: str, parent_tags: Any) -> str:
        words = text.strip()
        if not words:
            return "\n"
        if {"td", "th"} & set(parent_tags):
            return f"{words.rstrip('; ')}; "
        numbered = el.parent is not None and el.parent.name == "ol"
        sign = f"{len(el.find_previous_siblings('li')) + 1}." if numbered else "-"
        first, *rest = words.split("\n")
        lines = [f"{sign} {first}", *(f"{_STEP}{line}" if line.strip() else "" for line in rest)]
        return "\n".join(lines) + "\n"

    def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
        return f"{text}{_CELL}"

    convert_th = convert_td

    def convert_tr(self, el: Any, text: str, parent_tags: Any) -> str:
        return f"{text}{_ROW}"

    def convert_table(self, el: Any, text: str, parent_tags: Any) -> str:
        rows = [[_on_one_line(cell) for cell in row.split(_CELL)[:-1]] for row in text.split(_ROW)[:-1]]
        if {"td", "th"} & set(parent_tags):
            self.met["inner_tables"] += 1
            return " " + "; ".join(", ".join(filter(None, row)) for row in rows) + " "
        return _drawn(_placed(rows, el))


_KEPT_IN_ADDRESSES = "!#$%&'*+,-./:;=?@_~"


def _on_one_line(cell: str) -> str:
    return " ".join(cell.split()).rstrip("; ")


def _unmeant(found: re.Match[str]) -> str:
    """The beginning of a paragraph that would be taken for a list, a heading or a quote."""
    space, number, point, sign = found.groups()
    return f"{space}{number}\\{point}" if number else f"{space}\\{sign}"


def _stands_first(el: Any) -> bool:
    """Whether words stand at the beginning of a line."""
    while el.previous_sibling is None and el.parent is not None and el.parent.name not in _BLOCKS:
        el = el.parent
    before = el.previous_sibling
    if isinstance(before, Tag) and before.name == "br":
        return True
    return before is None and el.parent is not None and el.parent.name not in {"td", "th"}


def _shifted(text: str, signs: dict[int, int]) -> str:
    """Raised or lowered figures, where there are signs for all of them; other words as they are."""
    return text.translate(signs) if text and all(ord(each) in signs for each in text) else text


def _placed(rows: list[list[str]], table: Any) -> list[list[str]]:
    """The cells where they stand: one that spans several columns or rows leaves the others empty."""
    grid: list[list[str]] = []
    taken: dict[tuple[int, int], bool] = {}
    lines = [line for line in table.find_all("tr") if line.find_parent("table") is table]
    for at, (words, line) in enumerate(zip(rows, lines, strict=False)):
        row: list[str] = []
        for text, cell in zip(words, line.find_all(["td", "th"], recursive=False), strict=False):
            while taken.get((at, len(row))):
                row.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(at + 1, min(at + high, len(rows))):
                taken |= {(below, len(row) + across): True for across in range(wide)}
            row += [text, *[""] * (wide - 1)]
        grid.append(row[:_MOST_COLUMNS])
    return grid


def _span(cell: Any, name: str) -> int:
    said = str(cell.get(name, "1"))
    return max(1, min(_MOST_COLUMNS, int(said))) if said.isdecimal() and len(said) < 5 else 1


def _drawn(grid: list[list[str]]) -> str:
    width = max(map(len, grid), default=0)
    if not width or not any(any(row) for row in grid):
        return ""
    rows = [[cell.replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in grid]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n\n" + "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) + "\n\n"
