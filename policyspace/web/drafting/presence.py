"""Who else is editing a document, and what is new in it to whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.drafting import queries
from policyspace.drafting.editing import Editor, editors_of, note_still_editing, open_editors, stop_editing
from policyspace.drafting.looking import last_look, look_since
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.sectioning import START, editable_sections
from policyspace.foundation.access import signed_in
from policyspace.foundation.dates import friendly_clock
from policyspace.foundation.i18n import _
from policyspace.foundation.text.clean import clean_line
from policyspace.foundation.together import read_together
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.part import comments_path
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.drafting.live import may_watch
from policyspace.web.gate import actor
from policyspace.web.keeping import have_read, words_kept_at

ISOLATED = "\u2068%s\u2069"
"""Around words of people inside a plain sentence, so that a name written from right to left disturbs nothing."""


@dataclass(frozen=True)
class Presence:
    """What the page of an editor shows of others, and where it tells that it is still open, or closed."""

    here: list[str]
    section: str
    still_url: str
    left_url: str
    cancel_url: str

    @classmethod
    def of(cls, view: SpaceView, document: Document, section: str) -> Presence:
        asked = {"section": section} if section else {}
        return cls(
            here=others_editing(view, document),
            section=section,
            still_url=document_url(view, document, "drafting.still_editing"),
            left_url=document_url(view, document, "drafting.left_editing"),
            cancel_url=document_url(view, document, "drafting.cancel", **asked),
        )


def beside_text(view: SpaceView, document: Document, newest: Revision, *, writes: bool) -> dict[str, Any]:
    """What the page of a document shows besides its text, most of it to this reader alone.

    Ask it last: it may write, which ends the reading.
    """
    if view.reader is None:
        return {"others_editing": [], "editable": {}, "look": None, "watch": False}
    form = comments_path(view.space.slug, document.number)
    others, last, kept = read_together(
        open_editors(document, besides=view.reader),
        last_look(view.reader, document),
        words_kept_at(form),
    )
    have_read(form, kept)
    return {
        "others_editing": [_sentence(each, view.space.time_zone) for each in others] if writes else [],
        "editable": editable_sections(newest) if writes else {},
        "look": look_since(last, view.reader, document),
        "watch": bool(others) and may_watch(view, writes=writes),
    }


def others_editing(view: SpaceView, document: Document) -> list[str]:
    """A sentence for each editor that somebody else has open."""
    zone = view.space.time_zone
    return [_sentence(each, zone) for each in editors_of(document, besides=actor())]


def _sentence(editor: Editor, zone: str) -> str:
    words = {
        "who": ISOLATED % editor.name,
        "hat": ISOLATED % editor.capacity.short_text,
        "section": ISOLATED % editor.section_title,
        "time": friendly_clock(editor.since, zone),
    }
    if not editor.section:
        return _("%(who)s (%(hat)s) is editing the whole text, since %(time)s", **words)
    if editor.section == START:
        return _("%(who)s (%(hat)s) is editing the words before the first heading, since %(time)s", **words)
    return _("%(who)s (%(hat)s) is editing “%(section)s”, since %(time)s", **words)


@bp.post("/<int:number>/editing")
@signed_in
def still_editing(slug: str, number: int) -> ResponseReturnValue:
    """An editor says that it is still open; it is told who else is writing."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    view.require(Action.SAVE_REVISION, document_state=queries.state_of(document))
    note_still_editing(actor(), document, section=asked_section())
    return {"here": others_editing(view, document)}


@bp.post("/<int:number>/editing/left")
@signed_in
def left_editing(slug: str, number: int) -> ResponseReturnValue:
    """The page of an editor was left."""
    document = queries.get_document(get_space(slug, actor()), number)
    stop_editing(actor(), document, section=asked_section())
    return "", 204


@bp.get("/<int:number>/edit/cancel")
@signed_in
def cancel(slug: str, number: int) -> ResponseReturnValue:
    """Close the editor without saving."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    stop_editing(actor(), document, section=asked_section())
    return redirect(document_url(view, document), 303)


def asked_section() -> str:
    """The id of the section that a form or an address names, cut to what may be one."""
    return clean_line(request.form.get("section", request.args.get("section", "")))[:16]
