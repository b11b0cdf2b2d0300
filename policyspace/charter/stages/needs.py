"""The kinds of rule by which a requirement is fulfilled or a confirmer satisfied. Each is plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policyspace.charter.capacity import Side


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`number` entries of `prompt`; by `side`, and with something in `field` (one of `values`), where given."""

    prompt: str
    number: int = 1
    side: Side | None = None
    field: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EachHas:
    """At least one entry of `prompt`, and each has something in `field`."""

    prompt: str
    field: str


@dataclass(frozen=True, slots=True)
class EachAccepted:
    """At least one entry of `prompt`, and each is accepted, as it stands, by the side it concerns."""

    prompt: str


@dataclass(frozen=True, slots=True)
class OneNoted:
    """One entry of `prompt`, with `field` holding one of `values`, accepted with a note by the side it concerns."""

    prompt: str
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One entry of `prompt` with a day in `field` that is still to come."""

    prompt: str
    field: str


class OutsideFact(StrEnum):
    """What is so outside the record, and told to the judge."""

    EVERY_COMMENT_ANSWERED = "every_comment_answered"
    EVERY_MEMBER_DECLARED = "every_member_declared"
    YOU_SAID_WE_DID = "you_said_we_did"


@dataclass(frozen=True, slots=True)
class Outside:
    """A fact from outside the record holds."""

    fact: OutsideFact


EntryRule = AtLeast | EachHas | EachAccepted | OneNoted | DayAhead
Rule = EntryRule | Outside


@dataclass(frozen=True, slots=True)
class BySide:
    """A person acting for `side`."""

    side: Side


@dataclass(frozen=True, slots=True)
class ByNamedGroup:
    """A person acting for the organisation named in an entry of `prompt`.

    Where the entry names no organisation that is here, a resident may confirm for the group.
    """

    prompt: str


@dataclass(frozen=True, slots=True)
class BySponsor:
    """The sponsor of `side`: the member an entry of `prompt` by that side names, or else who wrote it."""

    prompt: str
    side: Side


ConfirmRule = BySide | ByNamedGroup | BySponsor
