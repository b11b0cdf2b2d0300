""" "Me too": one button, pressed on whichever page shows the comment."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import redirect, request
from flask.typing import ResponseReturnValue

from policyspace.discussion import services
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import get_discussed
from policyspace.foundation.access import signed_in
from policyspace.foundation.limits import take
from policyspace.people.rules import own_path
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.discussion.blueprint import COMMENT, about_url, bp, comment_url, document_url
from policyspace.web.gate import actor


@bp.post(f"{COMMENT}/support")
@signed_in
def support(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Support a comment."""
    view = get_space(slug, actor())
    _document, comment = get_discussed(view, number, comment_id)
    take("supporting", key=actor().id)
    services.support_comment(actor(), comment)
    return redirect(_back(view, number, comment), 303)


@bp.post(f"{COMMENT}/unsupport")
@signed_in
def unsupport(slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    """Take support back."""
    view = get_space(slug, actor())
    _document, comment = get_discussed(view, number, comment_id)
    take("supporting", key=actor().id)
    services.unsupport_comment(actor(), comment)
    return redirect(_back(view, number, comment), 303)


def _back(view: SpaceView, number: int, comment: Comment) -> str:
    """The page of this document on which the button was pressed, at the comment; its own page where none is told."""
    came = urlsplit(request.referrer or "")
    path = own_path(f"{came.path}?{came.query}" if came.query else came.path)
    home = document_url(view, number)
    about = urlsplit(about_url(view, number, comment.entry_id)).path
    if path and came.netloc == request.host and came.path in {about, *_lists(home, comment)}:
        return f"{path}#c-{comment.id}"
    return comment_url(view, number, comment)


def _lists(home: str, comment: Comment) -> tuple[str, str]:
    return f"{home}/comments", f"{home}/comments/{comment.thread_id or comment.id}"
