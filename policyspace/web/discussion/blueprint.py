"""The blueprint all pages of a discussion belong to, and the address of a comment."""

from __future__ import annotations

from flask import Blueprint, url_for

from policyspace.discussion.models import Comment
from policyspace.discussion.queries import page_with
from policyspace.spaces.queries import SpaceView

bp = Blueprint("discussion", __name__, url_prefix="/spaces/<slug>/documents/<int:number>/comments")
COMMENT = "/<int:comment_id>"
"""A comment's own address."""


def document_url(view: SpaceView, number: int, *, anchor: str | None = None) -> str:
    """The address of the document that is discussed."""
    return url_for("drafting.show", slug=view.space.slug, number=number, _anchor=anchor)


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
