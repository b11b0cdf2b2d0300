"""A document as it stands, as it stood, and every revision of it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind
from policyspace.discussion import queries as discussion
from policyspace.drafting import queries
from policyspace.drafting.authorship import shares_of
from policyspace.drafting.looking import news_for
from policyspace.drafting.models import Document
from policyspace.drafting.suggested import acceptances_of
from policyspace.foundation.access import open_to_all
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.listing import comments_part
from policyspace.web.drafting.blueprint import bp
from policyspace.web.drafting.presence import for_the_reader
from policyspace.web.drafting.suggesting import suggested_here
from policyspace.web.forms import Form
from policyspace.web.gate import reader


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


@bp.get("/<int:number>")
@open_to_all
def show(slug: str, number: int) -> ResponseReturnValue:
    """A document as it stands."""
    view = get_space(slug, reader())
    document, newest, counts = discussion.read_discussed(view, number)
    steps = queries.steps_for(view, document)
    return render_template(
        "drafting/show.html",
        view=view,
        document=document,
        state=queries.state_of(document),
        revision=newest,
        linked=_linked(view, document),
        steps=steps,
        shares=shares_of(newest.balance or {}),
        **comments_part(view, document, newest, counts),
        suggested=suggested_here(view, document, newest),
        **for_the_reader(view, document, newest, writes="edit" in steps),
    )


@bp.get("/<int:number>/revisions/<int:revision_number>")
@open_to_all
def revision(slug: str, number: int, revision_number: int) -> ResponseReturnValue:
    """A document as it stood: the address never shows anything else."""
    view = get_space(slug, reader())
    document = queries.get_document(view, number)
    found = queries.get_revision(document, revision_number)
    return render_template(
        "drafting/revision.html",
        view=view,
        document=document,
        revision=found,
        acceptance=acceptances_of(document, [revision_number]).get(revision_number),
        writes=view.may(Action.SAVE_REVISION, document_state=queries.state_of(document)),
    )


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
        acceptances=acceptances_of(document, [each.number for each in revisions]),
        changes=queries.changes_of(document),
        pair=Form(values={"from": 1, "to": document.revision_count}),
        look=news_for(view.reader, document) if view.reader else None,
        writes=view.may(Action.SAVE_REVISION, document_state=queries.state_of(document)),
    )


def _linked(view: SpaceView, document: Document) -> Sequence[Document]:
    """The problems a proposal answers, or the proposals that answer a problem."""
    if document.kind == DocumentKind.PROPOSAL:
        return queries.problems_answered_by(view, document)
    return queries.proposals_answering(view, document)
