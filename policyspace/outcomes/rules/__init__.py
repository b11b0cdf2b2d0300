"""The reckoning of the shared outcome: digests, what is missing, how a stage stands, where it may move.

Pure: no session, no clock, no request. Plain facts in, a judgement out.
"""

from __future__ import annotations

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

__all__ = [
    "AcceptanceFact",
    "Awaiting",
    "ConfirmationFact",
    "EntryFact",
    "Missing",
    "Move",
    "MoveKind",
    "ReasonNeeded",
    "SetAsideFact",
    "StageFacts",
    "StageState",
    "Surroundings",
    "digest_of",
    "entry_digest",
    "judge",
    "last_words",
    "may_move",
    "missing",
    "next_stage",
    "party_word",
    "require_reason",
]
