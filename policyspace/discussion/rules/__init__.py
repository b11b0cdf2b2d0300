"""Reckoning about comments: how they are listed, and where they stand when the text under them is redrafted."""

from __future__ import annotations

from policyspace.discussion.rules.anchoring import Anchor, AnchorState, Placed, carry_anchors
from policyspace.discussion.rules.codes import code_or_none, shown_code
from policyspace.discussion.rules.grouping import alike_groups
from policyspace.discussion.rules.listing import (
    MOST_CHARACTERS,
    MOST_WORDS_OF_APPEAL,
    MOST_WORDS_OF_REPORT,
    MOST_WORDS_TO_AUTHOR,
    OUTCOMES_TO_CHOOSE,
    REASONS_TO_CHOOSE,
    CommentState,
    Mark,
    Order,
    comment_state,
    mark_or_none,
    minutes_between,
)
from policyspace.discussion.rules.marking import MarkedPassage, with_marks
from policyspace.discussion.rules.quoting import find_in_source
from policyspace.discussion.rules.repeating import can_be_repeated, is_repeated, lengths_alike
from policyspace.discussion.rules.tallies import ANSWERINGS, Filter, Sort, Tally

__all__ = [
    "ANSWERINGS",
    "MOST_CHARACTERS",
    "MOST_WORDS_OF_APPEAL",
    "MOST_WORDS_OF_REPORT",
    "MOST_WORDS_TO_AUTHOR",
    "OUTCOMES_TO_CHOOSE",
    "REASONS_TO_CHOOSE",
    "Anchor",
    "AnchorState",
    "CommentState",
    "Filter",
    "Mark",
    "MarkedPassage",
    "Order",
    "Placed",
    "Sort",
    "Tally",
    "alike_groups",
    "can_be_repeated",
    "carry_anchors",
    "code_or_none",
    "comment_state",
    "find_in_source",
    "is_repeated",
    "lengths_alike",
    "mark_or_none",
    "minutes_between",
    "shown_code",
    "with_marks",
]
