"""The stages, beside the table they were made from."""

from __future__ import annotations

from typing import Any

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.permissions import Action
from policyspace.charter.stages import STAGES, StageRow, stage_row
from policyspace.charter.stages.needs import AtLeast, BySide, BySponsor, Outside
from policyspace.charter.stages.rows import Answerer, FieldKind, Prompt
from policyspace.charter.words import Stage

# What the record asks, by stage: the words of the design, the prompt that asks it, and the fields it names.
ASKED = {
    Stage.TRUST: [
        ("place profile: leadership", "place_leadership", []),
        ("place profile: politics", "place_politics", []),
        ("past joint work", "joint_work", []),
        ("and what went wrong", "joint_work_failures", []),
        ("culture", "place_culture", []),
        ("capacity to deliver", "place_capacity", []),
        ("a residents' group named in the place profile", "residents_group", ["organisation_id"]),
        ("each party's priorities in its own words", "priorities", []),
        ("what each heard the other say", "heard", ["about"]),
        ("visits and conversations", "meeting", ["kind", "date", "place", "host"]),
        ("one named contact on each side", "contact", ["post", "reach"]),
        ("and one deputy", "deputy", ["post", "reach"]),
        ("how credit will be shared", "credit", []),
    ],
    Stage.FLEXIBILITY: [
        ("open questions", "open_question", ["state", "owner", "date"]),
        ("options still alive, what would change our mind", "option", ["state", "change_mind"]),
        ("who is affected and how each is heard", "affected_group", ["kind", "route"]),
        ("how decisions are made here and there", "decision", ["step", "date"]),
        ("needs of the place", "needs_of_place", []),
        ("needs of the home organisation", "needs_of_home", []),
        ("advice of a senior local officer", "senior_advice", ["post"]),
    ],
    Stage.HONESTY: [
        ("can", "can", ["owner", "expiry"]),
        ("cannot", "cannot", ["limit", "owner", "expiry"]),
        ("could if", "could_if", ["condition", "limit", "owner", "expiry"]),
        ("what is already decided", "already_decided", []),
        ("what each brings that no other can", "brings", []),
        ("what would make us say no", "would_say_no", []),
        ("hats and interests", "interests", ["hats"]),
        ("residents' view published and open to challenge", "residents_view", ["open_until"]),
    ],
    Stage.CLARITY: [
        ("the shared outcome in one plain sentence", "outcome", []),
        ("measure, baseline, date", "measure", ["baseline", "date"]),
        ("who does what by when", "task", ["who", "date"]),
        ("in scope", "in_scope", []),
        ("out of scope", "out_of_scope", []),
        ("costs: item, amount or none, who pays", "cost", ["amount", "payer"]),
        ("how and when each party exits", "exit", ["date"]),
        ("how residents' comments will be used and when answered", "comment_use", ["date"]),
    ],
    Stage.SUSTAINABILITY: [
        ("senior sponsor on each side", "sponsor", ["member_id", "post"]),
        ("champions", "champion", ["post"]),
        ("who takes over each role", "role", ["holder", "deputy"]),
        ("handover notes", "handover", []),
        ("pace differences", "pace", []),
        ("who could lose from a quick win", "quick_win_losers", []),
        ("review dates", "review", ["date"]),
    ],
}

NEEDED = {
    Stage.TRUST: [
        "Priorities of the central side, in its own words",
        "Priorities of the local side, in its own words",
        "What the central side heard the local side say",
        "What the local side heard the central side say",
        "Each “what we heard” accepted by the side it describes",
        "One visit or hosted day, with a note by the host",
        "A named contact on the central side",
        "A named contact on the local side",
        "A deputy on the central side",
        "A deputy on the local side",
        "The residents’ group that speaks for people who live here",
    ],
    Stage.FLEXIBILITY: [
        "One open question",
        "One question answered, or parked on purpose",
        "Two options still alive",
        "How each affected group is heard",
        "Decision dates of the central side",
        "Decision dates of the local side",
        "Advice of a senior local officer",
    ],
    Stage.HONESTY: [
        "One thing the central side cannot do",
        "One thing the local side cannot do",
        "What is already decided, or “nothing”",
        "A declaration of interests by every member, which may be “none”",
        "Residents’ view of these limits, with a day until which it can be challenged",
    ],
    Stage.CLARITY: [
        "The shared outcome in one plain sentence",
        "Each cost confirmed by the side that pays it",
        "How and when the central side leaves",
        "How and when the local side leaves",
        "An answer to every comment on the problems it answers",
    ],
    Stage.SUSTAINABILITY: [
        "A senior sponsor on the central side",
        "A senior sponsor on the local side",
        "A deputy for each role",
        "One review date ahead",
        "“You said, we did”, published",
    ],
}

CONFIRMED_BY = {
    Stage.TRUST: ["central", "local", "residents_group"],
    Stage.FLEXIBILITY: ["central", "local"],
    Stage.HONESTY: ["central", "local"],
    Stage.CLARITY: ["central", "local", "resident"],
    Stage.SUSTAINABILITY: ["central", "local"],
}

EACH_SIDE_ANSWERS = {
    *("joint_work", "joint_work_failures", "priorities", "heard", "meeting", "contact", "deputy"),
    *("decision", "needs_of_place", "needs_of_home", "can", "cannot", "could_if", "brings", "would_say_no"),
    *("exit", "sponsor", "pace"),
}

PROMPTS = [prompt for row in STAGES for prompt in row.prompts]


def sentences(row: StageRow) -> list[Any]:
    """Everything of a stage that is shown to people."""
    said = [row.meaning]
    for prompt in row.prompts:
        said += [prompt.question, prompt.hint, *(field.label for field in prompt.fields)]
        said += [prompt.acceptance.question] if prompt.acceptance else []
    said += [item.sentence for item in row.requirements]
    said += [confirmer.sentence for confirmer in row.confirmers]
    return said + [rule.sentence for rule in (row.challenge, row.lapse) if rule]


