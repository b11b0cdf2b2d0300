"""A revision as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from policyspace.drafting.models import Document, Revision
from policyspace.foundation.clock import now
from policyspace.reporting.exporting.addresses import addresses_of
from policyspace.reporting.exporting.formats import Format
from policyspace.reporting.exporting.gathering import paper_of
from policyspace.reporting.exporting.naming import disposition
from policyspace.reporting.exporting.notes import Notes, notes_on
from policyspace.reporting.exporting.paper import Paper
from policyspace.reporting.exporting.turns import a_turn
from policyspace.reporting.exporting.writing.html import policy, write_html
from policyspace.reporting.exporting.writing.markdown import write_markdown
from policyspace.reporting.exporting.writing.pdf import write_pdf
from policyspace.spaces.queries import SpaceView


def _write_docx(paper: Paper, moment: datetime) -> bytes:
    from policyspace.reporting.exporting.writing.docx import write_docx

    return write_docx(paper, moment)


WRITERS: dict[Format, Callable[[Paper, datetime], bytes]] = {
    Format.PDF: write_pdf,
    Format.DOCX: _write_docx,
    Format.HTML: lambda paper, _moment: write_html(paper),
    Format.MARKDOWN: lambda paper, _moment: write_markdown(paper),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent: its bytes, and the headers that say what it is and that it is kept, not opened, here."""

    content: bytes
    headers: dict[str, str]


def export_revision(
    view: SpaceView, document: Document, revision: Revision, *, kind: Format, numbers: bool, comments: bool
) -> File:
    """`revision` of `document`, both read by way of `view`, as its reader may see them.

    Raises Busy where too many others wait, Invalid where the format cannot be made of it.
    """
    moment = now()
    addresses = addresses_of(view, document, revision)
    notes = Notes()
    if comments:
        notes = notes_on(view, document, revision, addresses=addresses, moment=moment)
    paper = paper_of(
        view,
        document,
        revision,
        addresses=addresses,
        numbered=numbers,
        notes=notes,
        moment=moment,
    )
    with a_turn():
        content = WRITERS[kind](paper, moment)
    return File(content, _headers(kind, revision))


def _headers(kind: Format, revision: Revision) -> dict[str, str]:
    textual = kind in {Format.HTML, Format.MARKDOWN}
    headers = {
        "Content-Type": f"{kind.mimetype}; charset=utf-8" if textual else kind.mimetype,
        "Content-Disposition": disposition(revision.title, revision.number, kind.ending),
    }
    if kind is Format.HTML:
        headers["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'none'; sandbox"
    return headers
