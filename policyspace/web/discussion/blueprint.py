"""The blueprint all pages of a discussion belong to, and the address of a comment."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from policyspace.discussion.models import Comment, Held
from policyspace.discussion.queries import page_with
from policyspace.foundation.i18n import _
from policyspace.spaces.queries import SpaceView

bp = Blueprint("discussion", __name__, url_prefix="/spaces/<slug>/documents/<int:number>/comments")
COMMENT = "/<int:comment_id>"
"""A comment's own address."""


def document_url(view: SpaceView, number: int, *, anchor: str | None = None) -> str:
    """The address of the document that is discussed."""
    return url_for("drafting.show", slug=view.space.slug, number=number, _anchor=anchor)


def about_url(view: SpaceView, number: int, entry_id: int | None, *, anchor: str | None = None) -> str:
    """The address of what is discussed: the document, or the comments on an entry of its record."""
    if entry_id is None:
        return document_url(view, number, anchor=anchor)
    own: dict[str, Any] = {"slug": view.space.slug, "number": number, "entry_id": entry_id}
    return url_for("outcomes.comments", **own, _anchor=anchor)


def after_saying(view: SpaceView, number: int, said: Comment | Held, done: str = "") -> ResponseReturnValue:
    """Lead to what was posted, with the words `done`; or to where it says that what was said is held."""
    if isinstance(said, Held):
        flash(_("Thank you. A facilitator looks at it first. You will get an email."), "success")
        return redirect(_held_url(view, number, said), 303)
    if done:
        flash(done, "success")
    return redirect(comment_url(view, number, said), 303)


def _held_url(view: SpaceView, number: int, held: Held) -> str:
    """Where its author reads that it is held: among the comments."""
    if held.entry_id is not None:
        return about_url(view, number, held.entry_id, anchor="held")
    return url_for("discussion.index", slug=view.space.slug, number=number, _anchor="held")


def comment_url(view: SpaceView, number: int, comment: Comment) -> str:
    """The address of the page of its thread on which `comment` stands, and of its place there."""
    return url_for(
        "discussion.thread",
        slug=view.space.slug,
        number=number,
        comment_id=comment.thread_id or comment.id,
        after=page_with(comment) if comment.thread_id else None,
        _anchor=f"c-{comment.id}",
    )
