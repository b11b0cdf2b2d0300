"""What may be sent about a record, in one table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from policyspace.charter.stages import STAGES
from policyspace.charter.words import Stage
from policyspace.foundation.errors import Invalid
from policyspace.foundation.schemas import Shape
from policyspace.outcomes.queries import get_prompt
from policyspace.outcomes.schemas import (
    AcceptanceShape,
    ConfirmationShape,
    MovementShape,
    ReasonShape,
    entry_shape,
    facts_of,
)

KEY = "k" * 32
WORDS = {"words": "Our words", "idempotency_key": KEY}
MEETING = WORDS | {"kind": "visit", "date": "2027-03-27", "host": "local"}
CONFIRMATION = {"kind": "confirm", "digest": "a" * 64}


def shape_of(stage: Stage, prompt: str) -> Shape:
    return entry_shape(get_prompt(stage, prompt))


CREDIT = shape_of(Stage.TRUST, "credit")
MEETINGS = shape_of(Stage.TRUST, "meeting")
SPONSOR = shape_of(Stage.SUSTAINABILITY, "sponsor")
COST = shape_of(Stage.CLARITY, "cost")

SENT: list[tuple[Shape, dict[str, Any], list[str]]] = [
    (CREDIT, WORDS, []),
    (CREDIT, WORDS | {"words": " \n "}, ["words"]),
    (CREDIT, WORDS | {"words": "x" * 5001}, ["words"]),
    (CREDIT, WORDS | {"idempotency_key": "short"}, ["idempotency_key"]),
    (CREDIT, WORDS | {"colour": "red"}, ["colour"]),
    (CREDIT, {}, ["idempotency_key", "words"]),
    (MEETINGS, MEETING, []),
    (MEETINGS, MEETING | {"place": "Town hall"}, []),
    (MEETINGS, MEETING | {"place": "x" * 301}, ["place"]),
    (MEETINGS, MEETING | {"kind": "party"}, ["kind"]),
    (MEETINGS, MEETING | {"date": "2027-02-30"}, ["date"]),
    (MEETINGS, MEETING | {"date": None}, ["date"]),
    (MEETINGS, MEETING | {"host": "resident"}, ["host"]),
    (MEETINGS, MEETING | {"host": None}, ["host"]),
    (MEETINGS, WORDS, ["date", "host", "kind"]),
    (SPONSOR, WORDS | {"member_id": 7}, []),
    (SPONSOR, WORDS | {"member_id": "seven"}, ["member_id"]),
    (SPONSOR, WORDS | {"member_id": 2**40}, ["member_id"]),
    (COST, WORDS | {"amount": "none", "payer": "central"}, []),
    (COST, WORDS | {"amount": " ", "payer": "partner"}, ["amount", "payer"]),
    (ConfirmationShape(), CONFIRMATION, []),
    (ConfirmationShape(), CONFIRMATION | {"next_date": "2027-03-27", "next_step": "Ask"}, []),
    (ConfirmationShape(), CONFIRMATION | {"kind": "maybe"}, ["kind"]),
    (ConfirmationShape(), CONFIRMATION | {"digest": "A" * 64}, ["digest"]),
    (ConfirmationShape(), CONFIRMATION | {"digest": "a" * 64 + "\n"}, ["digest"]),
    (ConfirmationShape(), CONFIRMATION | {"digest": None}, ["digest"]),
    (ConfirmationShape(), CONFIRMATION | {"words": "x" * 2001}, ["words"]),
    (ConfirmationShape(), CONFIRMATION | {"next_step": "x" * 301}, ["next_step"]),
    (ConfirmationShape(), CONFIRMATION | {"next_date": "tomorrow"}, ["next_date"]),
    (ConfirmationShape(), {}, ["digest", "kind"]),
    (AcceptanceShape(), {"accepted": "yes"}, []),
    (AcceptanceShape(), {"accepted": False, "note": "No"}, []),
    (AcceptanceShape(), {"accepted": "perhaps"}, ["accepted"]),
    (AcceptanceShape(), {"accepted": None}, ["accepted"]),
    (AcceptanceShape(), {"note": "x" * 2001}, ["accepted", "note"]),
    (MovementShape(), {"from_stage": "trust", "to": "honesty"}, []),
    (MovementShape(), {"from_stage": "trust", "to": "hope"}, ["to"]),
    (MovementShape(), {"to": "honesty"}, ["from_stage"]),
    (MovementShape(), {"from_stage": "trust", "to": "honesty", "reason": "x" * 2001}, ["reason"]),
    (ReasonShape(), {"reason": "Snow"}, []),
    (ReasonShape(), {"reason": " "}, ["reason"]),
    (ReasonShape(), {"reason": "x" * 501}, ["reason"]),
]


@pytest.mark.parametrize(("schema", "sent", "wrong"), SENT)
def test_each_field_says_what_is_wrong_with_it(
    app: Flask, schema: Shape, sent: dict[str, Any], wrong: list[str]
) -> None:
    try:
        schema.read(sent)
        refused: dict[str, list[Any]] = {}
    except Invalid as refusal:
        refused = refusal.fields
    assert sorted(refused) == wrong
    for said in refused.values():
        for sentence in said:
            assert str(sentence)[0].isupper()
            assert "Missing data" not in str(sentence)
            assert "may not be null" not in str(sentence)


def test_every_prompt_has_a_shape_with_its_fields(app: Flask) -> None:
    for row in STAGES:
        for prompt in row.prompts:
            names = {field.key for field in prompt.fields} | {"words", "idempotency_key"}
            assert set(entry_shape(prompt).fields) == names


def test_fields_are_kept_as_plain_values_and_empty_ones_are_left_out(app: Flask) -> None:
    prompt = get_prompt(Stage.TRUST, "meeting")
    read = entry_shape(prompt).read(MEETING | {"place": ""})
    assert read["date"] == date(2027, 3, 27)
    assert facts_of(prompt, read) == {"kind": "visit", "date": "2027-03-27", "host": "local"}
