"""Limits on signing in and on letters, counted once for all processes."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from policyspace.app import create_app
from policyspace.foundation.clock import now
from policyspace.foundation.errors import TooMany
from policyspace.foundation.limits import LIMITS, take
from tests.builders.people import PASSWORD, a_resident
from tests.client import PageClient, token_of
from tests.conftest import settings_for
from tests.people.accounts import with_password

ROSA = "rosa@homes.example"


def attempts(client: PageClient, number: int, email: str = ROSA, address: str = "192.0.2.1") -> list[int]:
    token = token_of(client.page("/sign-in"))
    typed = {"csrf_token": token, "email": email, "password": "wrong wrong", "next": ""}
    return [
        client.post("/sign-in", data=typed, environ_base={"REMOTE_ADDR": address}).status_code
        for _ in range(number)
    ]


def test_one_account_can_be_tried_ten_times_in_five_minutes_from_anywhere(client: PageClient) -> None:
    with_password(a_resident(email=ROSA))
    with time_machine.travel(now(), tick=False) as clock:
        tried = [attempts(client, 1, address=f"192.0.2.{number}")[0] for number in range(12)]
        assert tried == [422] * 10 + [429] * 2
        refused = client.send("/sign-in", email=ROSA, password=PASSWORD)
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) > 0
        assert "You have tried this too many times." in refused.get_data(as_text=True)
        assert f'value="{ROSA}"' in refused.get_data(as_text=True)
        clock.shift(timedelta(minutes=5))
        assert client.send("/sign-in", email=ROSA, password=PASSWORD).status_code == 303


def test_one_network_address_can_try_sixty_times_whatever_the_account(client: PageClient) -> None:
    with time_machine.travel(now(), tick=False):
        for _ in range(60):
            take("sign_in_from", key="192.0.2.1")
        assert attempts(client, 1, email="someone@homes.example") == [429]
        assert attempts(client, 1, email="someone@homes.example", address="192.0.2.2") == [422]


def test_all_addresses_of_one_persons_network_count_as_one(client: PageClient) -> None:
    with time_machine.travel(now(), tick=False):
        for _ in range(60):
            take("sign_in_from", key="2001:0db8:0001:0002")
        assert attempts(client, 1, address="2001:db8:1:2::ffff") == [429]
        assert attempts(client, 1, address="2001:db8:1:3::1") == [422]


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/sign-up", {"display_name": "Rosa"}),
        ("/sign-in", {"way": "link"}),
        ("/sign-in/forgotten", {}),
    ],
)
def test_five_letters_an_hour_go_to_one_address(client: PageClient, path: str, typed: dict[str, Any]) -> None:
    a_resident(email=ROSA)
    with time_machine.travel(now(), tick=False) as clock:
        statuses = [client.send(path, email=ROSA, **typed).status_code for _ in range(6)]
        assert statuses == [303] * 5 + [429]
        clock.shift(timedelta(hours=1))
        assert client.send(path, email=ROSA, **typed).status_code == 303


def take_often(database_url: str, tries: int) -> int:
    """How many of `tries` this process was allowed."""
    allowed = 0
    with create_app(settings_for(database_url)).app_context():
        for _ in range(tries):
            try:
                take("sign_in", key="rosa")
            except TooMany:
                continue
            allowed += 1
    return allowed


def test_two_processes_share_one_limit(app: Flask, database_url: str) -> None:
    """Two processes of their own try at once; together they are allowed what one would be."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        allowed = pool.starmap(take_often, [(database_url, 15)] * 2)
    assert LIMITS["sign_in"].times <= sum(allowed) <= LIMITS["sign_in"].times + 1
    assert max(allowed) <= LIMITS["sign_in"].times + 1
