"""What people do in a discussion: post, reply, support, edit, withdraw; facilitators hide and show again."""

from __future__ import annotations

from policyspace.discussion.services.changing import edit_comment, withdraw_comment
from policyspace.discussion.services.importing import import_comment
from policyspace.discussion.services.moderating import hide_comment, unhide_comment
from policyspace.discussion.services.posting import post_comment, post_reply, post_suggestion
from policyspace.discussion.services.supporting import import_supports, support_comment, unsupport_comment

__all__ = [
    "edit_comment",
    "hide_comment",
    "import_comment",
    "import_supports",
    "post_comment",
    "post_reply",
    "post_suggestion",
    "support_comment",
    "unhide_comment",
    "unsupport_comment",
    "withdraw_comment",
]
