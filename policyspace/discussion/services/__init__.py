"""What people do in a discussion: say, change, support, report, appeal; what the team does with it."""

from __future__ import annotations

from policyspace.discussion.services.anchoring import carry_comments
from policyspace.discussion.services.answers import (
    add_comments,
    change_answer,
    clear_answers,
    discard_answer,
    draft_answer,
    publish_answers,
    take_back_answers,
    take_comments_out,
)
from policyspace.discussion.services.appealing import appeal, decide_appeal
from policyspace.discussion.services.changing import edit_comment, withdraw_comment
from policyspace.discussion.services.framing import frame_problem
from policyspace.discussion.services.holding import (
    hide_held,
    release_held,
    say_comment,
    say_reply,
    say_suggestion,
    withdraw_held,
)
from policyspace.discussion.services.importing import import_comment
from policyspace.discussion.services.keying_in import (
    NO_CONSENT,
    Provenance,
    Spot,
    correct_keyed_in,
    key_in_comment,
    take_back_keyed_in,
)
from policyspace.discussion.services.moderating import hide_comment, keep_reported, unhide_comment
from policyspace.discussion.services.packing import make_pack
from policyspace.discussion.services.posting import post_comment, post_reply, post_suggestion
from policyspace.discussion.services.reporting import report_comment
from policyspace.discussion.services.supporting import import_supports, support_comment, unsupport_comment
from policyspace.discussion.services.writing_first import Claimed, claim_written, write_first

__all__ = [
    "NO_CONSENT",
    "Claimed",
    "Provenance",
    "Spot",
    "add_comments",
    "appeal",
    "carry_comments",
    "change_answer",
    "claim_written",
    "clear_answers",
    "correct_keyed_in",
    "decide_appeal",
    "discard_answer",
    "draft_answer",
    "edit_comment",
    "frame_problem",
    "hide_comment",
    "hide_held",
    "import_comment",
    "import_supports",
    "keep_reported",
    "key_in_comment",
    "make_pack",
    "post_comment",
    "post_reply",
    "post_suggestion",
    "publish_answers",
    "release_held",
    "report_comment",
    "say_comment",
    "say_reply",
    "say_suggestion",
    "support_comment",
    "take_back_answers",
    "take_back_keyed_in",
    "take_comments_out",
    "unhide_comment",
    "unsupport_comment",
    "withdraw_comment",
    "withdraw_held",
    "write_first",
]
