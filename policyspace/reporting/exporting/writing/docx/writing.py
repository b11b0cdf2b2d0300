"""Puts a Word file together."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from policyspace.reporting.exporting.paper import Chapter, Group, Note, Paper, Passage, Saying
from policyspace.reporting.exporting.reading import Footnote
from policyspace.reporting.exporting.tree import Heading, Paragraph, Run, without_no_signs
from policyspace.reporting.exporting.writing.docx.elements import add, add_field, add_text
from policyspace.reporting.exporting.writing.docx.footnotes import add_footnotes_part, counts_by_itself
from policyspace.reporting.exporting.writing.docx.numbering import Numbering
from policyspace.reporting.exporting.writing.docx.story import STEP, Links, Place, Story

NUMBER_WIDTH = 680
"""How far in the text stands beside its paragraph numbers, in twentieths of a point."""


def write_docx(paper: Paper, made_at: datetime) -> bytes:
    """The whole export."""
    file = BytesIO()
    _Writer(paper).document(made_at).save(file)
    return file.getvalue()


class _Writer:
    """Writes one paper."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.file: Document = docx.Document()
        _dress(self.file, paper)
        self.left = NUMBER_WIDTH if paper.numbered else 0
        self.numbering = Numbering(self.file.part.numbering_part.element)
        self.bookmarks = 0
        self.footnotes = {each.number: each for each in paper.footnotes}
        self.marked: set[int] = set()
        self.counting = counts_by_itself(paper.marked_footnotes)
        body = self.file.element.body
        self.end = body[-1]
        body.remove(self.end)
        self.story = Story(body, Links(self.file.part), self.numbering, self._mark)
        if paper.marked_footnotes:
            self.notes_part = add_footnotes_part(self.file)
            self.note_links = Links(self.notes_part)

    def document(self, made_at: datetime) -> Document:
        _tell(self.file, self.paper, made_at)
        self._head()
        for passage in self.paper.passages:
            self._passage(passage)
        self._back()
        for chapter in self.paper.chapters:
            self._chapter(chapter)
        self.file.element.body.append(self.end)
        return self.file

    def _head(self) -> None:
        self.story.paragraph((Run(self.paper.title),), Place(style="Title"))
        for fact in self.paper.facts:
            words = (Run(f"{fact.name}: ", bold=True), Run(fact.words, link=fact.link))
            self.story.paragraph(words, Place(style="Fact"))
        self.story.paragraph((), Place(style="Rule"))

    def _passage(self, passage: Passage) -> None:
        """The number stands before the first words of a paragraph, and on a line of its own above anything else."""
        place, blocks = Place(left=self.left), passage.blocks
        number = str(passage.number) if self.paper.numbered and passage.number else ""
        before = len(self.file.element.body)
        if number and blocks and isinstance(blocks[0], Paragraph):
            self.story.paragraph(blocks[0].runs, place, hanging=self.left, first=f"{number}\t")
            blocks = blocks[1:]
        elif number:
            self._number_beside(number)
        self.story.write(blocks, place)
        if len(self.file.element.body) > before:
            self._bookmark(self.file.element.body[before], f"b_{passage.id}")
        self._marks(passage)

    def _number_beside(self, number: str) -> None:
        """A frame in the margin, on the height of what comes next: a list or a table has no room for a number."""
        paragraph = self.story.paragraph((), Place(style="NumberLine"))
        frame = add(
            paragraph[0], "framePr", w=NUMBER_WIDTH, wrap="around", vAnchor="text", hAnchor="margin", y=1
        )
        frame.set(qn("w:x"), "0")
        self.story.styled(paragraph, "ParagraphNumber", number)

    def _marks(self, passage: Passage) -> None:
        """Behind the last words of a paragraph, or on a line of its own."""
        if not passage.marks:
            return
        last = passage.blocks[-1] if passage.blocks else None
        if isinstance(last, Paragraph):
            paragraph = self.file.element.body[-1]
        else:
            paragraph = self.story.paragraph((), Place(style="Marks"))
        for mark in passage.marks:
            add_text(add(paragraph, "r"), " [")
            self.story.anchor(paragraph, f"note_{mark.first}", mark.short)
            add_text(add(paragraph, "r"), "]")

    def _back(self) -> None:
        words = self.paper.words
        if self.paper.unmarked_footnotes:
            self._heading(words["unmarked"], 1)
            for footnote in self.paper.unmarked_footnotes:
                self._unmarked(footnote)
        if found := self.paper.abbreviations:
            self._heading(words["abbreviations"], 1)
            for name, meaning in found.items():
                self.story.paragraph((Run(name),), Place(style="Term"))
                self.story.paragraph((Run(meaning),), Place(left=STEP))

    def _unmarked(self, footnote: Footnote) -> None:
        blocks = footnote.blocks
        first = blocks[0].runs if blocks and isinstance(blocks[0], Paragraph) else ()
        place = Place(left=NUMBER_WIDTH)
        self.story.paragraph(first, place, hanging=NUMBER_WIDTH, first=f"{footnote.number}.\t")
        self.story.write(blocks[1:] if first else blocks, place)

    def _chapter(self, chapter: Chapter) -> None:
        self._heading(chapter.heading, 1)
        if chapter.lead:
            self.story.paragraph((Run(chapter.lead),), Place())
        for group in chapter.groups:
            self._group(group)

    def _group(self, group: Group) -> None:
        if group.link:
            paragraph = self.story.paragraph((), Place(style="Heading2"))
            self.story.anchor(paragraph, f"b_{group.link}", group.heading)
        else:
            self._heading(group.heading, 2)
        for note in group.notes:
            self._note(note)

    def _note(self, note: Note) -> None:
        paragraph = self._saying(note.saying, note.label, 0)
        self._bookmark(paragraph, f"note_{note.label}")
        for reply in note.replies:
            self._saying(reply, self.paper.words["reply"], STEP)
        if note.more:
            self.story.paragraph((Run(note.more),), Place(left=STEP))
        if note.answer:
            self._saying(note.answer, self.paper.words["answer"], STEP)

    def _saying(self, saying: Saying, first: str, left: int) -> Any:
        told = "".join(f" · {each}" for each in (saying.kind, saying.who, saying.hat, saying.when) if each)
        byline = self.story.paragraph((Run(first, bold=True), Run(told)), Place(left=left, style="Byline"))
        self.story.write(saying.blocks, Place(left=left + STEP))
        return byline

    def _heading(self, words: str, level: int) -> None:
        self.story.write([Heading(level, (Run(words),))], Place())

    def _mark(self, paragraph: Any, run: Run) -> None:
        """The first mark of a footnote is Word's own; later ones lead to it."""
        number = run.note or 0
        if number not in self.footnotes:
            add_text(add(paragraph, "r"), run.text)
        elif number in self.marked:
            again = add(paragraph, "hyperlink", anchor=f"fnref_{number}")
            self.story.styled(again, "FootnoteReference", str(number))
        else:
            self.marked.add(number)
            made = self.story.styled(paragraph, "FootnoteReference", "")
            self._refer(made, number)
            self._bookmark(paragraph, f"fnref_{number}", around=made)
            self._footnote(self.footnotes[number])

    def _refer(self, run: Any, number: int) -> None:
        if self.counting:
            add(run, "footnoteReference", id=number)
        else:
            add(run, "footnoteReference", customMarkFollows=1, id=number)
            add_text(run, str(number))

    def _footnote(self, footnote: Footnote) -> None:
        root = add(self.notes_part.element, "footnote", id=footnote.number)
        story = Story(root, self.note_links, self.numbering)
        first = story.paragraph((), Place(style="FootnoteText"))
        mark = story.styled(first, "FootnoteReference", "")
        if self.counting:
            add(mark, "footnoteRef")
        else:
            add_text(mark, str(footnote.number))
        add_text(add(first, "r"), " ")
        blocks = footnote.blocks
        if blocks and isinstance(blocks[0], Paragraph):
            story.words(first, blocks[0].runs)
            blocks = blocks[1:]
        story.write(blocks, Place(style="FootnoteText"))

    def _bookmark(self, paragraph: Any, name: str, around: Any = None) -> None:
        """A place that links can lead to: the beginning of a paragraph, or around one of its runs."""
        self.bookmarks += 1
        paragraph = next(paragraph.iter(qn("w:p")))
        start = add(paragraph, "bookmarkStart", id=self.bookmarks, name=name)
        end = add(paragraph, "bookmarkEnd", id=self.bookmarks)
        if around is not None:
            around.addprevious(start)
            around.addnext(end)
        else:
            paragraph[0].addnext(end)
            paragraph[0].addnext(start)


def _dress(document: Document, paper: Paper) -> None:
    """Our own styles in the place of the template's, A4, and the language of the paper."""
    ours = parse_xml(Path(__file__).with_name("styles.xml").read_bytes())
    styles = document.styles.element
    styles[:] = list(ours)
    language = styles.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), paper.language)
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), paper.language)
    [section] = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    top.style, bottom.style = document.styles["Header"], document.styles["Footer"]
    top.add_run(without_no_signs(f"{paper.title} · {paper.running}"))
    for words in re.split("({page}|{pages})", paper.words["page"]):
        if code := {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(words):
            add_field(bottom._p, code)  # noqa: SLF001 - the library has no fields of its own
        else:
            bottom.add_run(words)


def _tell(document: Document, paper: Paper, made_at: datetime) -> None:
    told = document.core_properties
    told.title, told.language, told.subject = without_no_signs(paper.title), paper.language, paper.running
    told.author, told.last_modified_by, told.comments = "policyspace", "policyspace", ""
    told.created = told.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
