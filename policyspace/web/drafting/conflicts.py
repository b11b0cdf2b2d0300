"""When two people changed the same words: a page with both, on which one of them decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from policyspace.drafting import queries
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.schemas import Settling, UsingAgain, settlement
from policyspace.drafting.services import EditConflict
from policyspace.drafting.settling import Meeting, meet, settle, shown
from policyspace.spaces.queries import SpaceView
from policyspace.web.drafting.blueprint import document_url
from policyspace.web.drafting.editing import editing_page, no_such_section, part_to_edit
from policyspace.web.drafting.previewing import previewed
from policyspace.web.forms import Form, Values, answer_form, fresh_form, typed
from policyspace.web.keeping import filled_page, keep_sent

Save = Callable[[Values], ResponseReturnValue]


def answer_edit(view: SpaceView, document: Document, save: Save) -> ResponseReturnValue:
    """Answer the editor's form; a conflict gets its own page, from which nothing typed is missing."""
    newest = queries.get_revision(document, document.revision_count)
    part = part_to_edit(newest)
    if part is None:
        return no_such_section(view, document)
    page = partial(editing_page, view, document, newest, part)
    look = partial(previewed, view, document=document)
    try:
        return answer_form(part.shape, "drafting/edit.html", save, start=part.start, page=page, preview=look)
    except EditConflict as conflict:
        return _conflict_page(view, document, conflict)


def answer_using_again(view: SpaceView, document: Document, old: Revision, save: Save) -> ResponseReturnValue:
    """Answer the question whether an older text becomes the newest; what was saved meanwhile may stand against it."""
    page = {"view": view, "document": document, "revision": old}
    start = {"base_number": document.revision_count}
    try:
        return answer_form(UsingAgain(), "drafting/use_again.html", save, start=start, page=lambda: page)
    except EditConflict as conflict:
        return _conflict_page(view, document, conflict)


def answer_settlement(view: SpaceView, document: Document, save: Save) -> ResponseReturnValue:
    """Answer the choices made on the page of a conflict; another save meanwhile brings the page again.

    Asked for by its address alone, there is nothing to settle but what was kept of such a page.
    """
    if request.method == "GET":
        return _settle_later(view, document)
    sent = Settling().read(typed(Settling()))
    words = {name: sent[name] for name in ("base_number", "against_number", "title", "text")}
    meeting = meet(document, **words)
    numbers = [each.number for each in meeting.merge.conflicts]

    def act(chosen: Values) -> ResponseReturnValue:
        title, text = settle(meeting, chosen)
        return save(
            {
                "base_number": sent["against_number"],
                "drew_on": sent["base_number"],
                "title": title,
                "text": text,
                "why": sent["why"],
                "idempotency_key": chosen["idempotency_key"],
            }
        )

    try:
        return answer_form(
            settlement(numbers, title_open=meeting.title is None),
            "drafting/conflict.html",
            act,
            page=lambda: {"view": view, "document": document, "meeting": meeting, "shown": shown},
        )
    except EditConflict as conflict:
        return _conflict_page(view, document, conflict)


def _settle_later(view: SpaceView, document: Document) -> ResponseReturnValue:
    form = fresh_form()
    met = [str(form.values.get(name, "")) for name in ("base_number", "against_number")]
    if not all(said.isdecimal() and 0 < int(said) <= document.revision_count for said in met):
        return redirect(document_url(view, document, "drafting.edit"), 303)
    base, against = (int(said) for said in met)
    title, text = (str(form.values.get(name, "")) for name in ("title", "text"))
    meeting = meet(document, base_number=base, against_number=against, title=title, text=text)
    return _page(view, document, meeting, form)


def _conflict_page(view: SpaceView, document: Document, conflict: EditConflict) -> ResponseReturnValue:
    """Lead to the page with both versions; show it here where what it holds cannot be kept."""
    meeting = conflict.meeting
    values = _first_values(meeting)
    address = filled_page(document_url(view, document, "drafting.settle"), _carried(meeting) | values)
    if address:
        return redirect(address, 303)
    keep_sent()
    return _page(view, document, meeting, Form(values=values)), conflict.status


def _carried(meeting: Meeting) -> dict[str, str]:
    """What the page carries to tell again how the versions met."""
    numbers = {"base_number": str(meeting.base_number), "against_number": str(meeting.theirs.number)}
    return {**numbers, "title": meeting.my_title, "text": meeting.my_text}


def _page(view: SpaceView, document: Document, meeting: Meeting, form: Form) -> str:
    return render_template(
        "drafting/conflict.html", view=view, document=document, meeting=meeting, shown=shown, form=form
    )


def _first_values(meeting: Meeting) -> dict[str, str]:
    """What the page starts with: nothing is chosen; a third version starts from one's own."""
    own = {f"own_{each.number}": each.mine for each in meeting.merge.conflicts}
    return {
        "settled_title": meeting.my_title,
        "why": request.form.get("why", ""),
        "idempotency_key": request.form.get("idempotency_key", ""),
        **own,
    }
