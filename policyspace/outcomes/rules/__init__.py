"""The reckoning of the shared outcome: digests, what is missing, how a stage stands, where it may move.

Pure: no session, no clock, no request. Plain facts in, a judgement out.
"""

from __future__ import annotations

from policyspace.outcomes.rules.deadlines import Deadline, deadlines, first_due
from policyspace.outcomes.rules.digests import digest_of, entry_digest
from policyspace.outcomes.rules.evidence import missing, party_word
from policyspace.outcomes.rules.facts import (
    AcceptanceFact,
    Awaiting,
    ConfirmationFact,
    EntryFact,
    Missing,
    SetAsideFact,
    StageFacts,
    StageState,
    Surroundings,
)
from policyspace.outcomes.rules.judging import judge, last_words
from policyspace.outcomes.rules.moving import (
    Move,
    MoveKind,
    ReasonNeeded,
    may_move,
    next_stage,
    require_reason,
)
from policyspace.outcomes.rules.waiting import MemberFact, Moment, Wanted, is_wanted, wanted_at

__all__ = [
    "AcceptanceFact",
    "Awaiting",
    "ConfirmationFact",
    "Deadline",
    "EntryFact",
    "MemberFact",
    "Missing",
    "Moment",
    "Move",
    "MoveKind",
    "ReasonNeeded",
    "SetAsideFact",
    "StageFacts",
    "StageState",
    "Surroundings",
    "Wanted",
    "deadlines",
    "digest_of",
    "entry_digest",
    "first_due",
    "is_wanted",
    "judge",
    "last_words",
    "may_move",
    "missing",
    "next_stage",
    "party_word",
    "require_reason",
    "wanted_at",
]
