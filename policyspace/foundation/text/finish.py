"""The last work on a parsed block: what python-markdown made is put in the form this house shows.

Entities become the characters they stand for, once, before any check; headings take their place under the
page's own; images become links; tables can be scrolled and have real header cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, STX

from policyspace.foundation.text.addresses import safe_address
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.definitions import abbreviation_pattern

_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ALIGNED = {"text-align: right;": "md-right", "text-align: center;": "md-centre"}
_LABEL_LENGTH = 100


class Unfinished(Exception):
    """The parser left a place holder behind: words would be missing."""


def finish(root: Element, *, comment: bool, abbreviations: dict[str, str]) -> None:
    """Change `root` in place. Raises Unfinished where the parser lost words."""
    for element in root.iter():
        _decode(element)
    if abbreviations:
        _expand(root, abbreviations)
    for element in list(root.iter()):
        if element.tag in _HEADINGS:
            _place_heading(element, comment=comment)
        elif element.tag == "pre":
            _trim(element)
    _link(root)
    _frame_tables(root)


def _decode(element: Element) -> None:
    element.text = _plain(element.text)
    element.tail = _plain(element.tail)
    for name, value in list(element.items()):
        element.set(name, _plain(value) or "")


def _plain(text: str | None) -> str | None:
    """`text` with its entities decoded and cleaned like everything that is stored."""
    if not text:
        return text
    if "&" in text or STX in text:
        text = _ENTITY.sub(_character, text.replace(AMP_SUBSTITUTE, "&"))
    if STX in text:
        raise Unfinished
    return text if text.isascii() and text.isprintable() else clean_text(text)


def _character(entity: re.Match[str]) -> str:
    name = entity.group()[1:]
    return unescape(entity.group()) if name[0] == "#" else html5.get(name, entity.group())


def _expand(root: Element, abbreviations: dict[str, str]) -> None:
    """Explain each abbreviation where it first stands in the block."""
    pattern = abbreviation_pattern(abbreviations)
    left = dict(abbreviations)
    for parent in list(root.iter()):
        children = list(parent)
        if parent.tag not in {"code", "pre"}:
            parent.text, made = _explained(parent.text, pattern, left)
            parent[:0] = made
        for child in children:
            child.tail, made = _explained(child.tail, pattern, left)
            if made:
                at = list(parent).index(child) + 1
                parent[at:at] = made


def _explained(
    text: str | None, pattern: re.Pattern[str], left: dict[str, str]
) -> tuple[str | None, list[Element]]:
    """The text before the first abbreviation, and the abbreviations each with the text behind it."""
    if not text or not left:
        return text, []
    head, end = text, 0
    made: list[Element] = []
    for found in pattern.finditer(text):
        if found.group() not in left:
            continue
        if made:
            made[-1].tail = text[end : found.start()]
        else:
            head = text[: found.start()]
        element = Element("abbr", {"title": _plain(left.pop(found.group())) or ""})
        element.text, element.tail = found.group(), text[found.end() :]
        made.append(element)
        end = found.end()
    return head, made


def _place_heading(element: Element, *, comment: bool) -> None:
    """One step below the page's own h1; in a comment, which is no part of the page's outline, strong words."""
    if not _says_something(element):
        element.tag = "p"
    elif comment:
        strong = Element("strong")
        strong.text = element.text
        strong.extend(list(element))
        tail = element.tail
        element.clear()
        element.tag, element.tail = "p", tail
        element.append(strong)
    else:
        element.tag = f"h{min(_HEADINGS[element.tag] + 1, 6)}"


def _says_something(element: Element) -> bool:
    return any(text.strip() for text in element.itertext()) or element.find(".//img") is not None


def _trim(pre: Element) -> None:
    for code in pre.iter("code"):
        code.text = (code.text or "").rstrip() + "\n"


def _link(root: Element) -> None:
    """Settle links and images. A link within a link, or one that may lead nowhere, keeps its words alone."""
    for element, inside in _walk(root, inside=False):
        if element.tag == "img":
            _turn_to_link(element)
        if element.tag != "a":
            continue
        address = None if inside else safe_address(element.get("href", ""))
        if address is None:
            _be_words(element)
            continue
        element.set("href", address)
        if not _says_something(element):
            element.text = address


def _walk(element: Element, *, inside: bool) -> Iterator[tuple[Element, bool]]:
    """Every element under `element`, and whether it stands in a link."""
    for child in element:
        was_link = child.tag == "a"
        yield child, inside
        yield from _walk(child, inside=inside or was_link)


def _turn_to_link(image: Element) -> None:
    """Nothing is shown from elsewhere: a page may only load its own pictures."""
    title, address, alt = image.get("title"), image.get("src", ""), image.get("alt", "")
    image.attrib.clear()
    image.tag = "a"
    image.text = alt or address
    image.set("href", address)
    if title:
        image.set("title", title)


def _be_words(element: Element) -> None:
    element.tag = "span"
    element.attrib.clear()


def _frame_tables(root: Element) -> None:
    for parent in list(root.iter()):
        for index, table in enumerate(list(parent)):
            if table.tag == "table":
                parent[index] = _framed(table)


def _framed(table: Element) -> Element:
    """The table in a frame that can be scrolled, with a keyboard too; named by the table's header cells."""
    for cell in list(table.iter("th")) + list(table.iter("td")):
        aligned = _ALIGNED.get(cell.attrib.pop("style", ""))
        if aligned and _says_something(cell):
            cell.set("class", aligned)
    names = []
    for cell in list(table.iter("th")):
        name = " ".join("".join(cell.itertext()).split())
        if name:
            cell.set("scope", "col")
            names.append(name)
        else:
            cell.tag = "td"
    frame = Element("div", {"class": "md-table", "role": "group", "tabindex": "0"})
    if names:
        frame.set("aria-label", ", ".join(names)[:_LABEL_LENGTH])
    frame.tail, table.tail = table.tail, None
    frame.append(table)
    return frame
