"""Reading a discussion. Everything goes through a SpaceView, which settles what may be read."""

from __future__ import annotations

from policyspace.discussion.queries.all_said import AllSaid, all_said
from policyspace.discussion.queries.blocks import read_discussed
from policyspace.discussion.queries.comments import find_posted, get_comment, get_comment_for, thread_of
from policyspace.discussion.queries.moderation import (
    Appealed,
    LoggedStep,
    Reported,
    Waiting,
    appeals_in,
    find_appeal,
    find_told_appeal,
    find_waiting_appeal,
    find_waiting_report,
    get_appealed,
    moderation_log,
    moderation_waiting,
    reported_in,
    waiting_in,
)
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
    "Appealed",
    "LoggedStep",
    "Reported",
    "Said",
    "Suggested",
    "Thread",
    "ThreadPage",
    "Waiting",
    "Wanted",
    "WholeThread",
    "all_said",
    "appeals_in",
    "find_appeal",
    "find_open_suggestion",
    "find_posted",
    "find_suggestion_of",
    "find_told_appeal",
    "find_waiting_appeal",
    "find_waiting_report",
    "get_appealed",
    "get_comment",
    "get_comment_for",
    "get_head",
    "get_said",
    "get_suggested",
    "get_suggestion",
    "get_suggestion_for",
    "get_thread",
    "moderation_log",
    "moderation_waiting",
    "page_with",
    "read_discussed",
    "reported_in",
    "suggestions_in_place",
    "suggestions_of",
    "thread_of",
    "threads_of",
    "waiting_in",
    "with_unreplied_questions",
]
