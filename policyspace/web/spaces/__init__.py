"""Pages of spaces: the list, a space and what happened in it, taking part, members, invitations."""

from __future__ import annotations

from policyspace.web.spaces import invitations, members, places, taking_part
from policyspace.web.spaces.blueprint import bp

__all__ = ["bp", "invitations", "members", "places", "taking_part"]
