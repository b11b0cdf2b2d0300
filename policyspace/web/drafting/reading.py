"""A document as it stands, as it stood, and every revision of it."""

from __future__ import annotations

from collections.abc import Hashable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind
from policyspace.discussion import queries as discussion
from policyspace.drafting import queries
from policyspace.drafting.authorship import shares_of
from policyspace.drafting.looking import news_for
from policyspace.drafting.models import Revision
from policyspace.drafting.suggested import acceptances_of
from policyspace.foundation.access import open_to_all
from policyspace.spaces.queries import get_space
from policyspace.web.discussion.listing import comments_part
from policyspace.web.discussion.marks import Marks, marks_of
from policyspace.web.discussion.part import CommentsPart
from policyspace.web.drafting.blueprint import bp
from policyspace.web.drafting.presence import beside_text
from policyspace.web.drafting.suggesting import SuggestedHere, suggested_here
from policyspace.web.forms import Form
from policyspace.web.gate import reader
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.own_pages import kept_for_reader


@bp.get("")
@open_to_all
@alike_for_visitors
@kept_for_reader
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
@alike_for_visitors
@kept_for_reader
def show(slug: str, number: int) -> ResponseReturnValue:
    """A document as it stands."""
    view = get_space(slug, reader())
    read = discussion.read_marked(view, number)
    document, newest = read.document, read.revision
    steps = queries.steps_for(view, document)
    said = comments_part(view, document, newest, read.counts, with_record=read.with_record)
    suggested = suggested_here(view, document, newest)
    marks = marks_of(view, document, read.passages)
    return render_template(
        "drafting/show.html",
        view=view,
        document=document,
        state=queries.state_of(document),
        revision=newest,
        linked=read.linked,
        steps=steps,
        shares=shares_of(newest.balance or {}),
        **said,
        marks=marks,
        suggested=suggested,
        told=_told(newest, marks, said["part"], suggested, writes="edit" in steps),
        **beside_text(view, document, newest, writes="edit" in steps),
    )


@bp.get("/<int:number>/revisions/<int:revision_number>")
@open_to_all
@alike_for_visitors
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
        marks=marks_of(view, document, discussion.passages_on(document, revision_number)),
        acceptance=acceptances_of(document, [revision_number]).get(revision_number),
        writes=view.may(Action.SAVE_REVISION, document_state=queries.state_of(document)),
    )


@bp.get("/<int:number>/history")
@open_to_all
@alike_for_visitors
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


def _told(
    newest: Revision, marks: Marks, part: CommentsPart, suggested: SuggestedHere, *, writes: bool
) -> Hashable | None:
    """All that the text with what stands beside it is drawn from; None where that is more than can be told."""
    if suggested.here:
        return None
    blocks = tuple((each["id"], each["number"], each["html"], each.get("guidance")) for each in newest.blocks)
    passages = tuple((block_id, tuple(here)) for block_id, here in marks.passages.items())
    commenting = part.may_comment or part.may_after_sign_in
    counts = tuple(part.counts.items())
    return part.place.document, blocks, passages, counts, commenting, suggested.url, writes
