"""The forms of a shared outcome: what is written in it, and what a facilitator does about it as a whole."""

from __future__ import annotations

from policyspace.charter.words import Role, Stage
from policyspace.outcomes import services
from tests.builders.drafting import a_proposal
from tests.builders.form_case import FormCase
from tests.builders.outcomes import Table, an_entry
from tests.builders.spaces import a_member, the_membership

LINE = "Zażółć: one line of words."


class Recorded:
    """A record with two answers about the local side; one to close, and one that is closed; a second facilitator."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.here = f"/spaces/{table.space.slug}"
        self.record = self._of(table.document.number)
        self.successor = str(the_membership(table.space, a_member(table.space, role=Role.FACILITATOR)).id)
        ended, shut = a_proposal(table.space), a_proposal(table.space)
        services.close_record(table.facilitator, shut, reason="Done")
        self.ended, self.shut = (self._of(each.number) for each in (ended, shut))
        self.answer, self.heard = (
            f"{self.record}/entries/{an_entry(table, Stage.TRUST, 'heard', about='local').id}"
            for _twice in range(2)
        )

    def _of(self, number: int) -> str:
        return f"{self.here}/documents/{number}/outcome"

    def cases(self) -> list[FormCase]:
        """Every form of a record that takes text."""
        return [*self._of_entries(), *self._of_stages(), *self._of_the_whole()]

    def _of_entries(self) -> list[FormCase]:
        local = self.table.local
        return [
            FormCase("entry", local, f"{self.record}/trust/priorities/new", "words"),
            FormCase("other words for an entry", self.table.central, f"{self.answer}/edit", "words"),
            FormCase(
                "comment on an entry", local, f"{self.heard}/comments", "body", more={"kind": "concern"}
            ),
            FormCase(
                "correction of an entry", local, f"{self.heard}/accept", "note", more={"accepted": "no"}
            ),
        ]

    def _of_stages(self) -> list[FormCase]:
        record, facilitator = self.record, self.table.facilitator
        return [
            FormCase(
                "words of a confirmation",
                self.table.central,
                f"{record}/trust/confirm",
                "words",
                more={"kind": "not_yet"},
            ),
            FormCase("reason to move", facilitator, f"{record}/move", "reason", more={"to": "flexibility"}),
            FormCase("reason to do without", facilitator, f"{record}/aside/priorities_central", "reason"),
            FormCase("reason to lift a rule", facilitator, f"{record}/lift", "reason"),
        ]

    def _of_the_whole(self) -> list[FormCase]:
        record, facilitator = self.record, self.table.facilitator
        to = {"to": self.successor}
        waited_for = the_membership(self.table.space, self.table.local).id
        return [
            FormCase("note of a handover", facilitator, f"{record}/hand-over", "note", more=to),
            FormCase(
                "note of handing everything over",
                facilitator,
                f"{self.here}/desk/hand-over",
                "note",
                more=to,
            ),
            FormCase("note of a nudge", facilitator, f"{record}/nudge?whom={waited_for}", "note", words=LINE),
            FormCase("reason to close", facilitator, f"{self.ended}/close", "reason"),
            FormCase("reason to open a record again", facilitator, f"{self.shut}/reopen", "reason"),
        ]
