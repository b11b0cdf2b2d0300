"""python-markdown with the processors this house uses, and no others.

Raw HTML has no processor, so it is text. Footnotes, abbreviations, link definitions and fenced code are our
own: python-markdown's work on whole texts, and here a text is rendered block by block.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element, SubElement, tostring

from markdown import Markdown
from markdown.blockprocessors import OListProcessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    DelimiterProcessor,
    ImageInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from policyspace.foundation.text.definitions import MARK, Definitions
from policyspace.foundation.text.effort import SIGNS, effort
from policyspace.foundation.text.finish import finish

_ADDRESS = r"\bhttps?://[^\s<>\x02\x03]+"
_AFTER_ADDRESS = ".,;:!?'\"*_~]}"


_MOST_SLIPS = 20
_SIGNS = re.compile(r"[*_]+")

_Handled = tuple[Element | str | None, int | None, int | None]


class TooMuchWork(Exception):
    """The parsed block holds more signs than may be read."""


class Parser:
    """One python-markdown. For one thread; of no use any more after it raised."""

    def __init__(self) -> None:
        self.definitions = Definitions()
        self.comment = False
        self.met: Counter[str] = Counter()
        self.markdown = _bare_markdown()
        self.emphasis = _Emphasis("*", "strong,em", self.markdown)
        self.emphasis.add("_", "strong,em", smart=True)
        self.markdown.inlinePatterns.register(self.emphasis, "em_strong", 60)
        self.markdown.inlinePatterns.register(_FootnoteMark(self), "footnote", 175)
        self.markdown.treeprocessors.register(_Limit(self.markdown), "limit", 21)
        self.markdown.treeprocessors.register(_Finish(self), "finish", -10)

    def parse(self, source: str, definitions: Definitions, *, comment: bool) -> str:
        """HTML of `source`, not yet sanitised. Raises whatever python-markdown raises, and TooMuchWork."""
        self.met.clear()
        return self.parse_more(source, definitions, comment=comment)

    def parse_more(self, source: str, definitions: Definitions, *, comment: bool) -> str:
        """Like `parse`, for a further part of the same block: its footnote marks are counted on."""
        self.definitions, self.comment, self.emphasis.slips = definitions, comment, 0
        self.markdown.reset()
        self.markdown.references = dict(definitions.references)  # reset() empties what it finds there
        return self.markdown.convert(source)


def _bare_markdown() -> Markdown:
    markdown = Markdown()
    markdown.preprocessors.deregister("html_block")
    markdown.parser.blockprocessors.deregister("reference")
    for name in ("html", "entity"):
        markdown.inlinePatterns.deregister(name)
    markdown.treeprocessors.deregister("prettify")
    for name in ("raw_html", "amp_substitute"):
        markdown.postprocessors.deregister(name)
    markdown.parser.blockprocessors.register(_NumberedList(markdown.parser), "olist", 40)
    DefListExtension().extendMarkdown(markdown)
    markdown.ESCAPED_CHARS.append("|")
    markdown.parser.blockprocessors.register(
        _WholeTable(markdown.parser, {"use_align_attribute": False}), "table", 75
    )
    markdown.inlinePatterns.register(_Link(LINK_RE, markdown), "link", 160)
    markdown.inlinePatterns.register(_Image(IMAGE_LINK_RE, markdown), "image_link", 150)
    markdown.inlinePatterns.register(_BareAddress(_ADDRESS, markdown), "address", 115)
    markdown.serializer = _serialise
    return markdown


def _serialise(root: Element) -> str:
    """Every `&` escaped: `finish` has decoded the entities."""
    return tostring(root, encoding="unicode", method="html")


class _NumberedList(OListProcessor):
    """People cite "point 3": a list keeps the number it begins with."""

    LAZY_OL = False


class _WholeTable(TableProcessor):
    """A table that drops no words and does not grow.

    python-markdown drops the cells a row has too many, and fills up the cells it has too few: forty columns and
    a thousand short rows make megabytes. Here surplus cells join the last one, and a row is at most doubled.
    """

    def _build_row(self, row: str, parent: Element, align: list[str | None]) -> None:
        line = SubElement(parent, "tr")
        tag = "th" if parent.tag == "thead" else "td"
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined] # the stubs leave it out
        last = len(align) - 1
        cells[last:] = ["|".join(cells[last:])] if len(cells) > last else []
        cells += [""] * min(len(align) - len(cells), len(cells))
        for cell, side in zip(cells, align, strict=False):
            element = SubElement(line, tag)
            element.text = cell.strip(" ")
            if side:
                element.set("style", f"text-align: {side};")


class _FootnoteMark(InlineProcessor):
    """`[^1]` as a link to the footnote; a mark that points at none is words."""

    def __init__(self, parser: Parser) -> None:
        super().__init__(MARK.pattern, parser.markdown)
        self.parser = parser

    def handleMatch(  # type: ignore[override] # noqa: N802 - the name and the shape are python-markdown's
        self, m: re.Match[str], data: str
    ) -> _Handled:
        mark = self.parser.definitions.marks.get(m.group(1))
        if mark is None:
            return None, None, None
        self.parser.met[m.group(1)] += 1
        prefix, occurrence = self.parser.definitions.prefix, mark.earlier + self.parser.met[m.group(1)]
        sup = Element("sup", {"id": f"{prefix}fnref-{mark.number}-{occurrence}"})
        link = SubElement(sup, "a", {"href": f"#{prefix}fn-{mark.number}", "role": "doc-noteref"})
        link.text = AtomicString(str(mark.number))
        return sup, m.start(0), m.end(0)


class _BareAddress(InlineProcessor):
    """A web address without any signs around it as a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override] # noqa: N802 - the name and the shape are python-markdown's
        self, m: re.Match[str], data: str
    ) -> _Handled:
        address = m.group(0).rstrip(_AFTER_ADDRESS)
        while address.endswith(")") and address.count("(") < address.count(")"):
            address = address[:-1].rstrip(_AFTER_ADDRESS)
        link = Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, m.start(0), m.start(0) + len(address)


