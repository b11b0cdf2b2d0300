from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.foundation.ledger import record
from policyspace.notifications.models import Letter
from policyspace.notifications.post import Ending
from policyspace.notifications.sending import LEASE, MOST_ATTEMPTS, send_due, take_letters, write_end
from policyspace.notifications.worker import Worker
from policyspace.notifications.writing import hand_on
from policyspace.people import services as people
from policyspace.people.models import EmailedToken
from policyspace.people.services.links import Asking
from policyspace.people.tokens import token_of
from tests.builders.people import a_resident
from tests.notifications.letters import letters, work
from tests.notifications.mail_server import MailServer


def states() -> list[str]:
    return [letter.state for letter in letters()]


def someone_changes_their_password(*emails: str) -> None:
    """A deed that each person gets a letter about, at once."""

    @command
    def change() -> None:
        for person in [a_resident(email=email) for email in emails]:
            record(person, "password.changed", subject=person)

    change()


def test_a_letter_is_written_and_sent_once(app: Flask, mail_server: MailServer) -> None:
    someone_changes_their_password("rosa@example.org")
    work(app)
    work(app)
    assert mail_server.recipients == ["rosa@example.org"]
    (letter,) = letters()
    assert (letter.state, letter.attempts) == ("sent", 1)
    assert letter.sent_at is not None


def test_the_message_says_who_when_and_that_nobody_typed_it(app: Flask, mail_server: MailServer) -> None:
    someone_changes_their_password("rosa@example.org")
    work(app)
    (message,) = mail_server.got
    (letter,) = letters()
    assert message["From"] == "policyspace <post@policyspace.example>"
    assert message["To"] == "rosa@example.org"
    assert message["Subject"] == "Your password was changed"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert message["Date"].datetime == letter.created_at.replace(microsecond=0)
    assert message["Message-ID"].endswith(f".{letter.id}@policyspace.example>")
    assert message["List-Unsubscribe"] is None
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), plain.get_content_charset()) == ("text/plain", "utf-8")
    assert (html.get_content_type(), html.get_content_charset()) == ("text/html", "utf-8")
    assert plain.get_content().replace("\r\n", "\n") == letter.text
    assert html.get_content().replace("\r\n", "\n") == letter.html


def test_a_token_is_in_the_message_and_nowhere_in_the_database(app: Flask, mail_server: MailServer) -> None:
    a_resident(email="rosa@example.org")
    people.ask_for_link(None, email="rosa@example.org", purpose="sign_in", asking=Asking("browser"))
    work(app)
    token = token_of(db.session.scalars(select(EmailedToken)).one())
    (message,) = mail_server.got
    for part in message.iter_parts():
        assert f"https://policyspace.example/links/{token}" in part.get_content()
    with db.engine.connect() as connection:
        kept = [str(row) for table in db.metadata.sorted_tables for row in connection.execute(select(table))]
    assert kept
    assert not [row for row in kept if token in row]


def test_one_connection_carries_a_batch_and_the_rest_follow(app: Flask, mail_server: MailServer) -> None:
    someone_changes_their_password(*[f"person{number}@example.org" for number in range(25)])
    work(app)
    assert sorted(mail_server.recipients) == sorted(f"person{number}@example.org" for number in range(25))
    assert mail_server.connections == 2


def test_an_address_that_is_refused_for_good_gives_up_that_letter_only(
    app: Flask, mail_server: MailServer
) -> None:
    mail_server.refuses = {"gone@example.org": "550 5.1.1 Nobody here", "full@example.org": "452 Later"}
    someone_changes_their_password("gone@example.org", "full@example.org", "rosa@example.org")
    work(app)
    assert states() == ["given_up", "waiting", "sent"]
    assert mail_server.recipients == ["rosa@example.org"]


def test_tries_come_later_and_later_and_end(app: Flask, mail_server: MailServer) -> None:
    mail_server.answer = "451 4.3.0 Not now"
    someone_changes_their_password("rosa@example.org")
    moment, waits = now(), []
    while True:
        with time_machine.travel(moment, tick=False):
            work(app)
            (letter,) = letters()
            if letter.state != "waiting":
                break
            waits.append((letter.not_before - moment).total_seconds())
            moment = letter.not_before
    assert (letter.state, letter.attempts) == ("given_up", MOST_ATTEMPTS)
    assert waits[:4] == [10, 30, 90, 270]
    assert waits == sorted(waits)
    assert timedelta(days=2) < timedelta(seconds=sum(waits)) < timedelta(days=4)


