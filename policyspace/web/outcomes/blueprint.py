"""The blueprint all pages of the shared outcome belong to, and what several of them do."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.outcomes.models import Record
from policyspace.outcomes.queries import get_proposal, get_proposal_whole
from policyspace.outcomes.services import RecordClosed
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web import gate

bp = Blueprint("outcomes", __name__, url_prefix="/spaces/<slug>/documents/<int:number>/outcome")
STAGE = f"<any({', '.join(stage.value for stage in Stage)}):stage>"
ENTRY = "/entries/<int:entry_id>"
BOTH = ["GET", "POST"]


def enter(slug: str) -> SpaceView:
    """The space at `slug` as the reader may see it."""
    return get_space(slug, gate.reader())


def enter_proposal(slug: str, number: int) -> tuple[SpaceView, Document]:
    """The space, and the proposal whose record the reader may see. Raises NotFound."""
    view = enter(slug)
    return view, get_proposal(view, number)


def enter_to_write(slug: str, number: int) -> tuple[SpaceView, Document]:
    """The same, for a page with a form that changes the record. Raises NotFound, and RecordClosed before anything is
    typed; when the form is sent, its service asks again, and what was typed is kept."""
    view = enter(slug)
    document, record, _lifted = get_proposal_whole(view, number)
    refuse_closed(record)
    return view, document


def refuse_closed(record: Record | None) -> None:
    """Raise RecordClosed where a form that would change a closed record is opened."""
    if request.method == "GET" and record is not None and record.closed_at is not None:
        raise RecordClosed


def here(view: SpaceView, document: Document, endpoint: str, **more: Any) -> str:
    """The address of a page of this record."""
    return url_for(f"outcomes.{endpoint}", slug=view.space.slug, number=document.number, **more)


def to_stage(
    view: SpaceView, document: Document, stage: str, said: str, anchor: str | None = None
) -> ResponseReturnValue:
    """Say that it is done, on the page of the stage."""
    flash(said, "success")
    return redirect(here(view, document, "show", stage=stage, _anchor=anchor), 303)


def to_record(view: SpaceView, document: Document, said: str) -> ResponseReturnValue:
    """Say that it is done, on the page of the whole record."""
    flash(said, "success")
    return redirect(here(view, document, "index"), 303)
