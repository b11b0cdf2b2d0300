"""One form that takes text, and somebody who may fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policyspace.people.models import Person

LONG = "Zażółć these words: “they” must not be lost.\n\nNot the second paragraph either."


@dataclass(frozen=True)
class FormCase:
    """A form at `path`, sent to `action` ("" for the same address), in which `person` types into the field `name`.

    `more` are the other fields that have to be filled in, or chosen, before it can be sent. `before`: what has to be
    sent from the form at `path` for this form to come, and `file` the name and the bytes of what is chosen there.
    `again`: where its words are offered ("" for `path`). `rows`: how many rows are written when it is sent.
    """

    called: str
    person: Person
    path: str
    name: str
    action: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    words: str = LONG
    before: Mapping[str, str] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None
    again: str = ""
    rows: int = 1

    @property
    def place(self) -> str:
        """Where the form is sent."""
        return self.action or self.path

    @property
    def offered_at(self) -> str:
        """Where its words are offered when they were not sent."""
        return self.again or self.path

    @property
    def typed(self) -> dict[str, str]:
        """All that is typed and chosen."""
        return {**self.more, self.name: self.words}
