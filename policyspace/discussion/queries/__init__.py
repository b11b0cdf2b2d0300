"""Reading a discussion. Everything goes through a SpaceView, which settles what may be read."""

from __future__ import annotations

from policyspace.discussion.queries.all_said import AllSaid, all_said
from policyspace.discussion.queries.answered import Answered, shown_answer
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
from policyspace.discussion.queries.happened import Happened, what_happened_to
from policyspace.discussion.queries.holding import (
    HeldHere,
    find_held,
    get_held,
    held_in,
    is_newcomer,
    own_held,
    said_lately,
)
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
from policyspace.discussion.queries.places import places_on
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
from policyspace.discussion.queries.workbench import (
    cleared_drafts,
    groups_awaiting,
    newest_drafts,
    passages_to_choose,
)
from policyspace.discussion.queries.written import (
    WrittenHere,
    find_waiting_written,
    get_written,
    get_written_here,
)

__all__ = [
    "AllSaid",
    "Answered",
    "Appealed",
    "Happened",
    "HeldHere",
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
    "WrittenHere",
    "all_said",
    "answers_by_state",
    "answers_of",
    "appeals_in",
    "cleared_drafts",
    "comments_awaiting",
    "comments_by_id",
    "comments_of",
    "count_unanswered",
    "find_appeal",
    "find_held",
    "find_open_suggestion",
    "find_posted",
    "find_suggestion_of",
    "find_told_appeal",
    "find_waiting_appeal",
    "find_waiting_report",
    "find_waiting_written",
    "get_answer",
    "get_appealed",
    "get_comment",
    "get_comment_for",
    "get_head",
    "get_held",
    "get_said",
    "get_suggested",
    "get_suggestion",
    "get_suggestion_for",
    "get_thread",
    "get_written",
    "get_written_here",
    "groups_awaiting",
    "held_in",
    "is_newcomer",
    "moderation_log",
    "moderation_waiting",
    "newest_drafts",
    "own_held",
    "page_with",
    "passages_to_choose",
    "places_on",
    "read_discussed",
    "reported_in",
    "said_lately",
    "shown_answer",
    "steps_of_answer",
    "suggestions_in_place",
    "suggestions_of",
    "thread_of",
    "threads_of",
    "waiting_in",
    "what_happened_to",
    "with_open_suggestion",
    "with_unreplied_questions",
]
