"""What the team does with answers: draft them for comments that say the same, clear, publish, take back."""

from __future__ import annotations

from policyspace.discussion.services.answers.drafting import change_answer, discard_answer, draft_answer
from policyspace.discussion.services.answers.grouping import add_comments, take_comments_out
from policyspace.discussion.services.answers.publishing import (
    clear_answers,
    publish_answers,
    take_back_answers,
)

__all__ = [
    "add_comments",
    "change_answer",
    "clear_answers",
    "discard_answer",
    "draft_answer",
    "publish_answers",
    "take_back_answers",
    "take_comments_out",
]
