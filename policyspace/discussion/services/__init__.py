"""What people do in a discussion: say, change, support, report, appeal; what facilitators do with it."""

from __future__ import annotations

from policyspace.discussion.services.appealing import appeal, decide_appeal
from policyspace.discussion.services.changing import edit_comment, withdraw_comment
from policyspace.discussion.services.importing import import_comment
from policyspace.discussion.services.moderating import hide_comment, keep_reported, unhide_comment
from policyspace.discussion.services.posting import post_comment, post_reply, post_suggestion
from policyspace.discussion.services.reporting import report_comment
from policyspace.discussion.services.supporting import import_supports, support_comment, unsupport_comment

__all__ = [
    "appeal",
    "decide_appeal",
    "edit_comment",
    "hide_comment",
    "import_comment",
    "import_supports",
    "keep_reported",
    "post_comment",
    "post_reply",
    "post_suggestion",
    "report_comment",
    "support_comment",
    "unhide_comment",
    "unsupport_comment",
    "withdraw_comment",
]
