"""Papers made without a database: the text of a document, and notes on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from policyspace.drafting.rules.identity import NUMBERED
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.render import render_blocks, render_comment
from policyspace.reporting.exporting.paper import (
    Chapter,
    Fact,
    Group,
    Mark,
    Note,
    Paper,
    Passage,
    Saying,
    Words,
    in_outline,
)
from policyspace.reporting.exporting.reading import Footnote, read_text, read_words
from policyspace.reporting.exporting.tree import Blocks
from policyspace.reporting.exporting.writing.docx import write_docx
from policyspace.reporting.exporting.writing.html import write_html
from policyspace.reporting.exporting.writing.markdown import write_markdown
from policyspace.reporting.exporting.writing.pdf import write_pdf

BASE = "https://policy.example/spaces/homes/documents/1/revisions/3"
MOMENT = datetime(2026, 11, 25, 10, 15, tzinfo=UTC)
WORDS = Words(
    {
        "notes": "Notes",
        "note": "Note",
        "back": "Back to the mark of note",
        "unmarked": "Notes without a mark",
        "abbreviations": "Abbreviations",
        "paragraph": "Paragraph",
        "reply": "Reply",
        "answer": "Answer",
        "page": "Page {page} of {pages}",
        "missing": "Some signs are missing here.",
    }
)

EVERY_KIND = """## Who is affected

Around **600 families**, *some* with `code`, a [link](https://example.org/a?b=1&c=2), NHS care[^1] and ŵŷ Ŵŷn.
A second line \x20
after a break. #read("/etc/passwd") $x$ \\\\ <w:t> & "quotes".

- one
    - one inside

        more of it
    - two inside
- two

Between lists.

3. three
4. four

#### Too deep a heading

| What | How many | |
|---|--:|:-:|
| Families | 600 | a |
| Children[^2] | 900 |

> Somebody said this.
>
> > And somebody that.

Term
:   Its meaning

    and more of it

Other term
: Other meaning

```
code <b>
    indented
```

---

### عنوان الفقرة

فقرة من اليمين إلى اليسار.

Again[^1] the first note.

[^1]: A note with **words**.

    - and a list
[^2]: The second note.
[^x]: A note without a mark.

*[NHS]: National Health Service
"""


def paper(
    text: str = EVERY_KIND,
    *,
    title: str = "Families wait too long",
    comments: Sequence[str] = (),
    numbered: bool = True,
) -> Paper:
    """A paper about `text`. Each of `comments` stands on the first paragraph, the last of them on all of the text."""
    blocks = split_blocks(text)
    passages: list[Passage] = []
    footnotes: list[Footnote] = []
    number = 0
    for place, (block, html) in enumerate(zip(blocks, render_blocks(blocks), strict=True)):
        read = read_text(html, base=BASE)
        footnotes += read.footnotes
        number += block.kind in NUMBERED
        shown = number if block.kind in NUMBERED else None
        passages.append(Passage(f"id{place}", shown, block.source, read.blocks))
    chapters, marks = _chapters(comments)
    first = next((place for place, each in enumerate(passages) if each.number), 0)
    if passages:
        passages[first] = replace(passages[first], marks=marks)
    link = passages[first].id if passages and marks else None
    return Paper(
        title=title,
        language="en-GB",
        running="Revision 3",
        foot="Homes · 25 November 2026",
        facts=(Fact("Space", "Homes & more", "https://policy.example/spaces/homes"), Fact("Why", "a < b")),
        passages=in_outline(passages),
        footnotes=tuple(footnotes),
        chapters=tuple(replace(each, groups=_linked(each.groups, link)) for each in chapters),
        words=WORDS,
        numbered=numbered,
    )


def note(label: str, body: str, *, answered: bool = False, replies: Sequence[str] = ()) -> Note:
    """A comment by a resident."""
    said = Saying("Rosa <b>", "resident", "24 November 2026 at 9am", _read(body), "Experience")
    official = "Eastmere Council (local government) – own view"
    answers = tuple(Saying("Olive", official, "25 November 2026 at 9am", _read(each)) for each in replies)
    answer = (
        Saying("The team", official, "26 November 2026", _read("Adopted: see **paragraph 2**."))
        if answered
        else None
    )
    return Note(label, said, answers, answer)


def in_every_format(made: Paper) -> dict[str, bytes]:
    """The paper as Markdown, HTML, DOCX and PDF."""
    return {
        "markdown": write_markdown(made),
        "html": write_html(made),
        "docx": write_docx(made, MOMENT),
        "pdf": write_pdf(made, MOMENT),
    }


def _read(body: str) -> Blocks:
    return read_words(render_comment(body, prefix="c1-"), base=BASE)


def _chapters(comments: Sequence[str]) -> tuple[tuple[Chapter, ...], tuple[Mark, ...]]:
    if not comments:
        return (), ()
    notes = [note(f"C{place}", body, replies=["Thank you."]) for place, body in enumerate(comments, 1)]
    notes[0] = replace(notes[0], answer=note("C1", "", answered=True).answer)
    groups = [Group("On paragraph 1", tuple(notes), "")]
    last = notes[-1].label
    return (Chapter("Comments", f"{len(notes)} comments.", tuple(groups)),), (
        Mark("C1", last, f"Comments C1 to {last}"),
    )


def _linked(groups: tuple[Group, ...], link: str | None) -> tuple[Group, ...]:
    return tuple(replace(each, link=link) for each in groups)
