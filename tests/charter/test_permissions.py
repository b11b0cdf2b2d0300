"""The permission table, beside a copy of it that was written by hand."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.permissions import Action, Standing, may, require, rows
from policyspace.charter.words import ProblemState, ProposalState, Role
from policyspace.foundation.errors import NotAllowed

PEOPLE: dict[str, dict[str, Any]] = {
    "visitor": {},
    "stranger": {"signed_in": True},
    "official": {"signed_in": True, "verified_official": True},
    "admin": {"signed_in": True, "administrator": True},
    "particip": {"signed_in": True, "role": Role.PARTICIPANT, "side": Side.RESIDENT},
    "drafter": {"signed_in": True, "role": Role.DRAFTER, "side": Side.LOCAL},
    "facilit": {"signed_in": True, "role": Role.FACILITATOR, "side": Side.CENTRAL},
}

# Each word of the second column is a fact of the situation. An action is refused or allowed the same
# whatever else is so; where the column says "-", nothing but the person matters.
MATRIX = """
action              situation     visitor stranger official admin particip drafter facilit
sign_up             -             yes     yes      yes      yes   yes      yes     yes
sign_in             -             yes     yes      yes      yes   yes      yes     yes
manage_own_account  -             no      yes      yes      yes   yes      yes     yes
make_api_token      -             no      yes      yes      yes   yes      yes     yes
administer          -             no      no       no       yes   no       no      no
let_speak           of_theirs     no      yes      yes      yes   yes      yes     yes
let_speak           of_others     no      no       no       yes   no       no      no
keep_service        -             no      no       no       no    no       no      no
open_space          -             no      no       yes      yes   no       no      no
read_space          public        yes     yes      yes      yes   yes      yes     yes
read_space          members       no      no       no       no    yes      yes     yes
edit_space          -             no      no       no       no    no       no      yes
join_space          public        no      yes      yes      yes   yes      yes     yes
join_space          members       no      no       no       no    no       no      no
join_space          invited       no      yes      yes      yes   yes      yes     yes
choose_capacity     own           no      no       no       no    yes      yes     yes
choose_capacity     others        no      no       no       no    no       no      no
invite              -             no      no       no       no    no       no      yes
change_role         -             no      no       no       no    no       no      yes
end_membership      own           no      no       no       no    yes      yes     yes
end_membership      others        no      no       no       no    no       no      yes
create_problem      -             no      no       no       no    no       yes     yes
create_proposal     -             no      no       no       no    no       yes     yes
read_draft_document -             no      no       no       no    no       yes     yes
save_revision       draft         no      no       no       no    no       yes     yes
save_revision       open          no      no       no       no    no       yes     yes
save_revision       answering     no      no       no       no    no       yes     yes
save_revision       framed        no      no       no       no    no       no      no
save_revision       published     no      no       no       no    no       yes     yes
open_problem        -             no      no       no       no    no       no      yes
close_problem       -             no      no       no       no    no       no      yes
frame_problem       -             no      no       no       no    no       no      yes
reopen_problem      -             no      no       no       no    no       no      yes
publish_proposal    trust         no      no       no       no    no       yes     yes
publish_proposal    no_trust      no      no       no       no    no       no      no
lift_publication    -             no      no       no       no    no       no      yes
manage_templates    -             no      no       no       no    no       no      yes
comment             draft         no      no       no       no    no       yes     yes
comment             open+public   no      yes      yes      yes   yes      yes     yes
comment             open+members  no      no       no       no    yes      yes     yes
comment             answering     no      no       no       no    no       no      no
comment             framed        no      no       no       no    no       no      no
comment             published+public  no  yes      yes      yes   yes      yes     yes
comment             published+members no  no       no       no    yes      yes     yes
write_first         open+public   yes     yes      yes      yes   yes      yes     yes
write_first         published+public yes  yes      yes      yes   yes      yes     yes
write_first         open+members  no      no       no       no    no       no      no
write_first         published+members no  no       no       no    no       no      no
write_first         draft         no      no       no       no    no       no      no
write_first         answering     no      no       no       no    no       no      no
write_first         framed        no      no       no       no    no       no      no
reply               draft         no      no       no       no    no       yes     yes
reply               open+public   no      yes      yes      yes   yes      yes     yes
reply               open+members  no      no       no       no    yes      yes     yes
reply               answering     no      no       no       no    no       no      no
reply               framed        no      no       no       no    no       no      no
reply               published+public  no  yes      yes      yes   yes      yes     yes
reply               published+members no  no       no       no    yes      yes     yes
support             others+draft  no      no       no       no    no       yes     yes
support             others+open+public       no yes yes yes   yes      yes     yes
support             others+open+members      no no no no      yes      yes     yes
support             others+published+public  no yes yes yes   yes      yes     yes
support             others+published+members no no no no      yes      yes     yes
support             answering     no      no       no       no    no       no      no
support             framed        no      no       no       no    no       no      no
support             own           no      no       no       no    no       no      no
edit_comment        own+recent    no      no       no       no    yes      yes     yes
edit_comment        own+old       no      no       no       no    no       no      no
edit_comment        others        no      no       no       no    no       no      no
withdraw_comment    own           no      yes      yes      yes   yes      yes     yes
withdraw_comment    others        no      no       no       no    no       no      no
hide_comment        own           no      no       no       no    no       no      no
hide_comment        others        no      no       no       no    no       no      yes
unhide_comment      own           no      no       no       no    no       no      no
unhide_comment      others        no      no       no       no    no       no      yes
read_hidden_comment own           no      yes      yes      yes   yes      yes     yes
read_hidden_comment others        no      no       no       no    no       no      yes
report_comment      own           no      no       no       no    no       no      no
report_comment      others+public no      yes      yes      yes   yes      yes     yes
report_comment      others+members  no    no       no       no    yes      yes     yes
moderate            -             no      no       no       no    no       no      yes
keep_reported       own           no      no       no       no    no       no      no
keep_reported       others        no      no       no       no    no       no      yes
decide_held         own           no      no       no       no    no       no      no
decide_held         others        no      no       no       no    no       no      yes
appeal              own           no      yes      yes      yes   yes      yes     yes
appeal              others        no      no       no       no    no       no      no
decide_appeal       own           no      no       no       no    no       no      no
decide_appeal       others+hidden_by_another no no no       no    no       no      yes
decide_appeal       others+hidden_by_them    no no no       no    no       no      no
read_draft_answer   -             no      no       no       no    no       yes     yes
draft_answer        -             no      no       no       no    no       yes     yes
clear_answer        -             no      no       no       no    no       yes     yes
publish_answer      -             no      no       no       no    no       no      yes
take_back_answer    draft         no      no       no       no    no       no      yes
take_back_answer    open          no      no       no       no    no       no      yes
take_back_answer    answering     no      no       no       no    no       no      yes
take_back_answer    framed        no      no       no       no    no       no      no
take_back_answer    published     no      no       no       no    no       no      yes
suggest             draft         no      no       no       no    no       yes     yes
suggest             open+public   no      yes      yes      yes   yes      yes     yes
suggest             open+members  no      no       no       no    yes      yes     yes
suggest             answering     no      no       no       no    no       no      no
suggest             framed        no      no       no       no    no       no      no
suggest             published+public  no  yes      yes      yes   yes      yes     yes
suggest             published+members no  no       no       no    yes      yes     yes
decide_suggestion   draft         no      no       no       no    no       yes     yes
decide_suggestion   open          no      no       no       no    no       yes     yes
decide_suggestion   answering     no      no       no       no    no       yes     yes
decide_suggestion   framed        no      no       no       no    no       no      no
decide_suggestion   published     no      no       no       no    no       yes     yes
withdraw_suggestion own           no      yes      yes      yes   yes      yes     yes
withdraw_suggestion others        no      no       no       no    no       no      no
renew_suggestion    own+draft     no      no       no       no    yes      yes     yes
renew_suggestion    own+open      no      no       no       no    yes      yes     yes
renew_suggestion    own+answering no      no       no       no    yes      yes     yes
renew_suggestion    own+published no      no       no       no    yes      yes     yes
renew_suggestion    own+framed    no      no       no       no    no       no      no
renew_suggestion    others        no      no       no       no    no       no      no
read_record         draft         no      no       no       no    yes      yes     yes
read_record         published+public  yes yes      yes      yes   yes      yes     yes
read_record         published+members no  no       no       no    yes      yes     yes
add_entry           -             no      no       no       no    no       yes     yes
change_entry        -             no      no       no       no    no       yes     yes
change_side_entry   same_side     no      no       no       no    no       yes     yes
change_side_entry   other_side    no      no       no       no    no       no      no
write_process_entry -             no      no       no       no    no       no      yes
declare_interests   own           no      no       no       no    yes      yes     yes
declare_interests   others        no      no       no       no    no       no      no
accept_entry        same_side     no      no       no       no    yes      yes     no
accept_entry        other_side    no      no       no       no    no       no      no
set_aside           -             no      no       no       no    no       no      yes
confirm_stage       -             no      no       no       no    yes      yes     yes
count_for_side      -             no      no       no       no    yes      yes     no
move_stage          -             no      no       no       no    no       no      yes
"""

FACTS: dict[str, dict[str, Any]] = {
    "-": {},
    "public": {"space_public": True, "invited": False},
    "members": {"space_public": False, "invited": False},
    "invited": {"invited": True},
    "own": {"is_author": True},
    "others": {"is_author": False},
    "recent": {"minutes_since": 15.0},
    "old": {"minutes_since": 15.1},
    "hidden_by_another": {"hidden_by_another": True},
    "hidden_by_them": {"hidden_by_another": False},
    "of_theirs": {"manages": True},
    "of_others": {"manages": False},
    "trust": {"trust_met_or_lifted": True},
    "no_trust": {"trust_met_or_lifted": False},
    "same_side": {"same_side": True},
    "other_side": {"same_side": False},
    "draft": {"document_state": ProblemState.DRAFT},
    "open": {"document_state": ProblemState.OPEN},
    "answering": {"document_state": ProblemState.ANSWERING},
    "framed": {"document_state": ProblemState.FRAMED},
    "published": {"document_state": ProposalState.PUBLISHED},
}

EVERYTHING_ELSE: dict[str, list[Any]] = {
    "space_public": [False, True],
    "invited": [False, True],
    "is_author": [False, True],
    "same_side": [False, True],
    "document_state": [None, *ProblemState, ProposalState.PUBLISHED],
    "trust_met_or_lifted": [False, True],
    "hidden_by_another": [False, True],
    "manages": [False, True],
    "minutes_since": [None, 1.0, 900.0],
}

LINES = [line.split() for line in MATRIX.strip().splitlines()]
HEAD, BODY = LINES[0], LINES[1:]


def circumstances(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Every combination of the facts that `given` leaves open."""
    left_open = {name: values for name, values in EVERYTHING_ELSE.items() if name not in given}
    return [given | dict(zip(left_open, values, strict=True)) for values in product(*left_open.values())]


