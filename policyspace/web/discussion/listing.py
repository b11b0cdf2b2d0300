"""The comments on a document: listed, filtered, ordered, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from policyspace.discussion import queries, services
from policyspace.discussion.looking import look_at_discussion
from policyspace.discussion.queries import ThreadPage
from policyspace.discussion.schemas import NewComment
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_document
from policyspace.foundation.access import open_to_all, signed_in
from policyspace.foundation.i18n import _
from policyspace.foundation.limits import take
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import after_saying, bp
from policyspace.web.discussion.part import CommentsPart, comments_path, wanted_here
from policyspace.web.forms import Values, answer_form, fresh_form
from policyspace.web.gate import actor, reader
from policyspace.web.kept_pages import alike_for_visitors
from policyspace.web.own_pages import kept_for_reader
from policyspace.web.traps import trapped


@bp.get("")
@open_to_all
@alike_for_visitors
@kept_for_reader
def index(slug: str, number: int) -> ResponseReturnValue:
    """What is said about a document."""
    view = get_space(slug, reader())
    shown = _list(view, number, looks=True)
    form = fresh_form(shown["part"].start, path=comments_path(slug, number))
    return render_template("discussion/index.html", form=form, **shown)


@bp.post("")
@signed_in
def post(slug: str, number: int) -> ResponseReturnValue:
    """Say something about a document; what cannot be taken is shown again below the list."""
    view = get_space(slug, actor())
    document = get_document(view, number)

    def act(typed: Values) -> ResponseReturnValue:
        take("posting", key=actor().id)
        said = services.say_comment(actor(), document, **typed, trapped=trapped())
        done = _("Your comment is posted. You can edit it for 15 minutes.")
        return after_saying(view, number, said, done)

    return answer_form(NewComment(), "discussion/index.html", act, page=lambda: _list(view, number))


def _list(view: SpaceView, number: int, *, looks: bool = False) -> dict[str, Any]:
    """The names the page needs; `looks`: it is noted that the reader has seen it, if they are known."""
    wanted = wanted_here(view.space.slug, number)
    listed = queries.read_listed(view, number, wanted)
    document = listed.document
    news = look_at_discussion(view.reader, document) if looks and view.reader else None
    found, page = None, ThreadPage(wanted, [], None, None)
    if wanted.find or (wanted.new and news):
        above = news.above if wanted.new and news else None
        found = queries.said_one_by_one(view, document, wanted, above=above)
    else:
        page = queries.threads_of(view, document, wanted)
    beside = (view, document, listed.revision, listed.counts)
    part = CommentsPart(
        "discussion.index", *beside, wanted, page, listed.with_record, listed.tally, found, news
    )
    return {"view": view, "document": document, "part": part}


def comments_part(
    view: SpaceView,
    document: Document,
    revision: Revision,
    counts: Mapping[str, int],
    *,
    with_record: bool,
) -> dict[str, Any]:
    """What the page of a document needs to show the comments on it, and the form for a new one."""
    wanted = wanted_here(view.space.slug, document.number)
    page = queries.threads_of(view, document, wanted)
    part = CommentsPart("drafting.show", view, document, revision, counts, wanted, page, with_record)
    return {
        "part": part,
        "form": fresh_form(part.start, path=comments_path(view.space.slug, document.number)),
    }
