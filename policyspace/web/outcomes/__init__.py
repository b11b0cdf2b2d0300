"""Pages of the shared outcome: the five stages of a proposal, their entries, confirmations and movements."""

from __future__ import annotations

from policyspace.web.outcomes import (
    agreement,
    carrying,
    comments,
    confirming,
    desk,
    entries,
    looking_after,
    overview,
    stages,
)
from policyspace.web.outcomes.blueprint import bp
from policyspace.web.outcomes.desk import desk_bp

__all__ = [
    "agreement",
    "bp",
    "carrying",
    "comments",
    "confirming",
    "desk",
    "desk_bp",
    "entries",
    "looking_after",
    "overview",
    "stages",
]
