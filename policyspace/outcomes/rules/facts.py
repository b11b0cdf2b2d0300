"""The plain values a stage is judged by, and the judgement. Services fill the first and show the second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.stages.rows import Asked
from policyspace.charter.words import ConfirmationKind, StageStatus

Value = str | int | None


@dataclass(frozen=True, slots=True)
class AcceptanceFact:
    """A person's word, for `side`, on one entry; `digest` is `entry_digest` of what they read."""

    id: int
    person_id: int
    side: Side
    accepted: bool
    digest: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryFact:
    """An entry as it stands. `person_id`, `side` and `at` are of who wrote these words, and when.

    `data` holds the prompt's fields: days as ISO text, sides by value, members and organisations by id.
    """

    id: int
    prompt: str
    side: Side
    person_id: int
    words: str
    at: datetime
    data: Mapping[str, Value] = field(default_factory=dict)
    organisation_id: int | None = None
    acceptances: Sequence[AcceptanceFact] = ()


@dataclass(frozen=True, slots=True)
class ConfirmationFact:
    """What one person said of one stage, in the capacity they had then.

    `digest` is `digest_of` what they read. `attests`: said as a facilitator, so it counts for no side.
    """

    id: int
    person_id: int
    side: Side
    kind: ConfirmationKind
    digest: str
    at: datetime
    organisation_id: int | None = None
    organisation: str | None = None
    attests: bool = False
    words: str = ""
    next_step: str = ""
    next_date: date | None = None


@dataclass(frozen=True, slots=True)
class SetAsideFact:
    """A requirement this record does without. Without a reason it is still required."""

    requirement: str
    reason: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is so outside the record.

    `unanswered_comments`: comments without an answer on the problems the proposal answers.
    `undeclared_members`: names of members of the space without a capacity or a declaration of interests.
    """

    unanswered_comments: int
    undeclared_members: tuple[str, ...]
    you_said_we_did_published: bool


@dataclass(frozen=True, slots=True)
class StageFacts:
    """All that one stage is judged by. Entries and items of other stages may be among them; confirmations not."""

    entries: Sequence[EntryFact]
    confirmations: Sequence[ConfirmationFact]
    set_aside: Sequence[SetAsideFact]
    surroundings: Surroundings


@dataclass(frozen=True, slots=True)
class Missing:
    """Evidence still needed: the words for it, and from whom. `entries` (ids) and `names` say where it lacks."""

    key: str
    sentence: Any
    from_whom: Asked
    entries: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Someone who must still confirm, or (with `until`) a day that must pass first."""

    key: str
    sentence: Any
    from_whom: Asked
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StageState:
    """How a stage stands.

    `digest` is of the words as they are: what a new confirmation is bound to. `current` are the confirmations
    and reservations bound to it that still count, `stale_confirmations` those given to other words, `lapsed`
    those whose time is over, `not_yet` the people who said so last. Each person is in one list at most.
    """

    state: StageStatus
    digest: str
    missing: tuple[Missing, ...]
    awaiting: tuple[Awaiting, ...]
    current: tuple[ConfirmationFact, ...]
    stale_confirmations: tuple[ConfirmationFact, ...]
    lapsed: tuple[ConfirmationFact, ...]
    not_yet: tuple[ConfirmationFact, ...]

    @property
    def met(self) -> bool:
        return self.state == StageStatus.MET
