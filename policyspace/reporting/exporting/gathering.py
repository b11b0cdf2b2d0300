"""Puts a paper together from what its reader may see: the head and the text."""

from __future__ import annotations

from datetime import datetime

from flask_babel import get_locale

from policyspace.charter.words import DocumentKind
from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import state_of
from policyspace.drafting.rules.identity import Block
from policyspace.foundation.dates import friendly_date, friendly_time
from policyspace.foundation.i18n import _, plural
from policyspace.reporting.exporting.addresses import Addresses
from policyspace.reporting.exporting.authors import authors_of
from policyspace.reporting.exporting.notes import Notes
from policyspace.reporting.exporting.paper import Fact, Mark, Paper, Passage, Words, in_outline
from policyspace.reporting.exporting.reading import Footnote, read_text
from policyspace.reporting.exporting.tree import Paragraph, Run
from policyspace.spaces.queries import SpaceView

REGIONS = {"en": "en-GB", "cy": "cy-GB"}


def paper_of(
    view: SpaceView,
    document: Document,
    revision: Revision,
    *,
    addresses: Addresses,
    numbered: bool,
    notes: Notes,
    moment: datetime,
) -> Paper:
    """The paper about `revision`, which the reader of `view` may read."""
    passages, footnotes = _text(revision, notes.marks, addresses)
    day = friendly_date(moment, view.space.time_zone)
    return Paper(
        title=revision.title,
        language=language_read(),
        running=_("Revision %(number)s", number=revision.number),
        foot=f"{view.space.title} · {day}",
        facts=_facts(view, document, revision, addresses, day),
        passages=passages,
        footnotes=footnotes,
        chapters=notes.chapters,
        words=words_of_writers(),
        numbered=numbered,
    )


def _text(
    revision: Revision, marks: dict[str, tuple[Mark, ...]], addresses: Addresses
) -> tuple[tuple[Passage, ...], tuple[Footnote, ...]]:
    passages: list[Passage] = []
    footnotes: list[Footnote] = []
    empty = False
    for kept, block in zip(revision.blocks, blocks_of(revision), strict=True):
        if kept.get("guidance"):
            if not empty:
                passages.append(_not_written(block))
            empty = True
            continue
        read = read_text(kept["html"], base=addresses.revision)
        footnotes += read.footnotes
        passages.append(Passage(block.id, block.number, block.source, read.blocks, marks.get(block.id, ())))
        empty = False
    return in_outline(passages), tuple(footnotes)


def _not_written(block: Block) -> Passage:
    """In the place of guidance, which is for those who write, and so in no file."""
    words = _("Not written yet")
    said = (Paragraph((Run(words, bold=True),)),)
    return Passage(block.id, block.number, f"**{words}**", said)


def _facts(
    view: SpaceView, document: Document, revision: Revision, addresses: Addresses, day: str
) -> tuple[Fact, ...]:
    kind = _("Problem") if document.kind == DocumentKind.PROBLEM else _("Proposal")
    saved = _(
        "%(number)s of %(count)s, saved by %(who)s, %(hat)s, on %(when)s",
        number=revision.number,
        count=document.revision_count,
        who=revision.author.display_name,
        hat=revision.capacity.text,
        when=friendly_time(revision.created_at, view.space.time_zone),
    )
    authors = _authors(document, revision)
    facts = [
        Fact(_("Space"), view.space.title, addresses.space),
        Fact(kind, f"{document.number} · {state_of(document).label}"),
        Fact(_("Revision"), saved),
        Fact(_("Why"), revision.why),
        Fact(_("Written by"), authors),
        Fact(_("Address"), addresses.revision, addresses.revision),
        Fact(_("Exported"), day),
    ]
    return tuple(fact for fact in facts if fact.words)


def _authors(document: Document, revision: Revision) -> str:
    """All who wrote, where that says more than who saved it."""
    authors, more = authors_of(document, until=revision.number)
    if len(authors) < 2:
        return ""
    named = [f"{name}, {hat}" for name, hat in authors]
    if more:
        named.append(plural("and %(num)s other", "and %(num)s others", more))
    return "; ".join(named)


def language_read() -> str:
    """The language of the reader, as files name it."""
    spoken = str(get_locale()).replace("_", "-")
    return REGIONS.get(spoken, spoken)


def words_of_writers() -> Words:
    """What writers say themselves, in the language of the reader."""
    return Words(
        {
            "notes": _("Notes"),
            "note": _("Note"),
            "back": _("Back to the mark of note"),
            "unmarked": _("Notes without a mark in the text"),
            "abbreviations": _("Abbreviations"),
            "paragraph": _("Paragraph"),
            "reply": _("Reply"),
            "answer": _("Answer"),
            "page": _("Page {page} of {pages}"),
            "missing": _(
                "This PDF has no letters or pictures for some signs of the text. □ or a name in square brackets "
                "stands for them. The other formats hold them."
            ),
        }
    )
