"""Reading spaces. `get_space` is the front door: what it returns settles reading rights for everything inside."""

from __future__ import annotations

from policyspace.spaces.queries.across import READER, may_across, own_membership
from policyspace.spaces.queries.hats import hat_word, hats_of, other_hats, other_hats_of
from policyspace.spaces.queries.invitations import (
    find_waiting_invitation,
    get_invitation,
    get_waiting_invitation,
    invitations_of,
    invitations_to,
    is_own,
    organisations_to_name,
)
from policyspace.spaces.queries.members import (
    facilitated_by,
    get_membership,
    get_own_membership,
    participants_of,
    public_roles_of,
    public_spaces,
    spaces_of,
    team_of,
)
from policyspace.spaces.queries.notices import find_notice, notices_of
from policyspace.spaces.queries.views import (
    SpaceView,
    find_any_membership,
    find_membership,
    get_any_space,
    get_space,
    standing_in,
    standing_of,
    standing_outside,
    view_of,
)

__all__ = [
    "READER",
    "SpaceView",
    "facilitated_by",
    "find_any_membership",
    "find_membership",
    "find_notice",
    "find_waiting_invitation",
    "get_any_space",
    "get_invitation",
    "get_membership",
    "get_own_membership",
    "get_space",
    "get_waiting_invitation",
    "hat_word",
    "hats_of",
    "invitations_of",
    "invitations_to",
    "is_own",
    "may_across",
    "notices_of",
    "organisations_to_name",
    "other_hats",
    "other_hats_of",
    "own_membership",
    "participants_of",
    "public_roles_of",
    "public_spaces",
    "spaces_of",
    "standing_in",
    "standing_of",
    "standing_outside",
    "team_of",
    "view_of",
]
