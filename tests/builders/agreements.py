"""Agreements as tests need them: a record with something of everything in it, and its file."""

from __future__ import annotations

import json
from typing import Any

from flask import current_app

from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.outcomes import services
from policyspace.outcomes.agreements import seal_of
from policyspace.outcomes.rules.agreements import digest_of_content, write_agreement
from policyspace.reporting.exporting.agreements import AgreementFormat, export_agreement
from policyspace.spaces.queries import view_of
from tests.builders.outcomes import (
    Table,
    a_move,
    a_table,
    a_word,
    fill_clarity,
    fill_honesty,
    meet_trust,
    new_words,
    the_record,
)


def an_agreed_table(table: Table | None = None) -> Table:
    """A record at Honesty: Trust met, one reservation, one not yet, one confirmation of earlier words, one item set
    aside, and a move past an unmet stage."""
    table = table or a_table()
    meet_trust(table)
    a_move(table, Stage.FLEXIBILITY)
    a_move(table, Stage.HONESTY, reason="The budget comes first.")
    fill_honesty(table)
    services.set_aside(table.facilitator, table.document, requirement="options", reason="There is only one.")
    a_word(table, Stage.HONESTY, table.central)
    new_words(table, the_record(table).entries_for("already_decided")[0], "The budget.")
    a_word(table, Stage.HONESTY, table.local, ConfirmationKind.RESERVATION, "Only in winter.")
    fill_clarity(table)
    a_word(
        table, Stage.CLARITY, table.resident, ConfirmationKind.NOT_YET, "Too early.", next_step="Ask again."
    )
    return table


def the_file(table: Table, kind: AgreementFormat = AgreementFormat.JSON) -> bytes:
    """The agreement of a record as the facilitator takes it away."""
    with current_app.test_request_context():
        return export_agreement(
            view_of(table.space, table.facilitator), table.document.number, kind=kind
        ).content


def told_in(file: bytes) -> dict[str, Any]:
    """What a file for the verifier says, without its seal and digest; to be changed."""
    told: dict[str, Any] = json.loads(file)
    return {name: value for name, value in told.items() if name not in {"seal", "digest"}}


def forged(told: dict[str, Any]) -> bytes:
    """A file that says this, with a digest that is right."""
    return write_agreement(told, seal_of("not ours", digest_of_content(told)))
