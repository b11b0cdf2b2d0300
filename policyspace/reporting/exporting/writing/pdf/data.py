"""A paper as plain data, which is all that the layout of a PDF gets to see of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from policyspace.reporting.exporting.paper import Chapter, Note, Paper, Passage, Saying, Slips
from policyspace.reporting.exporting.reading import Footnote
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
    runs_in,
)

Plain = dict[str, Any]
LINE, ROW = 48, 72
"""Longer words may be parted, wherever they stand: a line of text holds 48 of the widest letters, a row of a
table 72 small ones."""
_ZERO_WIDTH_SPACE = "\u200b"
_MOST_IN_HEADER = 90


def data_of(paper: Paper) -> Plain:
    """The whole paper."""
    return _Telling(paper).paper_told()


def parted(text: str, most: int) -> str:
    """`text` with places to break every word longer than `most`."""
    long_word = re.compile(rf"\S{{{most + 1},}}")
    return long_word.sub(lambda found: _ZERO_WIDTH_SPACE.join(_pieces(found.group(), most // 2 or 1)), text)


def _pieces(word: str, size: int) -> list[str]:
    return [word[begin : begin + size] for begin in range(0, len(word), size)]


class _Telling:
    """Tells one paper. Footnotes are counted as they are met: only the first mark brings the words."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.footnotes = {each.number for each in paper.footnotes}
        self.met: set[int] = set()
        self.most = LINE
        self.tellers: dict[type[Block], Callable[[Any], Plain]] = {
            Heading: lambda block: {"kind": "heading", "level": block.level, **self._line(block.runs)},
            Paragraph: lambda block: {"kind": "paragraph", **self._line(block.runs)},
            Code: lambda block: {"kind": "code", "text": parted(block.text, LINE)},
            Rule: lambda _block: {"kind": "rule"},
            Quote: lambda block: {"kind": "quote", "blocks": self._blocks(block.blocks)},
            Listing: self._listing,
            Table: self._table,
            Terms: self._terms,
        }

    def paper_told(self) -> Plain:
        paper = self.paper
        language, _, region = paper.language.partition("-")
        short = (
            paper.title
            if len(paper.title) <= _MOST_IN_HEADER
            else f"{paper.title[: _MOST_IN_HEADER - 1].rstrip()}…"
        )
        return {
            "title": paper.title,
            "short-title": parted(short, LINE),
            "leftwards": reads_leftwards(paper.title),
            "lang": language,
            "region": region or None,
            "running": paper.running,
            "foot": paper.foot,
            "numbered": paper.numbered,
            "replaced": False,
            "words": {name: str(said) for name, said in paper.words.by_name.items()},
            "facts": [
                {"name": each.name, "words": parted(each.words, LINE), "link": each.link}
                for each in paper.facts
            ],
            "passages": [self._passage(each) for each in paper.passages],
            "footnotes": [self._footnote(each) for each in paper.footnotes],
            "unmarked": [self._footnote(each) for each in paper.unmarked_footnotes],
            "abbreviations": [
                {"name": name, "meaning": meaning} for name, meaning in paper.abbreviations.items()
            ],
            "chapters": [self._chapter(each) for each in paper.chapters],
            "slips": self._slips(paper.slips) if paper.slips else None,
        }

    def _slips(self, slips: Slips) -> Plain:
        words = {name: parted(said, LINE) for name, said in slips.words.items()}
        return {"codes": [*slips.codes], "words": words, "alone": slips.alone}

    def _passage(self, passage: Passage) -> Plain:
        return {
            "id": passage.id,
            "number": passage.number,
            "blocks": self._blocks(passage.blocks),
            "marks": [{"first": each.first, "short": each.short} for each in passage.marks],
        }

    def _footnote(self, footnote: Footnote) -> Plain:
        return {"number": footnote.number, "blocks": self._blocks(footnote.blocks)}

    def _chapter(self, chapter: Chapter) -> Plain:
        groups = [
            {"heading": each.heading, "link": each.link, "notes": [self._note(note) for note in each.notes]}
            for each in chapter.groups
        ]
        return {"heading": chapter.heading, "lead": chapter.lead, "groups": groups}

    def _note(self, note: Note) -> Plain:
        return {
            "label": note.label,
            "saying": self._saying(note.saying),
            "replies": [self._saying(each) for each in note.replies],
            "answer": self._saying(note.answer) if note.answer else None,
            "more": note.more,
        }

    def _saying(self, saying: Saying) -> Plain:
        told = "".join(f" · {each}" for each in (saying.kind, saying.who, saying.hat, saying.when) if each)
        return {"told": parted(told, LINE), "blocks": self._blocks(saying.blocks)}

    def _blocks(self, blocks: Blocks) -> list[Plain]:
        return [self.tellers[type(block)](block) for block in blocks]

    def _line(self, runs: Runs) -> Plain:
        return {"runs": self._runs(runs), "leftwards": reads_leftwards(plain(runs))}

    def _listing(self, block: Listing) -> Plain:
        return {
            "kind": "numbers" if block.ordered else "bullets",
            "start": block.start,
            "tight": all(len(item) <= 1 for item in block.items),
            "items": [self._blocks(item) for item in block.items],
        }

    def _table(self, block: Table) -> Plain:
        """`marked`: a footnote's mark stands in the header, which then cannot stand on each page."""
        columns = block.columns
        self.most = max(3, ROW // columns)
        told = {
            "kind": "table",
            "columns": columns,
            "marked": any(run.note for run in runs_in([Table(block.header, ())])),
            "header": self._row(block.header, columns),
            "rows": [self._row(row, columns) for row in block.rows],
        }
        self.most = LINE
        return told

    def _row(self, row: tuple[Cell, ...], columns: int) -> list[Plain]:
        whole = row + (Cell(()),) * (columns - len(row))
        return [{"side": cell.side, "runs": self._runs(cell.runs)} for cell in whole]

    def _terms(self, block: Terms) -> Plain:
        terms = [
            {"runs": self._runs(each.runs), "blocks": self._blocks(each.meaning)} for each in block.terms
        ]
        return {"kind": "terms", "terms": terms}

    def _runs(self, runs: Runs) -> list[Plain]:
        return [self._run(run) for run in runs]

    def _run(self, run: Run) -> Plain:
        told: Plain = {"text": parted(run.text, self.most)}
        looks = ("bold", "italic", "code", "raised", "struck", "added")
        told.update({name: True for name in looks if getattr(run, name)})
        if run.link:
            told["link"] = run.link
        if run.note in self.footnotes:
            told["note"] = run.note
            if run.note in self.met:
                told["again"] = True
            self.met.add(run.note or 0)
        return told
