"""Bad input anywhere gets an answer: every form and every route of the API is sent what nobody expects."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from policyspace.foundation.limits import Bucket
from tests.api.client import Program
from tests.builders.discussion import a_comment, the_space
from tests.builders.drafting import TEXT, a_proposal, a_revision, an_open_problem
from tests.builders.keyed_in import a_keyed_in
from tests.builders.spaces import a_member, a_space, the_facilitator, the_membership
from tests.builders.suggesting import a_suggestion
from tests.client import PageClient, filled
from tests.inspector import Element

HOSTILE: list[Any] = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202eevil",
    "x" * 200_000,
    "💥" * 3_000,
    "[" * 6_000,
    "-1",
    "0",
    "9" * 30,
    "1e9",
    "NaN",
    "٣",
    "null",
    "[]",
    "{}",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "//evil.example",
    "../../etc/passwd",
    "{{7*7}}",
    "%s%n",
    "2026-02-31",
    "\r\nBcc: all@example.com",
]
NOT_TEXT: list[Any] = [None, 0, -1, 2**70, 1.5, True, [], {}, [None], {"a": {"b": []}}, [["x"]], "\ud800"]
CHOSEN = 2
"""How many of the values each field gets on each database, chosen by a fixed seed for the form and the database."""
ABOUT_A_RECORD = ("aside/priorities_central", "hand-over")


@pytest.fixture
def paths(app: Flask) -> tuple[PageClient, list[str]]:
    """A facilitator's browser, and the pages that hold forms."""
    space = a_space()
    problem = an_open_problem(space)
    proposal = a_proposal(space, problems=[problem.number])
    comment = a_comment(problem)
    drafter = the_membership(space, a_member(space, role=Role.DRAFTER, side=Side.LOCAL)).id
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.sign_in(the_facilitator(space))
    here = f"/spaces/{space.slug}"
    one, two = f"{here}/documents/{problem.number}", f"{here}/documents/{proposal.number}"
    said = f"{one}/comments/{comment.id}"
    heading = get_revision(problem, 1).blocks[0]["id"]
    facilitator = the_facilitator(space)
    overtaken = a_suggestion(problem, "Around 640 families.", number=1, author=facilitator)
    a_revision(problem, "Other words.\n" + TEXT.replace("600", "650"))
    suggestion = a_suggestion(problem, "They wait too long.", number=3)
    return client, [
        *("/account/name", "/account/place", "/account/password", "/account/api-tokens/new", "/spaces/new"),
        *("/sign-in", "/sign-in/forgotten", "/sign-up"),
        *(f"{here}/edit", f"{here}/invite", f"{here}/capacity", f"{here}/members", f"{here}/documents/new"),
        *(f"{one}/suggestions/{overtaken.id}/renew", f"{one}/suggestions/{suggestion.id}/accept"),
        *(f"{one}/suggestions/new?block={suggestion.block_id}", f"{one}/suggestions/{suggestion.id}/decline"),
        *("/code", *keying_in(problem, one)),
        *(one, f"{one}/edit", f"{one}/close", said, f"{said}/hide", f"{said}/report"),
        *(
            f"{here}/moderation",
            f"{here}/moderation/appeals",
            f"{here}/moderation/held",
            f"{here}/moderation/log",
        ),
        *(f"{one}/edit?section={heading}", f"{one}/edit?section=start", f"{one}/revisions/1/use-again"),
        *(
            f"{two}/outcome/trust/{prompt}/new"
            for prompt in ("heard", "meeting", "residents_group", "priorities")
        ),
        *(f"{two}/outcome/trust/confirm", f"{two}/outcome/move", f"{two}/outcome/lift"),
        *(f"{two}/outcome/{page}" for page in (*ABOUT_A_RECORD, f"nudge?whom={drafter}", "close", "reopen")),
    ]


def keying_in(problem: Document, at: str) -> list[str]:
    """The pages on which a facilitator keys in what others said about `problem`, which stands at `at`."""
    one = f"{at}/keyed-in/{a_keyed_in(problem).comment_id}"
    return [f"{at}/keyed-in/new", f"{at}/keyed-in/packs", f"{one}/correct", f"{one}/take-back"]


def test_the_form_of_who_has_no_account_does_not_break_whatever_is_sent(app: Flask) -> None:
    problem = an_open_problem()
    path = f"/spaces/{the_space(problem).slug}/documents/{problem.number}/comments/first"
    client = app.test_client()
    assert isinstance(client, PageClient)
    (form,) = forms_of(client.page(path))
    for data in spoiled(filled(form)):
        allow_more()
        assert client.post(path, data=data).status_code < 500, data
        assert client.get(path, query_string=data).status_code < 500, data