class _Emphasis(DelimiterProcessor):
    """Stars and underscores that drop no words.

    python-markdown 3.11 gives `x*x**x*a` as x*x<strong>x</strong>, without the a. Where an element does not say
    what it replaces, its signs are taken as they were typed. Each such slip makes python-markdown read the whole
    passage again, so after a few the rest of the signs are taken as typed too.
    """

    slips = 0

    def handleMatch(  # type: ignore[override] # noqa: N802 - the name and the shape are python-markdown's
        self, m: re.Match[str], data: str
    ) -> _Handled:
        element, start, end = super().handleMatch(m, data)
        if not isinstance(element, Element) or start is None or end is None:
            return element, start, end
        if _bare("".join(element.itertext())) == _bare(data[start:end]):
            return element, start, end
        self.reset()
        self.slips += 1
        signs = _SIGNS.match(data, m.start(0))
        return None, m.start(0), signs.end() if signs and self.slips < _MOST_SLIPS else len(data)


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


class _Link(LinkInlineProcessor):
    """A link that ends where its bracket closes: python-markdown can take an end before the beginning."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - the name and the shape are python-markdown's
        self, m: re.Match[str], data: str
    ) -> _Handled:
        return _closed(super().handleMatch(m, data), data)


class _Image(ImageInlineProcessor):
    """An image, with the same care."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - the name and the shape are python-markdown's
        self, m: re.Match[str], data: str
    ) -> _Handled:
        return _closed(super().handleMatch(m, data), data)


def _closed(handled: _Handled, data: str) -> _Handled:
    _element, start, end = handled
    if start is None or end is None or (end > start and data[end - 1] == ")"):
        return handled
    return None, None, None


class _Limit(Treeprocessor):
    """Refuses to begin inline work that would take too long, whatever the guard let through."""

    def run(self, root: Element) -> None:
        passages = [
            text
            for element in root.iter()
            for text in (element.text, element.tail)
            if text and not isinstance(text, AtomicString)
        ]
        for sign in SIGNS:
            if effort(sign, passages).work > sign.most:
                raise TooMuchWork


class _Finish(Treeprocessor):
    def __init__(self, parser: Parser) -> None:
        super().__init__(parser.markdown)
        self.parser = parser

    def run(self, root: Element) -> None:
        finish(root, comment=self.parser.comment, abbreviations=self.parser.definitions.abbreviations)
