"""Pages of a discussion: what is said about a document, one thread, and what people do with a comment."""

from __future__ import annotations

from policyspace.web.discussion import changing, first, listing, moderating, queue, supporting, threads
from policyspace.web.discussion.answers import answers_bp
from policyspace.web.discussion.blueprint import bp
from policyspace.web.discussion.first import written_bp
from policyspace.web.discussion.keyed_in import codes_bp, keyed_bp
from policyspace.web.discussion.listing import comments_part
from policyspace.web.discussion.queue import queue_bp

__all__ = [
    "answers_bp",
    "bp",
    "changing",
    "codes_bp",
    "comments_part",
    "first",
    "keyed_bp",
    "listing",
    "moderating",
    "queue",
    "queue_bp",
    "supporting",
    "threads",
    "written_bp",
]