@pytest.mark.parametrize("line", BODY, ids=lambda line: f"{line[0]}-{line[1]}")
def test_the_table_says_what_the_matrix_says_whatever_else_is_so(line: list[str]) -> None:
    action = Action(line[0])
    given: dict[str, Any] = {}
    for word in line[1].split("+"):
        given |= FACTS[word]
    for name, answer in zip(HEAD[2:], line[2:], strict=True):
        for facts in circumstances(given):
            standing = Standing(**PEOPLE[name], **facts)
            assert may(action, standing) is (answer == "yes"), f"{name}: {standing}"


def test_the_matrix_speaks_of_every_action_and_the_table_has_a_row_for_each() -> None:
    assert list(dict.fromkeys(line[0] for line in BODY)) == [row.action.value for row in rows()]
    assert [row.action for row in rows()] == list(Action)


@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "visitor"])
@pytest.mark.parametrize("facts", [{"signed_in": False}, {"frozen": True}], ids=["signed-out", "frozen"])
def test_who_is_signed_out_or_frozen_may_what_a_visitor_may(person: str, facts: dict[str, bool]) -> None:
    for circumstance in circumstances({}):
        for action in Action:
            standing = Standing(**(PEOPLE[person] | facts), **circumstance)
            assert may(action, standing) is may(action, Standing(**circumstance)), f"{action}: {standing}"


