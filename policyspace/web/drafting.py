"""Pages of documents: read, edit, compare, history, and the steps of their lives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from policyspace.charter.words import DocumentKind
from policyspace.discussion import queries as discussion
from policyspace.drafting import queries, services
from policyspace.drafting.comparing import compare_revisions
from policyspace.drafting.models import Document
from policyspace.drafting.schemas import NewDocument, Opening, Reopening
from policyspace.drafting.starters import starter
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.foundation.schemas import Shape
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.conflicts import answer_edit, answer_settlement
from policyspace.web.discussion.listing import comments_part
from policyspace.web.forms import Values, answer_form
from policyspace.web.gate import actor, reader

bp = Blueprint("drafting", __name__, url_prefix="/spaces/<slug>/documents")


def document_url(view: SpaceView, document: Document, endpoint: str = "drafting.show", **more: Any) -> str:
    """The address of a page about `document`."""
    return url_for(endpoint, slug=view.space.slug, number=document.number, **more)


@bp.get("")
@open_to_all
def index(slug: str) -> ResponseReturnValue:
    """The documents of a space, newest first."""
    view = get_space(slug, reader())
    kind = DocumentKind.__members__.get(request.args.get("kind", "").upper())
    before = request.args.get("before", type=int)
    documents = queries.documents_of(view, kind=kind, before=before)
    older = documents[-1].number if len(documents) == queries.PAGE else None
    return render_template("drafting/index.html", view=view, kind=kind, documents=documents, older=older)


@bp.route("/new", methods=["GET", "POST"])
@signed_in
def new(slug: str) -> ResponseReturnValue:
    """Start a problem or a proposal."""
    view = get_space(slug, actor())
    kind = DocumentKind.__members__.get(request.args.get("kind", "").upper(), DocumentKind.PROBLEM)

    def create(typed: Values) -> ResponseReturnValue:
        take("saving", key=actor().id)
        document = services.create_document(actor(), view.space, **typed)
        return redirect(document_url(view, document), 303)

    return answer_form(
        NewDocument(),
        "drafting/new.html",
        create,
        start={"kind": kind.value, "text": starter(kind)},
        page=lambda: {
            "view": view,
            "kind": kind,
            "problems": queries.documents_of(view, kind=DocumentKind.PROBLEM),
        },
    )


@bp.get("/<int:number>")
@open_to_all
def show(slug: str, number: int) -> ResponseReturnValue:
    """A document as it stands."""
    view = get_space(slug, reader())
    document, newest, counts = discussion.read_discussed(view, number)
    return render_template(
        "drafting/show.html",
        view=view,
        document=document,
        state=queries.state_of(document),
        revision=newest,
        linked=_linked(view, document),
        steps=queries.steps_for(view, document),
        **comments_part(view, document, newest, counts),
    )


@bp.get("/<int:number>/revisions/<int:revision_number>")
@open_to_all
def revision(slug: str, number: int, revision_number: int) -> ResponseReturnValue:
    """A document as it stood: the address never shows anything else."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    found = queries.get_revision(document, revision_number)
    return render_template("drafting/revision.html", view=view, document=document, revision=found)


@bp.get("/<int:number>/history")
@open_to_all
def history(slug: str, number: int) -> ResponseReturnValue:
    """Every revision: who, in which capacity, when and why."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    revisions = queries.history_of(document, before=request.args.get("before", type=int))
    older = revisions[-1].number if revisions and revisions[-1].number > 1 else None
    return render_template(
        "drafting/history.html",
        view=view,
        document=document,
        revisions=revisions,
        older=older,
        changes=queries.changes_of(document),
    )


@bp.get("/<int:number>/compare")
@open_to_all
def compare(slug: str, number: int) -> ResponseReturnValue:
    """Any two revisions, word by word."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    newer = request.args.get("to", document.revision_count, type=int)
    older = request.args.get("from", newer - 1, type=int)
    comparison = compare_revisions(document, older, newer)
    return render_template("drafting/compare.html", view=view, document=document, comparison=comparison)


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change the text of a document."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    return answer_edit(view, document, partial(_save, view, document))


@bp.post("/<int:number>/settle")
@signed_in
def settle(slug: str, number: int) -> ResponseReturnValue:
    """Decide between one's own words and those that someone else saved meanwhile."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    return answer_settlement(view, document, partial(_save, view, document))


def _save(view: SpaceView, document: Document, typed: Values) -> ResponseReturnValue:
    take("saving", key=actor().id)
    saved = services.save_revision(actor(), document, **typed)
    flash(_said(saved), "success")
    return redirect(document_url(view, document), 303)


@bp.route("/<int:number>/<any(open, reopen, close, frame, publish):step>", methods=["GET", "POST"])
@signed_in
def move(slug: str, number: int, step: str) -> ResponseReturnValue:
    """One step in the life of a document, asked before it is done."""
    view = get_space(slug, actor())
    document = queries.get_document(view, number)
    schema, service = STEPS[step]

    def do(typed: Values) -> ResponseReturnValue:
        service(actor(), document, **typed)
        return redirect(document_url(view, document), 303)

    return answer_form(
        schema(), "drafting/step.html", do, page=lambda: {"view": view, "document": document, "step": step}
    )


STEPS: dict[str, tuple[type[Shape], Callable[..., None]]] = {
    "open": (Opening, services.open_problem),
    "reopen": (Reopening, services.reopen_problem),
    "close": (Shape, services.close_problem),
    "frame": (Shape, services.frame_problem),
    "publish": (Shape, services.publish_proposal),
}


def _said(saved: services.Saved) -> str:
    if not saved.new:
        return _("Nothing has changed since revision %(number)s.", number=saved.revision.number)
    if saved.merged:
        return _(
            "Saved as revision %(number)s, together with what others saved while you were writing.",
            number=saved.revision.number,
        )
    return _("Saved as revision %(number)s.", number=saved.revision.number)


def _linked(view: SpaceView, document: Document) -> Sequence[Document]:
    """The problems a proposal answers, or the proposals that answer a problem."""
    if document.kind == DocumentKind.PROPOSAL:
        return queries.problems_answered_by(view, document)
    return queries.proposals_answering(view, document)
