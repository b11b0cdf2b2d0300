"""Reading records. Everything goes through a SpaceView, which settles what may be read."""

from __future__ import annotations

from policyspace.outcomes.queries.asked import (
    EntryAsked,
    StageAsked,
    entries_awaiting,
    stages_awaiting,
    stale_words_of,
)
from policyspace.outcomes.queries.entries import (
    answers_to,
    earlier_set_aside,
    earlier_words,
    find_entry_saved,
    find_own_answer,
    find_standing,
    get_entry,
    versions_of,
)
from policyspace.outcomes.queries.facts import entry_fact
from policyspace.outcomes.queries.here import choices_here, is_here, names_of
from policyspace.outcomes.queries.loading import RecordView
from policyspace.outcomes.queries.past import Words, find_words, words_now
from policyspace.outcomes.queries.records import (
    LIFTED,
    find_lifted,
    find_record,
    get_prompt,
    get_proposal,
    get_record,
    get_requirement,
    read_record,
)
from policyspace.outcomes.queries.said import (
    confirmations_named,
    everything_said,
    get_confirmation,
    movements_of,
)
from policyspace.outcomes.queries.surroundings import INTERESTS, MOST_NAMES, declares

__all__ = [
    "INTERESTS",
    "LIFTED",
    "MOST_NAMES",
    "EntryAsked",
    "RecordView",
    "StageAsked",
    "Words",
    "answers_to",
    "choices_here",
    "confirmations_named",
    "declares",
    "earlier_set_aside",
    "earlier_words",
    "entries_awaiting",
    "entry_fact",
    "everything_said",
    "find_entry_saved",
    "find_lifted",
    "find_own_answer",
    "find_record",
    "find_standing",
    "find_words",
    "get_confirmation",
    "get_entry",
    "get_prompt",
    "get_proposal",
    "get_record",
    "get_requirement",
    "is_here",
    "movements_of",
    "names_of",
    "read_record",
    "stages_awaiting",
    "stale_words_of",
    "versions_of",
    "words_now",
]
