"""What people do with a record: write entries, accept them, confirm stages, move the proposal."""

from __future__ import annotations

from policyspace.outcomes.services.confirming import WordsChanged, accept_entry, confirm_stage
from policyspace.outcomes.services.entries import EntryChanged, add_entry, change_entry, end_entry
from policyspace.outcomes.services.moving import lift_publication, move_stage, require_again, set_aside

__all__ = [
    "EntryChanged",
    "WordsChanged",
    "accept_entry",
    "add_entry",
    "change_entry",
    "confirm_stage",
    "end_entry",
    "lift_publication",
    "move_stage",
    "require_again",
    "set_aside",
]
