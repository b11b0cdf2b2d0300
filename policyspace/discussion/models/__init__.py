"""Tables of discussion, by what they are about."""

from __future__ import annotations

from policyspace.discussion.models.comments import BLOCK_ID_LENGTH, Comment, DiscussedBlock, Support

__all__ = ["BLOCK_ID_LENGTH", "Comment", "DiscussedBlock", "Support"]
