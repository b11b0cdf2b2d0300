"""Tables of discussion, by what they are about."""

from __future__ import annotations

from policyspace.discussion.models.anchors import Anchor, EarlierPlace
from policyspace.discussion.models.answers import MOST_PASSED_TO, Answer, AnswerStep
from policyspace.discussion.models.comments import BLOCK_ID_LENGTH, Comment, DiscussedBlock, Support
from policyspace.discussion.models.holding import Held
from policyspace.discussion.models.moderation import Appeal, ModerationStep, Report
from policyspace.discussion.models.writing_first import Written

__all__ = [
    "BLOCK_ID_LENGTH",
    "MOST_PASSED_TO",
    "Anchor",
    "Answer",
    "AnswerStep",
    "Appeal",
    "Comment",
    "DiscussedBlock",
    "EarlierPlace",
    "Held",
    "ModerationStep",
    "Report",
    "Support",
    "Written",
]
