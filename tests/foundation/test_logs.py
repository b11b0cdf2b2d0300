from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from policyspace.foundation import logs
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import Organisation
from tests.client import PageClient

WRITTEN = "The council moved my mother to another town"


@pytest.fixture
def lines() -> Iterator[Any]:
    """Gives a function that reads what has been logged so far, a dictionary a line."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.JsonLines())
    logs.log.addHandler(handler)
    level = logs.log.level
    logs.log.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logs.log.removeHandler(handler)
    logs.log.setLevel(level)


def test_an_event_is_one_line_of_json_with_its_facts(lines: Any) -> None:
    logs.begin_request("request-0001")
    logs.say("letter.sent", letter=7, attempts=2)
    (line,) = lines()
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "event": "letter.sent",
        "logger": "policyspace",
        "request_id": "request-0001",
        "letter": 7,
        "attempts": 2,
    }


def test_a_line_break_cannot_forge_a_second_line(lines: Any) -> None:
    logs.say("request", endpoint='x"}\n{"event": "forged"}')
    assert [line["event"] for line in lines()] == ["request"]


def test_a_request_is_logged_with_the_id_its_reply_carries(client: PageClient, lines: Any) -> None:
    reply = client.get("/healthz?name=" + WRITTEN.replace(" ", "+"))
    (line,) = lines()
    assert (line["event"], line["endpoint"], line["status"]) == ("request", "health.healthz", 200)
    assert line["request_id"] == reply.headers["X-Request-Id"]
    assert line["ms"] >= 0
    assert WRITTEN not in json.dumps(line)


def test_an_id_is_taken_only_when_it_is_well_formed() -> None:
    assert logs.begin_request("abc-DEF_123.4") == "abc-DEF_123.4"
    for forged in ("short", "x" * 65, 'a"b\ncdefghi', None):
        made = logs.begin_request(forged)
        assert made != forged
        assert len(made) == 16


def test_readers_cannot_choose_the_id_when_no_proxy_is_trusted(client: PageClient) -> None:
    reply = client.get("/healthz", headers={"X-Request-Id": "chosen-by-the-reader"})
    assert reply.headers["X-Request-Id"] != "chosen-by-the-reader"


def test_what_the_database_refuses_is_logged_without_what_people_wrote(app: Flask, lines: Any) -> None:
    db.session.add(Organisation(slug="oakshire", name=WRITTEN, side="sideways", created_at=now()))
    with pytest.raises(SQLAlchemyError) as refused:
        db.session.flush()
    db.session.rollback()
    logs.log.error("unforeseen", exc_info=refused.value)
    (line,) = lines()
    assert WRITTEN not in json.dumps(line)
    assert any(told.startswith("sqlalchemy.exc.IntegrityError") for told in line["exception"])
    if db.engine.dialect.name == "postgresql":
        assert "ck_organisation_side_known" in line["exception"][-1]


def test_an_error_tells_its_class_and_place_and_what_led_to_it(lines: Any) -> None:
    def lose() -> None:
        try:
            int(WRITTEN)
        except ValueError as error:
            raise KeyError(WRITTEN) from error

    with pytest.raises(KeyError) as raised:
        lose()
    logs.log.error("unforeseen", exc_info=raised.value)
    told = lines()[0]["exception"]
    assert WRITTEN not in json.dumps(told)
    assert [each for each in told if " in " not in each] == ["builtins.ValueError", "builtins.KeyError"]
    assert any("test_logs.py" in each and each.endswith(" in lose") for each in told)


def test_a_mistake_in_the_code_keeps_its_message(lines: Any) -> None:
    with pytest.raises(AttributeError) as raised:
        None.title  # type: ignore[attr-defined]  # noqa: B018 - the mistake is the point of the test
    logs.log.error("unforeseen", exc_info=raised.value)
    assert lines()[0]["exception"][-1].endswith("'NoneType' object has no attribute 'title'")


def test_every_logger_of_a_process_speaks_json() -> None:
    program = (
        "import logging; from policyspace.foundation import logs; logs.start('INFO');"
        "logging.getLogger('uvicorn.error').warning('from %s', 'another'); logs.say('ours')"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in run.stderr.splitlines()]
    assert [(line["logger"], line["event"]) for line in told] == [
        ("uvicorn.error", "from another"),
        ("policyspace", "ours"),
    ]
