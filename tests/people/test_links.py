"""Emailed links: one use, a short life, only in the browser that asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, Refusal
from policyspace.foundation.ledger import LedgerRow
from policyspace.people import queries, services
from policyspace.people.models import EmailedToken
from policyspace.people.passwords import get_person_by_password
from policyspace.people.rules import LinkState
from policyspace.people.services import Asking
from policyspace.people.tokens import find_token, token_of
from tests.builders.people import PASSWORD, a_resident, the_link
from tests.people.accounts import ASKING, BROWSER, claim, with_password

ROSA = "rosa@homes.example"


@pytest.fixture
def token(app: Flask) -> str:
    """A token to sign in Rosa with, just asked for."""
    a_resident(email=ROSA)
    return ask()


def ask(purpose: str = "sign_in") -> str:
    services.ask_for_link(None, email=ROSA, purpose=purpose, asking=ASKING)
    return the_link(ROSA).removeprefix("/links/")


def state(token: str, browser: str = BROWSER) -> LinkState:
    return queries.link_of(token, browser=browser).state


def test_a_link_signs_in_once(token: str) -> None:
    assert state(token) is LinkState.READY
    arrival = claim(ROSA)
    session = queries.find_session(arrival.session_token)
    assert session
    assert (session.person.email, session.browser) == (ROSA, "Firefox, Linux")
    assert state(token) is LinkState.USED
    with pytest.raises(Invalid, match="has been used"):
        claim(ROSA)


def test_a_link_opened_in_another_browser_is_refused_and_stays_good_in_its_own(token: str) -> None:
    assert state(token, "another browser") is LinkState.ELSEWHERE
    assert state(token, "") is LinkState.ELSEWHERE
    with pytest.raises(Invalid, match="another browser"):
        claim(ROSA, browser="another browser")
    assert state(token) is LinkState.READY


@pytest.mark.parametrize(
    ("purpose", "life"), [("sign_in", timedelta(minutes=10)), ("reset_password", timedelta(minutes=10))]
)
def test_a_link_lives_ten_minutes(app: Flask, purpose: str, life: timedelta) -> None:
    a_resident(email=ROSA)
    asked = now()
    with time_machine.travel(asked, tick=False) as clock:
        token = ask(purpose)
        clock.move_to(asked + life - timedelta(seconds=1))
        assert state(token) is LinkState.READY
        clock.move_to(asked + life)
        assert state(token) is LinkState.EXPIRED
        with pytest.raises(Invalid, match="too old"):
            claim(ROSA, password=PASSWORD)


def test_the_database_does_not_hold_the_token(token: str) -> None:
    emailed = db.session.scalars(select(EmailedToken)).one()
    held = " ".join(str(getattr(emailed, column.key)) for column in EmailedToken.__table__.columns)
    assert token.rpartition("-")[0] not in held
    assert BROWSER not in held
    assert token_of(emailed) == token


@pytest.mark.parametrize(
    "change",
    [
        lambda token: "A" + token[1:] if token[0] != "A" else "B" + token[1:],
        lambda token: token.rpartition("-")[0],
        lambda token: token[:-1],
        lambda token: token + "0",
        lambda token: token.rpartition("-")[0] + "-0",
        lambda token: token.rpartition("-")[0] + "-99999999999999999999999999",
        lambda token: token.rpartition("-")[0] + "-٣",
        lambda token: token.upper(),
        lambda _token: "-1",
        lambda _token: "",
        lambda _token: "\ud800-1",
    ],
)
def test_a_token_that_is_not_ours_is_unknown(token: str, change: Any) -> None:
    assert find_token(change(token)) is None
    assert state(change(token)) is LinkState.UNKNOWN
    with pytest.raises(Invalid):
        services.claim_link(None, token=change(token), browser=BROWSER, browser_name="")


def test_a_token_of_one_purpose_is_not_one_of_another(token: str) -> None:
    emailed = db.session.scalars(select(EmailedToken)).one()
    other = EmailedToken(id=emailed.id, nonce=emailed.nonce, purpose="reset_password")
    assert token_of(other) != token


def test_of_two_who_press_at_once_one_gets_in(token: str, whole_app: Flask) -> None:
    def press(_: int) -> str:
        with whole_app.app_context():
            try:
                return services.claim_link(None, token=token, browser=BROWSER, browser_name="").session_token
            except Refusal as refusal:
                return f"refused: {refusal}"

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(press, range(6)))
    assert sum(not each.startswith("refused") for each in told) == 1, told


def test_asking_leaves_the_same_trace_whether_or_not_anyone_has_the_address(app: Flask) -> None:
    a_resident(email=ROSA)
    for email in (ROSA, "nobody@homes.example"):
        services.ask_for_link(None, email=email, purpose="sign_in", asking=ASKING)
    told = db.session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc()).limit(2)).all()
    assert [(row.verb, row.facts["known"], row.subject_kind) for row in told] == [
        ("link.asked", False, None),
        ("link.asked", True, "emailed_token"),
    ]
    assert "nobody" not in str([row.facts for row in told])


def test_a_new_password_ends_every_session_and_every_other_link(app: Flask) -> None:
    person = with_password(a_resident(email=ROSA))
    elsewhere = services.begin_session(person, browser="stolen")
    waiting = ask()
    ask("reset_password")
    arrival = claim(ROSA, password="bridge candle orchard")
    assert get_person_by_password(ROSA, "bridge candle orchard") is person
    assert queries.find_session(elsewhere) is None
    assert queries.find_session(arrival.session_token)
    assert state(waiting) is LinkState.USED
    verbs = db.session.scalars(select(LedgerRow.verb).order_by(LedgerRow.id.desc()).limit(3)).all()
    assert verbs == ["session.begun", "password.reset", "session.ended"]


def test_a_weak_new_password_is_refused_and_the_link_stays_good(app: Flask) -> None:
    a_resident("Rosa Resident", email=ROSA)
    token = ask("reset_password")
    for weak in ("short", "password123", "rosaresident"):
        with pytest.raises(Invalid) as refusal:
            claim(ROSA, password=weak)
        assert "password" in refusal.value.fields
    with pytest.raises(Invalid, match="Enter a new password"):
        claim(ROSA)
    assert state(token) is LinkState.READY


def test_a_link_with_a_place_to_go_says_so(app: Flask) -> None:
    a_resident(email=ROSA)
    services.ask_for_link(None, email=ROSA, purpose="sign_in", asking=Asking(BROWSER, "/spaces/homes"))
    assert claim(ROSA).next_path == "/spaces/homes"


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"purpose": "anything"}, "purpose_known"),
        ({"expires_at": "created_at"}, "lives_a_while"),
        ({"display_name": "Rosa"}, "sign_up_has_name"),
        ({"purpose": "confirm_email"}, "sign_up_has_name"),
        ({"password_hash": "x"}, "only_sign_up_has_details"),
        ({"place": "x"}, "only_sign_up_has_details"),
    ],
)
def test_the_database_refuses_a_link_that_cannot_be(
    token: str, wrong: dict[str, Any], constraint: str
) -> None:
    emailed = db.session.scalars(select(EmailedToken)).one()
    for name, value in wrong.items():
        setattr(emailed, name, getattr(emailed, value) if name == "expires_at" else value)
    with pytest.raises(IntegrityError, match=constraint):
        db.session.flush()


def test_a_link_for_a_new_password_confirms_the_address_of_who_never_did(app: Flask) -> None:
    services.sign_up(None, email=ROSA, display_name="Rosa", place="", password=None, asking=ASKING)
    ask("reset_password")
    assert claim(ROSA, password=PASSWORD).newly_confirmed
    assert get_person_by_password(ROSA, PASSWORD).email_confirmed_at


def test_the_database_refuses_a_password_before_the_address_is_confirmed(app: Flask) -> None:
    services.sign_up(None, email=ROSA, display_name="Rosa", place="", password=None, asking=ASKING)
    person = queries.find_person(ROSA)
    assert person
    person.password_hash = "a hash"
    with pytest.raises(IntegrityError, match="password_after_confirming"):
        db.session.flush()
