"""What a stage is made of: prompts, requirements, confirmers. Data only; `outcomes.rules` judges by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Side
from policyspace.charter.stages.needs import ConfirmRule, Rule
from policyspace.charter.words import Stage, Word
from policyspace.foundation.i18n import lazy


class Answerer(Word):
    """Who answers a prompt."""

    EACH_SIDE = "each_side", lazy("each side, in its own words")
    LOCAL_SIDE = "local_side", lazy("the local side")
    ANYONE = "anyone", lazy("any drafter, for all")
    FACILITATOR = "facilitator", lazy("a facilitator")
    EACH_MEMBER = "each_member", lazy("each member, for themselves")

    @property
    def to_add(self) -> Action:
        """What the permission table is asked before an answer is added."""
        return _TO_WRITE[self][0]

    @property
    def to_change(self) -> Action:
        """What the permission table is asked before an answer is changed."""
        return _TO_WRITE[self][1]


_TO_WRITE = {
    Answerer.EACH_SIDE: (Action.ADD_ENTRY, Action.CHANGE_SIDE_ENTRY),
    Answerer.LOCAL_SIDE: (Action.ADD_ENTRY, Action.CHANGE_SIDE_ENTRY),
    Answerer.ANYONE: (Action.ADD_ENTRY, Action.CHANGE_ENTRY),
    Answerer.FACILITATOR: (Action.WRITE_PROCESS_ENTRY, Action.WRITE_PROCESS_ENTRY),
    Answerer.EACH_MEMBER: (Action.DECLARE_INTERESTS, Action.DECLARE_INTERESTS),
}


class FieldKind(Word):
    """What a field of an entry holds. Dates are ISO days, members and organisations are ids."""

    TEXT = "text", lazy("Text")
    DATE = "date", lazy("Date")
    CHOICE = "choice", lazy("One of a list")
    SIDE = "side", lazy("Side")
    MEMBER = "member", lazy("Member of the space")
    ORGANISATION = "organisation", lazy("Organisation")


class Passing(StrEnum):
    """What it means that a day given in a field has passed."""

    OVERDUE = "overdue"
    """Something should have been done by then."""
    OVERDUE_LAST = "overdue_last"
    """The same, of the last such day alone: the earlier ones are history."""
    OVER = "over"
    """It is over, and nothing is asked."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value beside the words of an entry, kept under `key`. `choices` lists what a CHOICE may be.

    `passing`: for a day that lies ahead of the work, what it means once it has passed. It is no deadline where
    the field named first in `unless` holds the value named second. `past`: a day that cannot lie ahead.
    """

    key: str
    label: Any
    kind: FieldKind = FieldKind.TEXT
    choices: type[Word] | None = None
    required: bool = False
    passing: Passing | None = None
    unless: tuple[str, str] | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The party an entry concerns is asked to accept or correct it.

    `field` holds the side asked. `another`: it cannot be the side that wrote the entry.
    """

    field: str
    question: Any
    another: bool = True


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of a stage. Every answer has words; `fields` come beside them.

    `many`: one party may give several answers. `counts_as_words`: answers are part of what is confirmed.
    """

    key: str
    question: Any
    hint: Any
    answered_by: Answerer = Answerer.ANYONE
    many: bool = False
    shape: str = "text"
    fields: tuple[Field, ...] = ()
    acceptance: Acceptance | None = None
    counts_as_words: bool = True


class Asked(Word):
    """From whom something is awaited."""

    CENTRAL = "central", lazy("the central side")
    LOCAL = "local", lazy("the local side")
    RESIDENT = "resident", lazy("a resident")
    GROUP = "group", lazy("the residents’ group")
    CONCERNED = "concerned", lazy("the side it concerns")
    DRAFTERS = "drafters", lazy("any drafter")
    TEAM = "team", lazy("the drafters and facilitators")
    MEMBERS = "members", lazy("each member who has not")
    FACILITATOR = "facilitator", lazy("a facilitator")

    @property
    def side(self) -> Side | None:
        """The side that is asked, where it is one."""
        return _SIDE_ASKED.get(self)


_SIDE_ASKED = {Asked.CENTRAL: Side.CENTRAL, Asked.LOCAL: Side.LOCAL, Asked.RESIDENT: Side.RESIDENT}


@dataclass(frozen=True, slots=True)
class Requirement:
    """Evidence needed before a stage is ready. `sentence` names it in the list of what is missing."""

    key: str
    sentence: Any
    from_whom: Asked
    rule: Rule


@dataclass(frozen=True, slots=True)
class Confirmer:
    """Someone without whose confirmation a stage is not met. `sentence` names them in the list of the awaited."""

    key: str
    sentence: Any
    from_whom: Asked
    rule: ConfirmRule


@dataclass(frozen=True, slots=True)
class Challenge:
    """What `prompt` publishes can be challenged until the end of the day in `field`.

    There is nothing to wait for where `requirement` was set aside.
    """

    prompt: str
    field: str
    requirement: str
    sentence: Any


@dataclass(frozen=True, slots=True)
class Lapse:
    """Confirmations lapse on each day given in `field` of `prompt`, and `months` after they were made."""

    prompt: str
    field: str
    months: int
    sentence: Any


@dataclass(frozen=True, slots=True)
class StageRow:
    """Everything that is asked, needed and confirmed in one stage."""

    stage: Stage
    meaning: Any
    prompts: tuple[Prompt, ...]
    requirements: tuple[Requirement, ...]
    confirmers: tuple[Confirmer, ...]
    challenge: Challenge | None = None
    lapse: Lapse | None = None

    def find_prompt(self, key: str) -> Prompt | None:
        """The prompt of that key, or None."""
        return next((prompt for prompt in self.prompts if prompt.key == key), None)

    def find_requirement(self, key: str) -> Requirement | None:
        """The requirement of that key, or None."""
        return next((item for item in self.requirements if item.key == key), None)
