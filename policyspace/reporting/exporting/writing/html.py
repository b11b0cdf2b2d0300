"""An export as one HTML file that needs nothing else: no script, nothing fetched, its own small style sheet."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from policyspace.reporting.exporting.paper import Chapter, Group, Mark, Note, Paper, Passage, Saying
from policyspace.reporting.exporting.reading import Footnote
from policyspace.reporting.exporting.tree import (
    Block,
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
)

_ALIGNED = {"left": "", "right": ' class="right"', "centre": ' class="centre"'}


def write_html(paper: Paper) -> bytes:
    """The whole export."""
    return _Page(paper).page().encode()


@cache
def style() -> str:
    """The style sheet that stands in the file."""
    return Path(__file__).with_name("html.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """What the file may do, wherever it is opened: show its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


class _Page:
    """Writes one paper. Ids of footnotes and notes are our own; nobody's words become one."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.marks: dict[int, int] = {}
        self.footnotes = {each.number for each in paper.footnotes}
        self.writers: dict[type[Block], Callable[[Any], str]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Code: lambda block: f'<pre dir="auto"><code>{escape(block.text)}</code></pre>',
            Rule: lambda _block: "<hr>",
            Quote: self._quote,
            Listing: self._listing,
            Table: self._table,
            Terms: self._terms,
        }

    def page(self) -> str:
        paper, title = self.paper, escape(self.paper.title)
        text = "\n".join(map(self._passage, paper.passages))
        parts = [
            f'<!DOCTYPE html>\n<html lang="{escape(paper.language)}">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy())}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{style()}</style>\n</head>\n<body>",
            f'<header>\n<h1 dir="auto">{title}</h1>\n{self._facts()}\n</header>\n<main>',
            f'<div class="text{" numbered" if paper.numbered else ""}">\n{text}\n</div>',
            *self._footnotes(),
            *self._abbreviations(),
            *(self._chapter(number, each) for number, each in enumerate(paper.chapters, 1)),
            "</main>\n</body>\n</html>\n",
        ]
        return "\n".join(parts)

    def _facts(self) -> str:
        lines = []
        for fact in self.paper.facts:
            words = f"<bdi>{escape(fact.words)}</bdi>"
            if fact.link:
                words = f'<a href="{escape(fact.link)}">{words}</a>'
            lines.append(f"<div><dt>{escape(fact.name)}</dt><dd>{words}</dd></div>")
        return f"<dl>\n{chr(10).join(lines)}\n</dl>"

    def _passage(self, passage: Passage) -> str:
        number = ""
        if self.paper.numbered and passage.number:
            said = escape(self.paper.words["paragraph"])
            number = f'<span class="number"><span class="aside">{said} </span>{passage.number}</span>'
        marks = " ".join(map(self._mark, passage.marks))
        if marks:
            marks = f'<p class="marks">{marks}</p>'
        inside = self._blocks(passage.blocks)
        return f'<div class="passage" id="b-{escape(passage.id)}">{number}<div>{inside}{marks}</div></div>'

    def _mark(self, mark: Mark) -> str:
        said = escape(mark.words)
        return f'<a href="#{escape(mark.first)}" aria-label="{said}" title="{said}">{escape(mark.short)}</a>'

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(self.writers[type(block)](block) for block in blocks)

    def _heading(self, block: Heading) -> str:
        level = block.level + 1
        return f'<h{level} dir="auto">{self._line(block.runs)}</h{level}>'

    def _paragraph(self, block: Paragraph) -> str:
        return f'<p dir="auto">{self._line(block.runs)}</p>'

    def _quote(self, block: Quote) -> str:
        return f"<blockquote>{self._blocks(block.blocks)}</blockquote>"

    def _item(self, blocks: tuple[Block, ...]) -> str:
        """A single paragraph stands in its item without one of its own."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._line(blocks[0].runs)
        return self._blocks(blocks)

    def _listing(self, block: Listing) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(f'<li dir="auto">{self._item(item)}</li>' for item in block.items)
        return f"<{tag}{start}>{items}</{tag}>"

    def _table(self, block: Table) -> str:
        names = ", ".join(filter(None, (plain(cell.runs) for cell in block.header)))[:100]
        named = f' aria-label="{escape(names)}"' if names else ""
        header = "".join(map(self._header, block.header))
        rows = "".join(f"<tr>{''.join(map(self._cell, row))}</tr>" for row in block.rows)
        body = f"<tbody>{rows}</tbody>" if rows else ""
        table = f"<table><thead><tr>{header}</tr></thead>{body}</table>"
        return f'<div class="table" role="group" tabindex="0"{named}>{table}</div>'

    def _header(self, cell: Cell) -> str:
        if not cell.runs:
            return "<td></td>"
        return f'<th scope="col" dir="auto"{_ALIGNED[cell.side]}>{self._line(cell.runs)}</th>'

    def _cell(self, cell: Cell) -> str:
        return f'<td dir="auto"{_ALIGNED[cell.side]}>{self._line(cell.runs)}</td>'

    def _terms(self, block: Terms) -> str:
        parts = []
        for term in block.terms:
            parts.append(f'<dt dir="auto">{self._line(term.runs)}</dt>')
            if term.meaning:
                parts.append(f'<dd dir="auto">{self._item(term.meaning)}</dd>')
        return f"<dl>{''.join(parts)}</dl>"

    def _line(self, runs: Runs) -> str:
        """Runs that share an address are one link."""
        said = []
        for link, together in groupby(runs, key=lambda run: run.link):
            words = "".join(map(self._run, together))
            said.append(f'<a href="{escape(link)}">{words}</a>' if link else words)
        return "".join(said)

    def _run(self, run: Run) -> str:
        if run.note in self.footnotes:
            return self._footnote_mark(run)
        said = escape(run.text).replace("\n", "<br>")
        if run.stands_for:
            said = f'<abbr title="{escape(run.stands_for)}">{said}</abbr>'
        looks = {
            "code": run.code,
            "em": run.italic,
            "strong": run.bold,
            "sup": run.raised,
            "del": run.struck,
            "ins": run.added,
        }
        for tag in (tag for tag, wanted in looks.items() if wanted):
            said = f"<{tag}>{said}</{tag}>"
        return said

    def _footnote_mark(self, run: Run) -> str:
        number = run.note or 0
        mark = self.marks[number] = self.marks.get(number, 0) + 1
        said = f"{escape(self.paper.words['note'])} {number}"
        link = f'<a href="#fn-{number}" role="doc-noteref" aria-label="{said}">{number}</a>'
        return f'<sup id="fnref-{number}-{mark}">{link}</sup>'

    def _footnotes(self) -> Iterator[str]:
        if self.paper.footnotes:
            items = "".join(map(self._footnote, self.paper.footnotes))
            heading = escape(self.paper.words["notes"])
            yield f'<section class="notes" role="doc-endnotes"><h2>{heading}</h2>\n<ol>{items}</ol></section>'

    def _footnote(self, footnote: Footnote) -> str:
        number = footnote.number
        back = escape(self.paper.words["back"])
        links = " ".join(
            f'<a href="#fnref-{number}-{mark}" role="doc-backlink" aria-label="{back} {number}">↩</a>'
            for mark in range(1, self.marks.get(number, 0) + 1)
        )
        words = self._blocks(footnote.blocks)
        inside = f"{words.removesuffix('</p>')} {links}</p>" if words.endswith("</p>") else f"{words}{links}"
        return f'<li id="fn-{number}" value="{number}">{inside}</li>'

    def _abbreviations(self) -> Iterator[str]:
        if found := self.paper.abbreviations:
            terms = "".join(
                f"<dt>{escape(name)}</dt><dd>{escape(meaning)}</dd>" for name, meaning in found.items()
            )
            yield f"<section><h2>{escape(self.paper.words['abbreviations'])}</h2>\n<dl>{terms}</dl></section>"

    def _chapter(self, number: int, chapter: Chapter) -> str:
        groups = "\n".join(map(self._group, chapter.groups))
        lead = f"<p>{escape(chapter.lead)}</p>" if chapter.lead else ""
        heading = f'<h2 id="chapter-{number}">{escape(chapter.heading)}</h2>'
        return f'<section aria-labelledby="chapter-{number}">{heading}{lead}\n{groups}</section>'

    def _group(self, group: Group) -> str:
        heading = escape(group.heading)
        if group.link:
            heading = f'<a href="#b-{escape(group.link)}">{heading}</a>'
        return f"<h3>{heading}</h3>\n{''.join(map(self._note, group.notes))}"

    def _note(self, note: Note) -> str:
        label = escape(note.label)
        replies = "".join(
            f'<div class="reply">{self._saying(each, self.paper.words["reply"])}</div>'
            for each in note.replies
        )
        more = f"<p>{escape(note.more)}</p>" if note.more else ""
        answer = ""
        if note.answer:
            answer = f'<div class="answer">{self._saying(note.answer, self.paper.words["answer"])}</div>'
        said = self._saying(note.saying, note.label, strong=True)
        return f'<article class="note" id="{label}" aria-label="{label}">{said}{replies}{more}{answer}</article>\n'

    def _saying(self, saying: Saying, first: str, *, strong: bool = False) -> str:
        told = [escape(first), *(f"<bdi>{escape(each)}</bdi>" for each in _told(saying))]
        if strong:
            told[0] = f"<strong>{told[0]}</strong>"
        return f'<p class="who">{" · ".join(told)}</p>{self._blocks(saying.blocks)}'


def _told(saying: Saying) -> Iterator[str]:
    yield from filter(None, (saying.kind, saying.who, saying.hat, saying.when))
