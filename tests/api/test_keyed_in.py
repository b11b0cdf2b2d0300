"""Keying in by a program, and what programs are told of what was keyed in."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from policyspace.charter.words import Role
from policyspace.discussion.models import KeyedIn
from policyspace.foundation.db import db
from tests.api.client import Program
from tests.builders.discussion import a_discussed_problem
from tests.builders.drafting import space_of
from tests.builders.keyed_in import a_keyed_in, a_pack, codes_of, comment_of, said_at
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient

SENT: dict[str, Any] = {
    "kind": "idea",
    "body": "A later *bus*.",
    "channel": "meeting",
    "place": "Tenants’ forum",
    "said_on": "2025-05-03",
    "revision_number": 1,
    "paragraph": 2,
    "consent": True,
    "idempotency_key": "a-key-of-this-program",
}


def test_the_api_tells_where_it_was_said_and_nothing_of_the_address(app: Flask) -> None:
    problem = a_discussed_problem()
    keyed = a_keyed_in(problem, said=said_at(place="Eastmere library"), email="pat@homes.example")
    path = f"/spaces/{space_of(problem).slug}/documents/{problem.number}/comments/{keyed.comment_id}"
    reply = Program(app).get(path)
    told = reply.json
    assert told["author"] == comment_of(keyed).author.display_name == "Pat Paper"
    assert told["keyed_in"] == {
        "channel": "paper",
        "place": "Eastmere library",
        "said_on": keyed.said_on.isoformat(),
        "keyed_in_by": keyed.keyer.display_name,
    }
    assert "pat@homes.example" not in reply.get_data(as_text=True)


def test_a_facilitators_program_keys_in_and_gets_the_code(app: Flask, client: PageClient) -> None:
    problem = a_discussed_problem()
    space = space_of(problem)
    path = f"/spaces/{space.slug}/documents/{problem.number}/keyed-in"
    program = Program(app, the_facilitator(space))
    for wrong, field in (
        ({"consent": False}, "consent"),
        ({"place": ""}, "place"),
        ({"said_on": "3"}, "said_on"),
    ):
        refused = program.post(path, **(SENT | wrong))
        assert refused.status_code == 422, wrong
        assert field in refused.get_data(as_text=True)
    code = codes_of(a_pack(problem))[0]
    first, again = (program.post(path, **SENT, code=code) for _twice in range(2))
    assert (first.status_code, first.json) == (201, again.json)
    assert first.json["comment"]["keyed_in"]["place"] == "Tenants’ forum"
    assert first.json["code"].replace("-", "") == code
    assert db.session.scalar(select(func.count()).select_from(KeyedIn)) == 1
    assert "A later bus." in client.page(f"/what-happened/{first.json['code']}").text
    drafter = Program(app, a_member(space, role=Role.DRAFTER))
    assert drafter.post(path, **SENT).status_code == 403
    assert Program(app).post(path, **SENT).status_code == 401
