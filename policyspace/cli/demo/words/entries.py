"""The shape of what somebody writes in the shared outcome of the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Day:
    """A day so many days from today."""

    ahead: int


@dataclass(frozen=True)
class Named:
    """An organisation of the demonstration, by its name."""

    organisation: str


@dataclass(frozen=True)
class Answer:
    """An answer to a prompt: by whom, to which, the words, and the values of its fields.

    `accepted_by` is who says, for the side it concerns, that it is right, with `note`.
    """

    by: str
    prompt: str
    words: str
    facts: Mapping[str, str | Day | Named] = field(default_factory=dict)
    accepted_by: str = ""
    note: str = ""
