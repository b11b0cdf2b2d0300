"""An export as Markdown: the text as it was written, a head above it and the notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyspace.reporting.exporting.paper import Chapter, Note, Paper, Passage, Saying
from policyspace.reporting.exporting.tree import Paragraph, Quote
from policyspace.reporting.exporting.writing.marking import as_markdown, escaped

_BEGINS_DEFINITION = re.compile(r"\A\s*\*?\[[^\[\]]*\]:\s*\Z")


def write_markdown(paper: Paper) -> bytes:
    """The whole export. Comments are written anew from their trees: their definitions must not reach the text."""
    parts = [f"# {escaped(paper.title)}", *_head(paper), *_text(paper)]
    for chapter in paper.chapters:
        parts += _chapter(chapter, paper)
    return ("\n\n".join(parts) + "\n").encode()


def _head(paper: Paper) -> Iterator[str]:
    lines = []
    for fact in paper.facts:
        words = escaped(fact.words)
        if fact.link:
            words = f"<{fact.link}>" if fact.words == fact.link else f"[{words}]({fact.link})"
        lines.append(f"- **{escaped(fact.name)}:** {words}")
    yield "\n".join(lines)
    yield "* * *"


def _text(paper: Paper) -> Iterator[str]:
    for passage in paper.passages:
        yield _passage(passage, numbered=paper.numbered)


def _passage(passage: Passage, *, numbered: bool) -> str:
    """A paragraph has its number and its marks in its own line; other blocks have theirs above and below.

    So has a line of signs alone: with words behind it, "-" would begin a list, and "[a]:" would define something.
    """
    source = passage.source.strip("\n")
    last = source.rpartition("\n")[2]
    number = f"\\[{passage.number}\\]" if numbered and passage.number else ""
    marks = " ".join(f"\\[{mark.short}\\]" for mark in passage.marks)
    in_words = re.search(r"\w", last) is not None and not _BEGINS_DEFINITION.search(last)
    if in_words and len(passage.blocks) == 1 and isinstance(passage.blocks[0], Paragraph):
        lines = source.lstrip(" ") if number else source
        return " ".join(filter(None, (number, lines, marks)))
    return "\n\n".join(filter(None, (number, source, marks)))


def _chapter(chapter: Chapter, paper: Paper) -> Iterator[str]:
    yield f"## {escaped(chapter.heading)}"
    if chapter.lead:
        yield escaped(chapter.lead)
    for group in chapter.groups:
        yield f"### {escaped(group.heading)}"
        for note in group.notes:
            yield from _note(note, paper)


def _note(note: Note, paper: Paper) -> Iterator[str]:
    yield f"**{escaped(note.label)}** · {_byline(note.saying)}"
    yield as_markdown([Quote(note.saying.blocks)])
    for reply in note.replies:
        yield f"{escaped(paper.words['reply'])} · {_byline(reply)}"
        yield as_markdown([Quote((Quote(reply.blocks),))])
    if note.more:
        yield escaped(note.more)
    if note.answer:
        yield f"**{escaped(paper.words['answer'])}** · {_byline(note.answer)}"
        yield as_markdown([Quote(note.answer.blocks)])


def _byline(saying: Saying) -> str:
    said = (saying.kind, saying.who, saying.hat, saying.when)
    return escaped(" · ".join(filter(None, said)))
