"""What a Word document holds besides its words, and what its styles mean whatever they are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from policyspace.drafting.importing.archive import read_xml

MOST_LEVEL = 6
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|pennawd) ?(\d)\Z")
_LISTED = re.compile(r"list (?P<kind>bullet|number) (?P<level>[2-5])")
_NAMES = {
    "title": {"title", "titel", "titre", "título", "titolo", "teitl"},
    "quote": {"quote", "intense quote", "zitat", "citation", "cita", "citazione", "block text"},
    "contents": {"toc heading", "table of figures", *(f"toc {level}" for level in range(1, 10))},
}
_IN_TEXT = {
    "w:ins": "changes",
    "w:del": "changes",
    "w:moveFrom": "changes",
    "w:moveTo": "changes",
    "w:vanish": "hidden",
    "w:strike": "struck",
    "c:chart": "charts",
    "m:oMath": "formulas",
    "o:OLEObject": "embedded",
}
_COUNTED = {
    r"word/(?:document|footnotes|endnotes)\d*\.xml": _IN_TEXT,
    r"word/comments\.xml": {"w:comment": "comments"},
    r"word/(?:header|footer)\d*\.xml": {"w:t": "margins"},
}
_OFF = {"0", "false", "off"}


@dataclass
class Style:
    """A style of paragraphs: what it is called, what it is based on, and its place in the outline, 0 the highest."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None


@dataclass
class _Reader:
    """Notes the styles of paragraphs while the part that holds them is read."""

    styles: dict[str, Style] = field(default_factory=dict)
    current: Style | None = None

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("w:val", "")
        if name == "w:style":
            self.current = None
            if attributes.get("w:type") == "paragraph":
                self.current = self.styles.setdefault(attributes.get("w:styleId", ""), Style())
        elif self.current is None:
            return
        elif name == "w:name":
            self.current.name = value.lower()
        elif name == "w:basedOn":
            self.current.based_on = value
        elif name == "w:outlineLvl" and value.isdecimal():
            self.current.outline = int(value)


def counted(parts: Mapping[str, bytes]) -> Counter[str]:
    """What the document holds that its text will not show as it is: by a name that `reading` has a sentence for."""
    found: Counter[str] = Counter()
    for place, names in _COUNTED.items():
        begin = partial(_count, found, names)
        for name, body in parts.items():
            if re.fullmatch(place, name):
                read_xml(body, begin)
    return found


def _count(
    found: Counter[str], names: Mapping[str, str], element: str, attributes: Mapping[str, str]
) -> None:
    if element in names and attributes.get("w:val", "") not in _OFF:
        found[names[element]] += 1


def style_map(parts: Mapping[str, bytes]) -> str:
    """Mammoth's instructions for the paragraphs of this document: headings, title, quotes, deep lists, no contents."""
    reader = _Reader()
    read_xml(parts.get("word/styles.xml", b"<none/>"), reader.begin)
    lines = [
        f"p.{_escaped(key)} => {path}"
        for key, style in reader.styles.items()
        if key and (path := _path(style, reader.styles))
    ]
    return "\n".join([*lines, *_deep_lists()])


def _path(style: Style, styles: Mapping[str, Style]) -> str:
    """What a paragraph of this style becomes; "" for what mammoth makes of it by itself."""
    for meaning, path in (("title", "h1.title:fresh"), ("quote", "blockquote > p:fresh"), ("contents", "!")):
        if style.name in _NAMES[meaning]:
            return path
    listed = _LISTED.fullmatch(style.name)
    if listed:
        above = " > ".join(["ul|ol > li"] * (int(listed["level"]) - 1))
        return f"{above} > {'ul' if listed['kind'] == 'bullet' else 'ol'} > li:fresh"
    level = _level(style, styles)
    return f"h{level}:fresh" if level else ""


def _level(style: Style, styles: Mapping[str, Style]) -> int:
    """The level of a heading, by its name or its place in the outline, its own or of what it is based on; 0: none."""
    seen: list[Style] = []
    while style not in seen:
        seen.append(style)
        named = _HEADING.fullmatch(style.name)
        if named and 1 <= int(named[1]) <= 9:
            return min(int(named[1]), MOST_LEVEL)
        if style.outline is not None:
            return min(style.outline + 1, MOST_LEVEL) if style.outline < 9 else 0
        style = styles.get(style.based_on, style)
    return 0


def _escaped(style_id: str) -> str:
    """A style's id as mammoth reads it: a letter may not be escaped, every other sign must be."""
    return "".join(each if each.isascii() and each.isalpha() else f"\\{each}" for each in style_id)


def _deep_lists() -> list[str]:
    """Lists below the five levels that mammoth knows by itself."""
    lines = []
    for level in range(6, 10):
        above = " > ".join(["ul|ol > li"] * (level - 1))
        lines.append(f"p:unordered-list({level}) => {above} > ul > li:fresh")
        lines.append(f"p:ordered-list({level}) => {above} > ol > li:fresh")
    return lines
