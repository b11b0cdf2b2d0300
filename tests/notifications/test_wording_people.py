from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people import services as people
from policyspace.people.models import EmailedToken, Person
from policyspace.people.services.links import Asking
from policyspace.people.tokens import token_of
from tests.builders.people import PASSWORD, a_resident
from tests.notifications.letters import forget_what_happened, letters, the_letter, written

MORNING = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
FIREFOX, CHROME = "Firefox, Windows", "Chrome, Android"


@pytest.fixture(autouse=True)
def _on_one_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def the_token() -> str:
    return token_of(db.session.scalars(select(EmailedToken).order_by(EmailedToken.id.desc())).first())  # type: ignore[arg-type]  # there is one


def ask(email: str, purpose: str = "sign_in") -> None:
    people.ask_for_link(None, email=email, purpose=purpose, asking=Asking("browser"))


def sign_up(email: str, name: str = "Rosa", password: str | None = None) -> None:
    asking = Asking("browser")
    people.sign_up(None, email=email, display_name=name, place="", password=password, asking=asking)


def rosa() -> Person:
    person = a_resident(email="rosa@example.org")
    forget_what_happened()
    return person


def test_the_letter_that_confirms_an_address(app: Flask) -> None:
    sign_up("rosa@example.org")
    assert (
        the_letter(app)
        == f"""Confirm your email address

Someone asked for a policyspace account with this email address.

If it was you, confirm that the address is yours.

Confirm your email address
http://127.0.0.1:8000/links/{the_token()}

The link works once, until 21 November 2026 at 10:15am, in the browser you signed up in.

If it was not you, ignore this email. There will be no account.
"""
    )


def test_a_stranger_cannot_put_words_into_the_letter_that_confirms_an_address(app: Flask) -> None:
    sign_up("rosa@example.org", name="Win a prize at evil.example")
    assert "evil" not in the_letter(app)


def test_the_letter_with_a_link_to_sign_in(app: Flask) -> None:
    rosa()
    ask("rosa@example.org")
    assert (
        the_letter(app)
        == f"""Your link to sign in

You asked for a link to sign in to policyspace.

Sign in
http://127.0.0.1:8000/links/{the_token()}

The link works once, for 10 minutes, in the browser you asked from.

If you did not ask for it, ignore this email. Nobody can sign in without it.
"""
    )


def test_the_letter_to_someone_who_signs_up_again(app: Flask) -> None:
    rosa()
    sign_up("rosa@example.org")
    assert (
        the_letter(app)
        == f"""You have an account already

Someone asked for a policyspace account with this email address. It has one.

If it was you, sign in with this link.

Sign in
http://127.0.0.1:8000/links/{the_token()}

The link works once, for 10 minutes, in the browser you asked from.

If it was not you, ignore this email. Nobody can sign in without it.
"""
    )


def test_the_letter_with_a_link_to_choose_a_new_password(app: Flask) -> None:
    rosa()
    ask("rosa@example.org", "reset_password")
    assert (
        the_letter(app)
        == f"""Choose a new password

You asked to choose a new password for policyspace.

Choose a new password
http://127.0.0.1:8000/links/{the_token()}

The link works once, for 10 minutes, in the browser you asked from.

If you did not ask for it, ignore this email. Your password stays as it is.
"""
    )


def test_an_address_nobody_has_gets_no_letter(app: Flask) -> None:
    ask("nobody@example.org")
    assert written(app) == {}


def test_a_link_that_has_expired_before_it_was_written_about_gets_no_letter(app: Flask) -> None:
    rosa()
    ask("rosa@example.org")
    with time_machine.travel(MORNING + timedelta(minutes=10), tick=False):
        assert written(app) == {}


def test_the_letter_about_a_browser_not_seen_before(app: Flask) -> None:
    person = rosa()
    people.begin_session(person, browser=FIREFOX)
    people.begin_session(person, browser=CHROME)
    assert (
        the_letter(app)
        == """New sign-in to your account

Someone signed in to your policyspace account on 20 November 2026 at 10:15am.

We have not seen you use that browser before: Chrome, Android.

If it was you, you do not need to do anything.

If it was not you, end that session and choose a new password.

See where you are signed in
http://127.0.0.1:8000/account/sessions
"""
    )


def test_a_browser_without_a_name_is_told_of_without_one(app: Flask) -> None:
    person = rosa()
    people.begin_session(person, browser=FIREFOX)
    people.begin_session(person, browser="")
    assert "We have not seen you use that browser before.\n" in the_letter(app)


def test_the_first_browser_and_one_seen_before_are_not_told_of(app: Flask) -> None:
    person = rosa()
    for browser in (FIREFOX, CHROME, FIREFOX, CHROME):
        people.begin_session(person, browser=browser)
    assert len(written(app)) == 1
    assert len(letters()) == 1


def test_browsers_of_others_say_nothing_about_mine(app: Flask) -> None:
    person, other = rosa(), a_resident()
    people.begin_session(other, browser=FIREFOX)
    people.begin_session(person, browser=CHROME)
    assert written(app) == {}


def test_made_up_people_of_a_demonstration_are_not_told_of_browsers(app: Flask) -> None:
    person = rosa()
    people.begin_session(person, browser=FIREFOX, means="demonstration")
    people.begin_session(person, browser=CHROME, means="demonstration")
    assert written(app) == {}


def test_the_letter_about_a_new_password(app: Flask) -> None:
    sign_up("rosa@example.org", password=PASSWORD)
    arrival = people.claim_link(None, token=the_token(), browser="browser", browser_name=FIREFOX)
    forget_what_happened()
    people.change_password(
        arrival.person,
        current_password=PASSWORD,
        password="copper meadow lantern",
        token=arrival.session_token,
    )
    assert (
        the_letter(app)
        == """Your password was changed

The password of your policyspace account was changed on 20 November 2026 at 10:15am.

All other browsers were signed out.

If it was not you, choose a new password now.

Choose a new password
http://127.0.0.1:8000/sign-in/forgotten
"""
    )


def test_a_password_chosen_by_a_link_is_told_of_too(app: Flask) -> None:
    rosa()
    ask("rosa@example.org", "reset_password")
    token = the_token()
    forget_what_happened()
    people.claim_link(
        None, token=token, browser="browser", browser_name=FIREFOX, password="copper meadow lantern"
    )
    assert the_letter(app).startswith("Your password was changed\n")


def test_summer_time_is_told_as_the_clock_on_the_wall(app: Flask) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), tick=False):
        sign_up("rosa@example.org")
        assert "until 3 July 2026 at 12:30am" in the_letter(app)
        assert now().hour == 23
