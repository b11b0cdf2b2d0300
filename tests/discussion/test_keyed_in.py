"""What must stay true of things keyed in whatever the bug, of their codes, and of sending the same thing twice."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from policyspace.discussion.models import KeyedIn, Pack, Slip
from policyspace.discussion.rules import code_or_none, shown_code
from policyspace.discussion.rules.codes import LENGTH, SIGNS
from policyspace.discussion.services import packing
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotAllowed
from tests.builders.discussion import a_discussed_problem, a_draft_problem
from tests.builders.drafting import space_of
from tests.builders.keyed_in import a_keyed_in, a_pack
from tests.builders.spaces import a_member

NEVER: list[tuple[type[Any], str, dict[str, Any]]] = [
    (KeyedIn, "consent_given", {"consent": False}),
    (KeyedIn, "channel_known", {"channel": "rumour"}),
    (KeyedIn, "meeting_named", {"channel": "meeting", "place": ""}),
    (KeyedIn, "email_lower_case", {"email": "Pat@homes.example"}),
    (KeyedIn, "taken_back_known", {"taken_back": "disliked"}),
    (Pack, "slips_bounded", {"slip_count": 51}),
    (Pack, "revision_from_one", {"revision_number": 0}),
    (Slip, "code_whole", {"code": "cdfh2346"}),
    (Slip, "code_whole", {"code": "CDFH"}),
    (Slip, "printed_or_used", {"pack_id": None, "comment_id": None}),
]


@pytest.mark.parametrize(("table", "name", "values"), NEVER)
def test_the_database_refuses(app: Flask, table: type[Any], name: str, values: dict[str, Any]) -> None:
    problem = a_discussed_problem()
    a_pack(problem, slips=0)
    a_keyed_in(problem)
    with pytest.raises(IntegrityError, match=f"ck_{table.__tablename__}_{name}"):
        db.session.execute(update(table).values(values))


@given(
    st.text(SIGNS, min_size=LENGTH, max_size=LENGTH), st.sampled_from(["", " ", "-", " – ", "\u2011", "."])
)
def test_a_code_is_known_however_it_is_typed(code: str, between: str) -> None:
    assert code_or_none(shown_code(code)) == code
    assert code_or_none(f"  {code[:4].lower()}{between}{code[4:]} ") == code


@given(st.text())
def test_what_is_no_code_is_none_of_ours(typed: str) -> None:
    code = code_or_none(typed)
    assert code is None or (len(code) == LENGTH and set(code) <= set(SIGNS))


def test_it_is_kept_once_with_consent_in_a_text_that_takes_replies_by_a_facilitator(app: Flask) -> None:
    problem = a_discussed_problem()
    first, again = (a_keyed_in(problem, idempotency_key="the-same-key") for _twice in range(2))
    assert first.comment_id == again.comment_id
    with pytest.raises(Invalid):
        a_keyed_in(problem, consent=False)
    with pytest.raises(NotAllowed):
        a_keyed_in(problem, by=a_member(space_of(problem)))
    with pytest.raises(NotAllowed):
        a_keyed_in(a_draft_problem())


def test_no_more_slips_are_printed_than_may_wait(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_UNUSED", 3)
    problem = a_discussed_problem()
    a_pack(problem, slips=2, idempotency_key="the-same-key")
    a_pack(problem, slips=2, idempotency_key="the-same-key")
    with pytest.raises(Invalid):
        a_pack(problem, slips=2)
