"""Reading a discussion. Everything goes through a SpaceView, which settles what may be read."""

from __future__ import annotations

from policyspace.discussion.queries.all_said import AllSaid, all_said
from policyspace.discussion.queries.blocks import read_discussed
from policyspace.discussion.queries.comments import find_posted, get_comment, get_comment_for, thread_of
from policyspace.discussion.queries.questions import with_unreplied_questions
from policyspace.discussion.queries.said import Said
from policyspace.discussion.queries.suggestions import (
    Suggested,
    find_open_suggestion,
    find_suggestion_of,
    get_head,
    get_suggested,
    get_suggestion,
    get_suggestion_for,
    suggestions_in_place,
    suggestions_of,
)
from policyspace.discussion.queries.threads import Thread, ThreadPage, Wanted, threads_of
from policyspace.discussion.queries.whole_thread import WholeThread, get_said, get_thread, page_with

__all__ = [
    "AllSaid",
    "Said",
    "Suggested",
    "Thread",
    "ThreadPage",
    "Wanted",
    "WholeThread",
    "all_said",
    "find_open_suggestion",
    "find_posted",
    "find_suggestion_of",
    "get_comment",
    "get_comment_for",
    "get_head",
    "get_said",
    "get_suggested",
    "get_suggestion",
    "get_suggestion_for",
    "get_thread",
    "page_with",
    "read_discussed",
    "suggestions_in_place",
    "suggestions_of",
    "thread_of",
    "threads_of",
    "with_unreplied_questions",
]
