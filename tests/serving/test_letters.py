"""Letters from a real process to a real mail server."""

from __future__ import annotations

import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from policyspace.notifications.models import Letter
from tests.notifications.mail_server import MailServer
from tests.notifications.test_worker import soon
from tests.serving.process import Service, Visitor, served


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


def ask_for_letters(port: int, *emails: str) -> None:
    for email in emails:
        reply = Visitor(port).send("/sign-up", email=email, display_name="Rosa")
        assert reply.status == 303, reply.text


def states(url: str) -> Counter[str]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = Counter(connection.scalars(sa.select(Letter.state)))
    engine.dispose()
    return found


def test_a_link_asked_for_arrives_by_mail_and_works(
    tmp_path: Path, database: str, mail_server: MailServer
) -> None:
    with served(tmp_path, database, SMTP_URL=mail_server.url) as service:
        visitor = Visitor(service.port)
        assert visitor.send("/sign-up", email="rosa@example.org", display_name="Rosa").status == 303
        assert soon(lambda: mail_server.recipients == ["rosa@example.org"])
        body = mail_server.got[0].get_body(("plain",))
        assert body
        (path,) = re.findall(r"http://127\.0\.0\.1:8000(/links/\S+)", body.get_content())
        assert visitor.send(path).status == 303
        assert "Sign out" in visitor.get("/").text
        assert service.end() == 0
        assert path.rpartition("/")[2] not in service.log_text()
        assert "rosa" not in service.log_text().lower()


def test_letters_can_be_left_to_another_process(
    tmp_path: Path, database: str, mail_server: MailServer
) -> None:
    with (
        served(tmp_path, database, WORKER="0", SMTP_URL=mail_server.url) as service,
        Service(tmp_path, "work", DATABASE_URL=database, SMTP_URL=mail_server.url) as worker,
    ):
        ask_for_letters(service.port, "rosa@example.org")
        assert soon(lambda: mail_server.recipients == ["rosa@example.org"])
        assert soon(lambda: states(database) == {"sent": 1})
        assert worker.end() == 0
        assert worker.said == []
        assert worker.events() == ["worker.started", "letter.written", "letter.sent", "worker.stopped"]
        assert service.end() == 0
        assert "worker.started" not in service.events()


def test_work_once_does_what_there_is_and_ends(tmp_path: Path, sqlite: str, mail_server: MailServer) -> None:
    with served(tmp_path, sqlite, WORKER="0") as service:
        ask_for_letters(service.port, "rosa@example.org", "bo@example.org")
        time.sleep(1.5)
        assert states(sqlite) == {}
    with Service(tmp_path, "work", "--once", DATABASE_URL=sqlite, SMTP_URL=mail_server.url) as worker:
        assert worker.end(None) == 0
    assert sorted(mail_server.recipients) == ["bo@example.org", "rosa@example.org"]


@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("work",)])
def test_told_to_end_the_worker_finishes_its_letter_and_gives_back_the_rest(
    tmp_path: Path, sqlite: str, mail_server: MailServer, words: tuple[str, ...]
) -> None:
    with served(tmp_path, sqlite, WORKER="0") as service:
        ask_for_letters(service.port, *[f"person{number}@example.org" for number in range(6)])
    mail_server.seconds = 1
    with Service(tmp_path, *words, DATABASE_URL=sqlite, SMTP_URL=mail_server.url) as worker:
        assert soon(lambda: len(mail_server.got) == 2)
        assert worker.end(signal.SIGTERM) == 0
        assert "exception" not in {name for line in worker.log() for name in line}
    found = states(sqlite)
    assert found["sent"] == len(mail_server.got) < 6
    assert found["sent"] + found["waiting"] == 6
    mail_server.seconds = 0
    pass_a_minute(sqlite)
    with Service(tmp_path, "work", "--once", DATABASE_URL=sqlite, SMTP_URL=mail_server.url) as worker:
        worker.end(None)
    assert sorted(mail_server.recipients) == [f"person{number}@example.org" for number in range(6)]


def pass_a_minute(url: str) -> None:
    """The letters that were given back may be taken again."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.update(Letter).values(not_before=Letter.created_at))
    engine.dispose()


def test_without_a_mail_server_the_log_says_where_letters_are_and_a_command_shows_them(
    tmp_path: Path, sqlite: str
) -> None:
    with served(tmp_path, sqlite) as service:
        ask_for_letters(service.port, "rosa@example.org")
        assert soon(lambda: "letter.kept" in service.events())
        (line,) = [line for line in service.log() if line["event"] == "letter.kept"]
        assert line["read_it_with"] == "policyspace letters"
        assert Visitor(service.port).get("/letters").status == 404
    shown = show_letters(tmp_path, sqlite)
    assert shown[:2] == ["To rosa@example.org\n", "Confirm your email address\n"]
    assert [each for each in shown if each.startswith("    http://127.0.0.1:8000/links/")]


def test_a_place_without_letters_says_so(tmp_path: Path, sqlite: str) -> None:
    assert show_letters(tmp_path, sqlite) == ["No letters are kept here.\n"]


def show_letters(place: Path, url: str) -> list[str]:
    with Service(place, "letters", DATABASE_URL=url) as command:
        assert command.end(None) == 0
        return command.said


def test_in_a_demonstration_anyone_reads_the_letters(
    tmp_path: Path, sqlite: str, mail_server: MailServer
) -> None:
    with served(tmp_path, sqlite, POLICYSPACE_MODE="demonstration", SMTP_URL=mail_server.url) as service:
        ask_for_letters(service.port, "rosa@example.org")
        visitor: Callable[[], str] = lambda: Visitor(service.port).get("/letters").text  # noqa: E731 - asked again and again
        assert soon(lambda: "Confirm your email address" in visitor())
    assert mail_server.connections == 0
