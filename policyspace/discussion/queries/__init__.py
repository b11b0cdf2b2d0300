"""Reading a discussion. Everything goes through a SpaceView, which settles what may be read."""

from __future__ import annotations

from policyspace.discussion.queries.all_said import AllSaid, all_said
from policyspace.discussion.queries.answered import Answered
from policyspace.discussion.queries.answers import (
    Unanswered,
    answers_by_state,
    answers_of,
    comments_awaiting,
    comments_by_id,
    comments_of,
    count_unanswered,
    get_answer,
    steps_of_answer,
    with_open_suggestion,
)
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
    "Answered",
    "Appealed",
    "LoggedStep",
    "Reported",
    "Said",
    "Suggested",
    "Thread",
    "ThreadPage",
    "Unanswered",
    "Waiting",
    "Wanted",
    "WholeThread",
    "all_said",
    "answers_by_state",
    "answers_of",
    "appeals_in",
    "comments_awaiting",
    "comments_by_id",
    "comments_of",
    "count_unanswered",
    "find_appeal",
    "find_open_suggestion",
    "find_posted",
    "find_suggestion_of",
    "find_told_appeal",
    "find_waiting_appeal",
    "find_waiting_report",
    "get_answer",
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
    "steps_of_answer",
    "suggestions_in_place",
    "suggestions_of",
    "thread_of",
    "threads_of",
    "waiting_in",
    "with_open_suggestion",
    "with_unreplied_questions",
]