def test_a_letter_put_off_is_sent_when_its_time_comes(app: Flask, mail_server: MailServer) -> None:
    mail_server.answer = "451 4.3.0 Not now"
    someone_changes_their_password("rosa@example.org")
    work(app)
    mail_server.answer = "250 Taken"
    work(app)
    assert states() == ["waiting"]
    with time_machine.travel(now() + timedelta(seconds=11)):
        work(app)
    assert states() == ["sent"]


def test_a_mail_server_that_is_away_costs_one_attempt_of_one_letter(
    app: Flask, mail_server: MailServer
) -> None:
    mail_server.stop()
    someone_changes_their_password(*[f"person{number}@example.org" for number in range(3)])
    work(app)
    assert [(letter.state, letter.attempts) for letter in letters()] == [
        ("waiting", 1),
        ("waiting", 0),
        ("waiting", 0),
    ]
    mail_server.start()
    with time_machine.travel(now() + timedelta(minutes=2)):
        work(app)
    assert states() == ["sent"] * 3


def test_a_link_that_has_expired_is_not_sent_any_more(app: Flask, mail_server: MailServer) -> None:
    mail_server.stop()
    a_resident(email="rosa@example.org")
    people.ask_for_link(None, email="rosa@example.org", purpose="sign_in", asking=Asking("browser"))
    work(app)
    mail_server.start()
    with time_machine.travel(now() + timedelta(minutes=11)):
        work(app)
    assert states() == ["given_up"]
    assert mail_server.got == []


def test_two_workers_at_once_never_send_the_same_letter(app: Flask, mail_server: MailServer) -> None:
    someone_changes_their_password(*[f"person{number}@example.org" for number in range(50)])
    together = threading.Barrier(2)

    def run() -> None:
        worker = Worker(app)
        together.wait(timeout=30)
        while worker.work_once():
            pass

    workers = [threading.Thread(target=run) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(timeout=120)
    assert sorted(mail_server.recipients) == sorted(f"person{number}@example.org" for number in range(50))
    assert set(states()) == {"sent"}


def test_a_letter_in_one_hand_is_not_taken_by_another_until_its_lease_ends(
    app: Flask, mail_server: MailServer
) -> None:
    someone_changes_their_password("rosa@example.org")
    hand_on()
    (taken,) = take_letters()
    assert take_letters() == []
    with time_machine.travel(now() + LEASE + timedelta(seconds=1)):
        (again,) = take_letters()
        assert again.attempt == taken.attempt + 1
        write_end(taken.letter_id, taken.attempt, Ending("again"))  # the first one wakes up too late
        assert letters()[0].attempts == again.attempt
        assert letters()[0].not_before > now() + LEASE - timedelta(seconds=5)


def test_a_crash_between_sending_and_writing_it_down_sends_again_with_the_same_id(
    app: Flask, mail_server: MailServer
) -> None:
    someone_changes_their_password("rosa@example.org")
    work(app)
    _wait_again()
    with time_machine.travel(now() + timedelta(minutes=1)):
        work(app)
    first, second = mail_server.got
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_a_worker_told_to_stop_gives_back_what_it_has_not_sent(app: Flask, mail_server: MailServer) -> None:
    someone_changes_their_password(*[f"person{number}@example.org" for number in range(5)])
    hand_on()
    send_due(lambda: len(mail_server.got) >= 2)
    assert len(mail_server.got) == 2
    assert [(letter.state, letter.attempts) for letter in letters()][2:] == [("waiting", 0)] * 3


def test_an_address_on_a_domain_in_another_script_is_reached(app: Flask, mail_server: MailServer) -> None:
    someone_changes_their_password("rosa@bücher.example")
    work(app)
    assert mail_server.recipients == ["rosa@xn--bcher-kva.example"]


@pytest.mark.parametrize("mode", ["demonstration", "development"])
def test_without_a_mail_server_letters_are_kept(app: Flask, set_to: Callable[..., None], mode: str) -> None:
    set_to(mode=mode)
    someone_changes_their_password("rosa@example.org")
    work(app)
    assert states() == ["kept"]


def test_a_demonstration_keeps_its_letters_even_with_a_mail_server(
    app: Flask, mail_server: MailServer, set_to: Callable[..., None]
) -> None:
    set_to(mode="demonstration")
    someone_changes_their_password("rosa@example.org")
    work(app)
    assert states() == ["kept"]
    assert mail_server.connections == 0


def _wait_again() -> None:
    """As after a crash: the letter was sent, but nobody wrote that down."""
    with db.engine.begin() as connection:
        connection.execute(update(Letter).values(state="waiting", sent_at=None, not_before=now()))
    db.session.rollback()
