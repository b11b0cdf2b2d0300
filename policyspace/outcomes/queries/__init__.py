"""Reading records. Everything goes through a SpaceView, which settles what may be read."""

from __future__ import annotations

from policyspace.outcomes.queries.agreements import (
    Agreement,
    agreement_at,
    digests_told,
    find_record_of,
    get_agreement,
    states_of,
    titles_of,
)
from policyspace.outcomes.queries.asked import (
    EntryAsked,
    StageAsked,
    entries_awaiting,
    stages_awaiting,
    stages_to_begin,
    stale_words_of,
)
from policyspace.outcomes.queries.carried import (
    CARRIED,
    MOST_ANSWERS,
    SOURCES_AT_A_TIME,
    CarriedFrom,
    LeftOut,
    Plan,
    carried_in,
    find_source,
    plan_carrying,
    sources_for,
)
from policyspace.outcomes.queries.declared import Declared, declared_before_moves, find_declared
from policyspace.outcomes.queries.deeds import (
    deeds_of,
    facilitators_of,
    proposals_looked_after,
    who_looks_after,
)
from policyspace.outcomes.queries.desk import DeskRow, desk_of
from policyspace.outcomes.queries.entries import (
    answers_to,
    earlier_set_aside,
    earlier_words,
    find_entry_saved,
    find_standing,
    get_entry,
    versions_of,
)
from policyspace.outcomes.queries.facts import entry_fact
from policyspace.outcomes.queries.here import choices_here, is_here, names_of
from policyspace.outcomes.queries.limits import Limits, limits_beside
from policyspace.outcomes.queries.loading import RecordView
from policyspace.outcomes.queries.past import Words, find_words, words_now
from policyspace.outcomes.queries.records import (
    LIFTED,
    find_lifted,
    find_record,
    get_prompt,
    get_proposal,
    get_proposal_whole,
    get_record,
    get_requirement,
    read_record,
    record_readable_across,
)
from policyspace.outcomes.queries.said import (
    confirmations_named,
    everything_said,
    get_confirmation,
    movements_of,
)
from policyspace.outcomes.queries.surroundings import INTERESTS, MOST_NAMES, declares
from policyspace.outcomes.queries.talked import count_comments, first_of, threads_about
from policyspace.outcomes.queries.waiting import WaitedFor, Waiting, waited_for, wanted_of

__all__ = [
    "CARRIED",
    "INTERESTS",
    "LIFTED",
    "MOST_ANSWERS",
    "MOST_NAMES",
    "SOURCES_AT_A_TIME",
    "Agreement",
    "CarriedFrom",
    "Declared",
    "DeskRow",
    "EntryAsked",
    "LeftOut",
    "Limits",
    "Plan",
    "RecordView",
    "StageAsked",
    "WaitedFor",
    "Waiting",
    "Words",
    "agreement_at",
    "answers_to",
    "carried_in",
    "choices_here",
    "confirmations_named",
    "count_comments",
    "declared_before_moves",
    "declares",
    "deeds_of",
    "desk_of",
    "digests_told",
    "earlier_set_aside",
    "earlier_words",
    "entries_awaiting",
    "entry_fact",
    "everything_said",
    "facilitators_of",
    "find_declared",
    "find_entry_saved",
    "find_lifted",
    "find_record",
    "find_record_of",
    "find_source",
    "find_standing",
    "find_words",
    "first_of",
    "get_agreement",
    "get_confirmation",
    "get_entry",
    "get_prompt",
    "get_proposal",
    "get_proposal_whole",
    "get_record",
    "get_requirement",
    "is_here",
    "limits_beside",
    "movements_of",
    "names_of",
    "plan_carrying",
    "proposals_looked_after",
    "read_record",
    "record_readable_across",
    "sources_for",
    "stages_awaiting",
    "stages_to_begin",
    "stale_words_of",
    "states_of",
    "threads_about",
    "titles_of",
    "versions_of",
    "waited_for",
    "wanted_of",
    "who_looks_after",
    "words_now",
]
