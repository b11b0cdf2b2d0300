"""What an editor is opened on: the whole text of a document, or one section of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from policyspace.drafting.editing import note_saved, open_editor
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.schemas import NewRevision, NewSection
from policyspace.drafting.sectioning import OneSection, find_section, saved_at
from policyspace.drafting.services import Saved
from policyspace.foundation.i18n import _
from policyspace.spaces.queries import SpaceView
from policyspace.web.drafting.advising import advice_beside
from policyspace.web.drafting.blueprint import document_url
from policyspace.web.drafting.commented import comments_beside
from policyspace.web.drafting.live import live_beside
from policyspace.web.drafting.presence import Presence, asked_section
from policyspace.web.forms import Values
from policyspace.web.gate import actor
from policyspace.web.keeping import ASKED


@dataclass(frozen=True)
class PartToEdit:
    """The shape of the form, what it starts with, and the section it is about; None for the whole text."""

    shape: NewRevision
    start: Mapping[str, Any]
    section: OneSection | None


def part_to_edit(newest: Revision) -> PartToEdit | None:
    """What the address or the form asks for. None where it asks to begin with a section that the text has not got.

    What is sent, or was kept, for a section that is gone is still taken: its words are merged, or shown again.
    """
    asked = asked_section()
    start = {"base_number": newest.number, "title": newest.title, "section": asked}
    if not asked:
        return PartToEdit(NewRevision(), {**start, "text": newest.text}, None)
    section = find_section(newest, asked)
    if section is None and request.method == "GET" and ASKED not in request.args:
        return None
    section = section or OneSection(asked, "", "")
    return PartToEdit(NewSection(), {**start, "text": section.text}, section)


def editing_page(view: SpaceView, document: Document, newest: Revision, part: PartToEdit) -> dict[str, Any]:
    """What the page of the editor needs; drawing it notes that the editor is open."""
    section = part.section
    page = {
        "view": view,
        "document": document,
        "section": section,
        "presence": Presence.of(view, document, section.id if section else ""),
        "start": part.start,
        **advice_beside(document, newest, section.id if section else ""),
        **live_beside(view, document),
        "comments": comments_beside(view, document, newest, section.id if section else ""),
    }
    if section is None:
        open_editor(actor(), document)
    elif section.text:
        open_editor(actor(), document, section=section.id, title=section.title)
    return page


def no_such_section(view: SpaceView, document: Document) -> ResponseReturnValue:
    """An old link leads to a section that is gone: the whole text is opened, and the reason said."""
    flash(_("That section is not in the text any more. You are editing the whole text."), "notice")
    return redirect(document_url(view, document, "drafting.edit"), 303)


def editor_closed(document: Document, saved: Saved, section: str | None) -> None:
    """Note that what was open is closed (every editor of theirs, without `section`), and that own words are no news."""
    note_saved(actor(), document, saved.revision.number if saved.new else None, section=section)


def anchor_of(saved: Saved, typed: Values) -> str | None:
    """Where on the page of the document the section that was saved stands now."""
    section = typed.get("section")
    block = saved_at(saved.revision, section, typed["text"]) if section else None
    return f"b-{block}" if block else None