def test_the_keeper_of_the_service_may_only_keep_it_and_what_anyone_may() -> None:
    keeper = Standing(keeper=True)
    allowed = [action for action in Action if may(action, keeper)]
    assert allowed == [
        Action.SIGN_UP,
        Action.SIGN_IN,
        Action.ADMINISTER,
        Action.LET_SPEAK,
        Action.KEEP_SERVICE,
    ]


def test_what_is_not_known_allows_least() -> None:
    assert [action for action in Action if may(action, Standing())] == [Action.SIGN_UP, Action.SIGN_IN]


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.action))
def test_a_refusal_is_one_or_two_short_sentences_that_say_who_may(row: Any) -> None:
    sentence = str(row.sentence)
    assert sentence.endswith(".")
    assert all(len(part.split()) < 25 for part in sentence.split(". "))
    assert row.who_may


def test_require_refuses_with_the_sentence_of_the_row_and_is_silent_when_all_is_well() -> None:
    participant = Standing(signed_in=True, role=Role.PARTICIPANT, side=Side.RESIDENT)
    with pytest.raises(NotAllowed, match="Only facilitators can hide a comment"):
        require(Action.HIDE_COMMENT, participant)
    require(Action.HIDE_COMMENT, Standing(signed_in=True, role=Role.FACILITATOR, side=Side.LOCAL))


def test_a_row_reads_aloud_as_who_and_when() -> None:
    said = {row.action: row.who_may for row in rows()}
    assert said[Action.MOVE_STAGE] == "facilitators"
    assert said[Action.ADD_ENTRY] == "drafters and facilitators"
    assert said[Action.READ_SPACE] == "anyone, when the space is public; or members"
    assert said[Action.EDIT_COMMENT] == (
        "members, when it is their own and it was posted in the last 15 minutes"
    )