def test_there_are_five_stages_in_their_order() -> None:
    assert [row.stage for row in STAGES] == list(Stage)
    assert all(stage_row(row.stage) is row for row in STAGES)


@pytest.mark.parametrize("stage", Stage)
def test_every_prompt_of_the_design_is_asked_with_the_fields_it_names_and_no_other(stage: Stage) -> None:
    asked = [(prompt.key, [field.key for field in prompt.fields]) for prompt in stage_row(stage).prompts]
    assert asked == [(key, fields) for _words, key, fields in ASKED[stage]]


@pytest.mark.parametrize("stage", Stage)
def test_every_piece_of_evidence_of_the_design_is_required_in_plain_words(stage: Stage) -> None:
    assert [str(item.sentence) for item in stage_row(stage).requirements] == NEEDED[stage]


@pytest.mark.parametrize("stage", Stage)
def test_those_whom_the_design_names_confirm(stage: Stage) -> None:
    assert [confirmer.key for confirmer in stage_row(stage).confirmers] == CONFIRMED_BY[stage]


@pytest.mark.parametrize("row", STAGES, ids=lambda row: str(row.stage))
def test_no_stage_goes_without_the_central_and_the_local_side(row: StageRow) -> None:
    sides = {
        confirmer.rule.side for confirmer in row.confirmers if isinstance(confirmer.rule, (BySide, BySponsor))
    }
    assert {Side.CENTRAL, Side.LOCAL} <= sides


def test_only_both_sponsors_confirm_sustainability_and_it_lapses_by_review_dates_and_after_a_year() -> None:
    row = stage_row(Stage.SUSTAINABILITY)
    assert {type(confirmer.rule) for confirmer in row.confirmers} == {BySponsor}
    assert row.lapse is not None
    assert (row.lapse.prompt, row.lapse.field, row.lapse.months) == ("review", "date", 12)
    assert [other.stage for other in STAGES if other.lapse] == [Stage.SUSTAINABILITY]


def test_only_honesty_waits_for_residents_to_challenge() -> None:
    assert [row.stage for row in STAGES if row.challenge] == [Stage.HONESTY]


def test_each_side_answers_for_itself_what_concerns_each_side() -> None:
    answered = {prompt.key for prompt in PROMPTS if prompt.answered_by == Answerer.EACH_SIDE}
    assert answered == EACH_SIDE_ANSWERS


def test_a_sides_own_words_are_changed_only_by_that_side() -> None:
    assert Answerer.EACH_SIDE.to_change == Action.CHANGE_SIDE_ENTRY
    assert Answerer.LOCAL_SIDE.to_change == Action.CHANGE_SIDE_ENTRY
    assert Answerer.ANYONE.to_change == Action.CHANGE_ENTRY
    assert {Answerer.FACILITATOR.to_add, Answerer.FACILITATOR.to_change} == {Action.WRITE_PROCESS_ENTRY}
    assert all(answerer.to_add and answerer.to_change for answerer in Answerer)


def test_keys_are_unique_across_stages_and_fit_their_columns() -> None:
    prompts = [prompt.key for prompt in PROMPTS]
    requirements = [item.key for row in STAGES for item in row.requirements]
    for keys in (prompts, requirements):
        assert len(set(keys)) == len(keys)
        assert all(key.isidentifier() and len(key) <= 40 for key in keys)


@pytest.mark.parametrize("row", STAGES, ids=lambda row: str(row.stage))
def test_every_rule_speaks_of_prompts_and_fields_of_its_own_stage(row: StageRow) -> None:
    rules: list[Any] = [item.rule for item in row.requirements]
    rules += [confirmer.rule for confirmer in row.confirmers]
    rules += [rule for rule in (row.challenge, row.lapse) if rule]
    for rule in rules:
        if isinstance(rule, (Outside, BySide)):
            continue
        prompt = row.find_prompt(rule.prompt)
        assert prompt is not None, rule
        named = getattr(rule, "field", None)
        field = next((field for field in prompt.fields if field.key == named), None)
        assert named is None or field is not None, rule
        if field and field.choices and isinstance(rule, AtLeast):
            assert set(rule.values) <= set(field.choices), rule
    if row.challenge:
        assert row.find_requirement(row.challenge.requirement)


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: str(prompt.key))
def test_fields_have_choices_exactly_where_one_chooses_and_acceptance_asks_a_side(prompt: Prompt) -> None:
    for field in prompt.fields:
        assert (field.kind == FieldKind.CHOICE) is (field.choices is not None), field.key
    if prompt.acceptance:
        kinds = {field.key: (field.kind, field.required) for field in prompt.fields}
        assert kinds[prompt.acceptance.field] == (FieldKind.SIDE, True)


@pytest.mark.parametrize("row", STAGES, ids=lambda row: str(row.stage))
def test_every_sentence_is_plain_short_and_translatable(row: StageRow) -> None:
    for said in sentences(row):
        assert type(said).__name__ == "LazyString", said
        assert str(said).strip()
        assert all(len(part.split()) < 25 for part in str(said).split(". "))
        assert not {"stakeholder", "please"} & set(str(said).lower().split())


def test_questions_are_questions_and_none_is_asked_twice() -> None:
    questions = [str(prompt.question) for prompt in PROMPTS]
    assert all(question.endswith("?") for question in questions)
    assert len(set(questions)) == len(questions)


def test_declaring_an_interest_does_not_make_everyone_confirm_again() -> None:
    assert [prompt.key for prompt in PROMPTS if not prompt.counts_as_words] == ["interests"]
