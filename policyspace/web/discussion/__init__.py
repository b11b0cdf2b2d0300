"""Pages of a discussion: what is said about a document, one thread, and what people do with a comment."""

from __future__ import annotations

from policyspace.web.discussion import changing, first, listing, moderating, queue, supporting, threads
from policyspace.web.discussion.answers import answers_bp
from policyspace.web.discussion.blueprint import bp
from policyspace.web.discussion.first import written_bp
from policyspace.web.discussion.listing import comments_part
from policyspace.web.discussion.queue import queue_bp

__all__ = [
    "answers_bp",
    "bp",
    "changing",
    "comments_part",
    "first",
    "listing",
    "moderating",
    "queue",
    "queue_bp",
    "supporting",
    "threads",
    "written_bp",
]