def test_no_form_breaks_whatever_is_sent(paths: tuple[PageClient, list[str]]) -> None:
    client, pages = paths
    sent = 0
    tried: set[str] = set()
    for path in pages:
        page = client.get(path)
        # a section that what was sent before has taken out leads to the whole text; it may have closed the record
        assert page.status_code in {200, 303, 404, 409}, (path, page.status_code)
        if page.status_code == 200:
            allow_more()
            for form in forms_of(client.page(path)):
                action = form.attributes.get("action") or path
                told = repr((action, sorted(filled(form))))
                if told in tried:
                    continue  # it stands on several pages
                tried.add(told)
                for data in spoiled(filled(form)):
                    reply = client.post(action, data=data)
                    assert reply.status_code < 500, (path, data)
                    sent += 1
    assert sent > 150


def test_no_address_breaks_whatever_is_asked(paths: tuple[PageClient, list[str]]) -> None:
    client, pages = paths
    document = next(page for page in pages if page.endswith("/documents/1"))
    for page, name in (("compare", "from"), ("compare", "since"), ("edit", "section")):
        for value in HOSTILE:
            reply = client.get(f"{document}/{page}", query_string={name: value})
            assert reply.status_code < 500, (page, name, value)
    choose = chance("addresses")
    for name in ("find", "passage", "answering", "side", "new", "quote", "block"):
        for value in choose.sample(HOSTILE, CHOSEN):
            reply = client.get(f"{document}/comments", query_string={name: value})
            assert reply.status_code < 500, (name, value)
    for name in ("before", "after", "kind", "order", "block", "from", "to", "next", "open"):
        for path in ("/", "/spaces", "/sign-in", "/organisations", document):
            for value in choose.sample(HOSTILE, CHOSEN):
                assert client.get(path, query_string={name: value}).status_code < 500, (path, name, value)


def test_no_route_of_the_api_breaks_whatever_is_sent(app: Flask) -> None:
    space = a_space()
    problem = an_open_problem(space)
    program = Program(app, the_facilitator(space))
    described = Program(app).get("/openapi.json").json
    suggestion = a_suggestion(problem, "They wait too long.")
    values = {
        "slug": space.slug,
        "suggestion_id": suggestion.id,
        "number": problem.number,
        "revision_number": 1,
        "comment_id": 1,
        "stage": "trust",
    }
    sent = 0
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if method in {"post", "put", "patch"}:
                allow_more()
                address = path.format_map(Defaults(values)).removeprefix("/api/v1")
                for body in bodies(operation, described):
                    reply = program.client.open(
                        f"/api/v1{address}", method=method.upper(), json=body, headers=program.headers
                    )
                    assert reply.status_code < 500, (method, address, body)
                    sent += 1
    assert sent > 100


class Defaults(dict[str, Any]):
    """A number for every name in an address that nothing is known of."""

    def __missing__(self, key: str) -> int:
        return 1


def allow_more() -> None:
    """Forget the rate limits, so that what is sent reaches the services."""
    with db.engine.begin() as connection:
        connection.execute(Bucket.__table__.delete())  # type: ignore[attr-defined]  # mapped classes have a table


def forms_of(page: Element) -> Iterator[Element]:
    """The forms of a page that post, but the one that signs out."""
    for form in page.all("form"):
        action = form.attributes.get("action", "")
        if form.attributes.get("method") == "post" and "sign-out" not in action and "letters" not in action:
            yield form


def chance(what: str) -> random.Random:
    """What is chosen for `what`: the same in every run, and other values on each database."""
    return random.Random(f"{what} on {db.engine.dialect.name}")


def spoiled(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The form with each field in turn taken out, and given values that nobody expects."""
    choose = chance(repr(sorted(data)))
    for name in data:
        if name != "csrf_token":
            yield {key: value for key, value in data.items() if key != name}
            for value in choose.sample(HOSTILE, CHOSEN):
                yield data | {name: value}


def bodies(operation: dict[str, Any], described: dict[str, Any]) -> Iterator[Any]:
    """Bodies of every wrong shape, and of the right one with every field spoiled."""
    yield from ([], "text", None, 0, {}, {"unknown": 1})
    content: dict[str, Any] = operation.get("requestBody", {}).get("content", {"": {}})
    schema: dict[str, Any] = next(iter(content.values())).get("schema", {})
    named = described["components"]["schemas"].get(schema.get("$ref", "").split("/")[-1], {})
    choose = chance(schema.get("$ref", ""))
    for name in named.get("properties", {}):
        for value in [*choose.sample(HOSTILE, CHOSEN), *NOT_TEXT]:
            yield dict.fromkeys(named["properties"], "x" * 12) | {name: value}
