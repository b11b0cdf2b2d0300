"""What happens to spaces and memberships: opened, joined, left; people invited, roles and capacities changed."""

from __future__ import annotations

from policyspace.spaces.services.bringing import bring_in
from policyspace.spaces.services.invitations import accept_invitation, invite, withdraw_invitation
from policyspace.spaces.services.joining import choose_capacity, ensure_membership, join_space
from policyspace.spaces.services.opening import edit_space, open_space
from policyspace.spaces.services.places import spoken
from policyspace.spaces.services.roles import change_role, end_membership
from policyspace.spaces.services.voices import change_voice

__all__ = [
    "accept_invitation",
    "bring_in",
    "change_role",
    "change_voice",
    "choose_capacity",
    "edit_space",
    "end_membership",
    "ensure_membership",
    "invite",
    "join_space",
    "open_space",
    "spoken",
    "withdraw_invitation",
]
