"""Tables of discussion, by what they are about."""

from __future__ import annotations

from policyspace.discussion.models.anchors import Anchor, DiscussedPassage, EarlierPlace
from policyspace.discussion.models.answers import MOST_PASSED_TO, Answer, AnswerStep
from policyspace.discussion.models.comments import (
    BLOCK_ID_LENGTH,
    Comment,
    CommentTally,
    DiscussedBlock,
    Support,
)
from policyspace.discussion.models.holding import Held
from policyspace.discussion.models.keyed_in import MOST_IN_PLACE, MOST_SLIPS, KeyedIn, Pack, Slip
from policyspace.discussion.models.looking import DiscussionLook
from policyspace.discussion.models.moderation import Appeal, ModerationStep, Report
from policyspace.discussion.models.writing_first import Written

__all__ = [
    "BLOCK_ID_LENGTH",
    "MOST_IN_PLACE",
    "MOST_PASSED_TO",
    "MOST_SLIPS",
    "Anchor",
    "Answer",
    "AnswerStep",
    "Appeal",
    "Comment",
    "CommentTally",
    "DiscussedBlock",
    "DiscussedPassage",
    "DiscussionLook",
    "EarlierPlace",
    "Held",
    "KeyedIn",
    "ModerationStep",
    "Pack",
    "Report",
    "Slip",
    "Support",
    "Written",
]
