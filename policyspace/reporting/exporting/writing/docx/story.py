"""A run of paragraphs and tables in a Word file: the text itself, or what stands in one footnote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn

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
    Terms,
    plain,
    reads_leftwards,
)
from policyspace.reporting.exporting.writing.docx.elements import add, add_text
from policyspace.reporting.exporting.writing.docx.numbering import DEEPEST, Numbering

STEP = 400
"""How far each list, quote or meaning stands in, in twentieths of a point."""
WIDTH = 9_070
"""How wide the text is: A4 less its margins."""
LEAST_COLUMN, MOST_COLUMN = 10, 45
"""Letters for which a column gets room, however little or much it holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: how far in, in which style, on which level of a list (-1: none)."""

    left: int = 0
    style: str = "Normal"
    level: int = -1

    def deeper(self, style: str | None = None) -> Place:
        return replace(self, left=self.left + STEP, style=style or self.style)


class Links:
    """The addresses that one part of the file leads to, each told once."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.known: dict[str, str] = {}

    def id_of(self, address: str) -> str:
        """The relationship under which a hyperlink names `address`."""
        if address not in self.known:
            name = f"rLink{len(self.known) + 1}"
            self.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
            self.known[address] = name
        return self.known[address]


class Story:
    """Writes blocks below `root`. `mark` puts a footnote's mark into a paragraph; else marks are raised words."""

    def __init__(
        self, root: Any, links: Links, numbering: Numbering, mark: Callable[[Any, Run], None] | None = None
    ) -> None:
        self.root, self.links, self.numbering, self.mark = root, links, numbering, mark
        self.writers: dict[type[Block], Callable[[Any, Place], object]] = {
            Heading: self._heading,
            Paragraph: lambda block, place: self.paragraph(block.runs, place),
            Code: self._code,
            Rule: lambda _block, place: self.paragraph((), replace(place, style="Rule")),
            Quote: lambda block, place: self.write(block.blocks, place.deeper("Quote")),
            Listing: self._listing,
            Table: self._table,
            Terms: self._terms,
        }

    def write(self, blocks: Iterable[Block], place: Place) -> None:
        """The blocks, each where `place` says."""
        for block in blocks:
            self.writers[type(block)](block, place)

    def _heading(self, block: Heading, _place: Place) -> None:
        self.paragraph(block.runs, Place(style=f"Heading{block.level}"))

    def _code(self, block: Code, place: Place) -> None:
        self.paragraph((Run(block.text),), replace(place, style="Code"))

    def paragraph(
        self,
        runs: Runs,
        place: Place,
        *,
        number: tuple[int, int] | None = None,
        hanging: int = 0,
        first: str = "",
    ) -> Any:
        """A new paragraph. `number`: the list and the level it is an item of. `hanging`: its first line begins
        so far to the left, with the words `first`, a number."""
        paragraph = add(self.root, "p")
        told = add(paragraph, "pPr")
        if place.style != "Normal":
            add(told, "pStyle", val=place.style)
        if number is not None:
            numbered = add(told, "numPr")
            add(numbered, "ilvl", val=number[1])
            add(numbered, "numId", val=number[0])
        if reads_leftwards(plain(runs)):
            add(told, "bidi")
        if place.left or hanging:
            add(told, "ind", left=place.left, hanging=hanging)
        if first:
            self.styled(paragraph, "ParagraphNumber", first)
        self.words(paragraph, runs)
        return paragraph

    def styled(self, parent: Any, style: str, words: str) -> Any:
        """A run in a style of its own."""
        run = add(parent, "r")
        add(add(run, "rPr"), "rStyle", val=style)
        if words:
            add_text(run, words)
        return run

    def words(self, paragraph: Any, runs: Runs) -> None:
        """Runs, those that share an address as one link."""
        for link, together in groupby(runs, key=lambda run: run.link):
            parent = paragraph
            if link:
                parent = add(paragraph, "hyperlink")
                parent.set(qn("r:id"), self.links.id_of(link))
            for run in together:
                if run.note is not None and self.mark:
                    self.mark(paragraph, run)
                else:
                    self._run(parent, run)

    def anchor(self, paragraph: Any, name: str, text: str) -> None:
        """A link to the bookmark `name` in this file."""
        self._run(add(paragraph, "hyperlink", anchor=name), Run(text, link=name))

    def _run(self, parent: Any, run: Run) -> None:
        made = add(parent, "r")
        told = add(made, "rPr")
        if run.link or run.code:
            add(told, "rStyle", val="Hyperlink" if run.link else "CodeWords")
        for tag, wanted in (("b", run.bold), ("i", run.italic)):
            if wanted:
                add(told, tag)
                add(told, f"{tag}Cs")
        if run.struck:
            add(told, "strike")
        if run.added:
            add(told, "u", val="single")
        if run.raised:
            add(told, "vertAlign", val="superscript")
        if reads_leftwards(run.text):
            add(told, "rtl")
        add_text(made, run.text)

    def _listing(self, block: Listing, place: Place) -> None:
        level = min(place.level + 1, DEEPEST)
        list_id = self.numbering.bullets
        if block.ordered:
            list_id = self.numbering.new_list(level=level, start=block.start)
        style = "ListNumber" if block.ordered else "ListBullet"
        inside = replace(place.deeper(style), level=level)
        for item in block.items:
            first, rest = _first_words(item)
            self.paragraph(first, inside, number=(list_id, level), hanging=STEP)
            self.write(rest, replace(inside, style="ListContinue"))

    def _table(self, block: Table, place: Place) -> None:
        table = add(self.root, "tbl")
        told = add(table, "tblPr")
        add(told, "tblStyle", val="PolicyTable")
        add(told, "tblW", w=WIDTH - place.left, type="dxa")
        add(told, "tblInd", w=place.left, type="dxa")
        add(
            told,
            "tblLook",
            val="0420",
            firstRow=1,
            lastRow=0,
            firstColumn=0,
            lastColumn=0,
            noHBand=0,
            noVBand=1,
        )
        names = ", ".join(filter(None, (plain(cell.runs) for cell in block.header)))[:200]
        if names:
            add(told, "tblCaption", val=names)
        widths = column_widths(block, WIDTH - place.left)
        grid = add(table, "tblGrid")
        for width in widths:
            add(grid, "gridCol", w=width)
        for number, row in enumerate((block.header, *block.rows)):
            self._row(table, row, widths, is_header=number == 0)
        add(add(add(self.root, "p"), "pPr"), "pStyle", val="AfterTable")

    def _row(self, table: Any, row: tuple[Cell, ...], widths: list[int], *, is_header: bool) -> None:
        made = add(table, "tr")
        told = add(made, "trPr")
        add(told, "cantSplit")
        if is_header:
            add(told, "tblHeader")
        for cell, width in zip(row + (Cell(()),) * (len(widths) - len(row)), widths, strict=True):
            inside = add(made, "tc")
            add(add(inside, "tcPr"), "tcW", w=width, type="dxa")
            paragraph = Story(inside, self.links, self.numbering, self.mark).paragraph(
                cell.runs, Place(style="TableText")
            )
            if cell.side != "left":
                add(paragraph[0], "jc", val={"right": "right", "centre": "center"}[cell.side])

    def _terms(self, block: Terms, place: Place) -> None:
        for term in block.terms:
            self.paragraph(term.runs, replace(place, style="Term"))
            self.write(term.meaning, place.deeper())


def column_widths(block: Table, whole: int) -> list[int]:
    """The width shared out by how much each column has to say; none gets very little, none nearly all."""
    rows = (block.header, *block.rows)
    longest = [
        max((len(plain(row[column].runs)) for row in rows if column < len(row)), default=0)
        for column in range(block.columns)
    ]
    wanted = [min(max(length, LEAST_COLUMN), MOST_COLUMN) for length in longest]
    return [whole * each // sum(wanted) for each in wanted]


def _first_words(item: Blocks) -> tuple[Runs, Blocks]:
    """What stands beside the sign of a list, and what stands below it."""
    if item and isinstance(item[0], Paragraph):
        return item[0].runs, item[1:]
    return (), item
