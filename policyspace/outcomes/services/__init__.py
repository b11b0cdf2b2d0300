"""What people do with a record: write entries, accept them, confirm stages, move the proposal."""

from __future__ import annotations

from policyspace.outcomes.services.carrying import carry_over
from policyspace.outcomes.services.confirming import WordsChanged, accept_entry, confirm_stage
from policyspace.outcomes.services.entries import (
    HATS,
    EntryChanged,
    add_entry,
    change_entry,
    end_entry,
    say_again,
)
from policyspace.outcomes.services.handing_over import hand_over_space
from policyspace.outcomes.services.keeping import RecordClosed, RecordOpen
from policyspace.outcomes.services.looking_after import (
    BETWEEN_NUDGES,
    close_record,
    hand_over,
    may_nudge_again,
    nudge,
    reopen_record,
)
from policyspace.outcomes.services.moving import lift_publication, move_stage, require_again, set_aside
from policyspace.outcomes.services.talking import comment_on_entry

__all__ = [
    "BETWEEN_NUDGES",
    "HATS",
    "EntryChanged",
    "RecordClosed",
    "RecordOpen",
    "WordsChanged",
    "accept_entry",
    "add_entry",
    "carry_over",
    "change_entry",
    "close_record",
    "comment_on_entry",
    "confirm_stage",
    "end_entry",
    "hand_over",
    "hand_over_space",
    "lift_publication",
    "may_nudge_again",
    "move_stage",
    "nudge",
    "reopen_record",
    "require_again",
    "say_again",
    "set_aside",
]
