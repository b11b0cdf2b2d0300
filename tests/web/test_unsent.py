"""Pages and answers about words that were not sent: kept while someone writes, offered, shown, thrown away."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import Unsent
from policyspace.people.tokens import writer_mark
from policyspace.spaces.models import Space
from tests.builders.discussion import a_discussed_problem
from tests.builders.form_case import LONG, FormCase
from tests.builders.people import a_resident
from tests.client import PageClient, filled
from tests.web.kept_forms import (
    NOT_SENT,
    comment_case,
    holds,
    keep,
    kept_form,
    link_called,
    opened,
    page_of,
    standing_in,
    told,
    use_up,
)


@pytest.fixture
def case(app: Flask) -> FormCase:
    return comment_case(a_discussed_problem(), a_resident())


def test_what_is_typed_is_kept_and_the_time_told_in_the_zone_of_the_space(
    client: PageClient, case: FormCase
) -> None:
    space = db.session.scalars(select(Space)).one()
    space.time_zone = "America/Cayman"
    db.session.commit()
    answer = keep(client.sign_in(case.person), case)
    assert answer.status_code == 200
    row = db.session.scalars(select(Unsent)).one()
    clock = f"{(row.kept_at.hour - 5) % 12 or 12}:{row.kept_at.minute:02}"
    assert answer.json["said"].startswith(f"Saved privately at {clock}")
    assert (row.place, row.person_id) == (case.place, case.person.id)
    assert set(row.fields) == {"revision_number", "kind", "body"}


def test_it_is_offered_above_the_form_and_continued_under_the_same_key(
    client: PageClient, case: FormCase
) -> None:
    data = opened(client.sign_in(case.person), case)
    keep(client, case, data)
    page = client.page(case.path)
    assert NOT_SENT in page.text
    assert "Zażółć these words" in page.text
    values = standing_in(client, link_called(page, "Continue with these words"), case)
    assert holds(values, case)
    assert values["idempotency_key"] == data["idempotency_key"]
    assert client.post(case.place, data=values).status_code == 303
    assert NOT_SENT not in client.page(case.path).text


def test_a_comment_on_a_paragraph_comes_back_on_its_paragraph(client: PageClient, app: Flask) -> None:
    document = a_discussed_problem()
    case = comment_case(document, a_resident())
    links = [each.attributes.get("href", "") for each in client.page(case.path).all("a")]
    href = next(each for each in links if "?block=" in each and each.endswith("#comment-form"))
    on_block = FormCase("", case.person, href.split("#")[0], "body", case.place, case.more)
    keep(client.sign_in(case.person), on_block)
    page = client.page(case.path)
    page = page_of(client.get(link_called(page, "Continue with these words")))
    assert "Your comment will stand on this paragraph" in page.text
    assert filled(kept_form(page, case.place))["block_id"] == href.split("block=")[1].split("#")[0]


def test_two_forms_keep_their_own_words_and_both_are_offered(client: PageClient, case: FormCase) -> None:
    client.sign_in(case.person)
    for words in ("In one tab", "In another tab"):
        keep(client, case, opened(client, case) | {"body": words})
    text = client.page(case.path).text
    assert text.index("In another tab") < text.index("In one tab")
    assert text.count(NOT_SENT) == 2


def test_words_that_were_thrown_away_are_gone_and_the_browser_is_told_once(
    client: PageClient, case: FormCase
) -> None:
    data = opened(client.sign_in(case.person), case)
    keep(client, case, data)
    number = db.session.scalars(select(Unsent.id)).one()
    reply = client.send(f"/unsent/{number}/throw-away", at=case.path)
    assert reply.location == case.place
    for ended in (data["idempotency_key"], ""):
        page = client.page(case.path)
        assert page.all("body")[0].attributes["data-ended-forms"] == ended
    assert NOT_SENT not in page.text
    assert told(client, f"/unsent/ended?key={data['idempotency_key']}")["ended"] == [data["idempotency_key"]]


def test_the_browser_is_told_what_was_sent_and_who_has_signed_out(client: PageClient, case: FormCase) -> None:
    data = opened(client.sign_in(case.person), case)
    client.post(case.place, data=data)
    assert client.page("/").all("body")[0].attributes["data-ended-forms"] == data["idempotency_key"]
    client.send("/sign-out")
    assert client.page("/").all("body")[0].attributes["data-ended-forms"] == writer_mark(case.person)


def test_a_late_word_of_a_form_that_was_sent_is_not_kept(client: PageClient, case: FormCase) -> None:
    data = opened(client.sign_in(case.person), case)
    client.post(case.place, data=data)
    assert keep(client, case, data | {"body": "Zażół"}).status_code == 409
    assert NOT_SENT not in client.page(case.path).text


def test_passwords_are_not_kept_whatever_form_brings_them(client: PageClient, case: FormCase) -> None:
    data = opened(client.sign_in(case.person), case) | {"password": "lamp violin harbour"}
    keep(client, case, data)
    assert "lamp" not in str(db.session.scalars(select(Unsent)).one().fields)


def test_only_so_much_is_kept_in_a_while(client: PageClient, case: FormCase) -> None:
    client.sign_in(case.person)
    data = opened(client, case)
    with time_machine.travel(now(), tick=False):
        use_up("keeping", case.person)
        answer = keep(client, case, data)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["/unsent/1", "/unsent/999999"])
def test_nobody_reads_what_is_not_theirs(client: PageClient, case: FormCase, path: str) -> None:
    keep(client.sign_in(case.person), case)
    number = db.session.scalars(select(Unsent.id)).one()
    client.sign_in(a_resident())
    client.page(f"/unsent/{number}", 404)
    client.page(path, 404)
    assert LONG[:20] not in client.page(f"{case.place}?unsent={number}").text
    assert client.page("/unsent").text.count("Nothing is waiting") == 1
