"""What becomes of words that were sent in vain, and of whose they are when someone else sits at the browser."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from policyspace.discussion.models import Comment
from policyspace.discussion.services import withdraw_comment
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.people.models import Unsent
from policyspace.people.tokens import writer_mark
from policyspace.spaces.services import end_membership
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_revision
from tests.builders.form_case import LONG, FormCase
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator, the_membership
from tests.builders.suggesting import WAIT, an_open_text, rewritten
from tests.client import PageClient, filled
from tests.web.kept_forms import (
    NOT_SENT,
    comment_case,
    edit_case,
    end_sessions,
    holds,
    keep,
    kept_form,
    link_called,
    opened,
    page_of,
    sent,
    standing_in,
    told,
    use_up,
)


@pytest.fixture
def case(app: Flask) -> FormCase:
    return comment_case(a_discussed_problem(), a_resident())


def test_other_words_from_the_same_form_are_another_comment(client: PageClient, case: FormCase) -> None:
    data = opened(client.sign_in(case.person), case)
    for words in ("First", "First", "Second, after going back"):
        assert client.post(case.place, data=data | {"body": words}).status_code == 303
    assert db.session.scalars(select(Comment.body).order_by(Comment.id)).all() == [
        "First",
        "Second, after going back",
    ]


def test_words_are_kept_in_this_browser_only_once_the_session_has_ended(
    client: PageClient, case: FormCase
) -> None:
    data = opened(client.sign_in(case.person), case)
    end_sessions(case.person)
    answer = client.post(f"/unsent?place={case.place}", data=data)
    assert answer.status_code == 401
    row = db.session.scalars(select(Unsent)).one()
    assert row.person_id == case.person.id
    assert row.browser_hash
    assert told(client, "/unsent/reader")["writer"] == ""
    assert LONG[:20] not in client.page("/unsent").text


def test_a_page_with_an_old_token_is_told_so_while_somebody_writes_and_nothing_else_happens(
    client: PageClient, case: FormCase
) -> None:
    data = opened(client.sign_in(case.person), case)
    with client.session_transaction() as cookie:
        cookie.pop("csrf_token")
    reply = keep(client, case, data, headers={"Accept": "application/json"})
    assert (reply.status_code, reply.mimetype) == (400, "application/problem+json")
    assert db.session.scalars(select(Unsent)).all() == []
    assert "open for too long" not in client.page(case.path).text
    new_token = data | {"csrf_token": told(client, "/unsent/reader")["csrf_token"]}
    assert keep(client, case, new_token).status_code == 200


def test_a_form_of_one_person_is_not_kept_for_another_who_signs_in_meanwhile(
    app: Flask, case: FormCase
) -> None:
    client = app.test_client()
    assert isinstance(client, PageClient)
    data = opened(client.sign_in(case.person), case)
    other = a_resident()
    client.sign_in(other)
    answer = client.post(f"/unsent?place={case.place}", data=data)
    assert answer.status_code == 401
    assert told(client, "/unsent/reader")["writer"] == writer_mark(other)
    with client.session_transaction() as cookie:
        cookie.pop("csrf_token")
    reply = client.post(case.place, data=data)
    assert reply.status_code == 400
    assert "Zażółć" in reply.get_data(as_text=True)
    assert NOT_SENT not in client.page(case.path).text
    assert {row.person_id for row in db.session.scalars(select(Unsent))} == {case.person.id}


def test_words_from_another_site_are_not_kept(client: PageClient, case: FormCase) -> None:
    data = opened(client.sign_in(case.person), case)
    end_sessions(case.person)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert client.post(case.place, data=data, headers=headers).status_code in {401, 403}
    assert db.session.scalars(select(Unsent)).all() == []


def test_too_many_comments_at_once_come_back_and_wait(client: PageClient, case: FormCase) -> None:
    client.sign_in(case.person)
    with time_machine.travel(now(), tick=False):
        use_up("posting", case.person)
        reply = sent(client, case)
    assert reply.status_code == 429
    assert holds(filled(kept_form(page_of(reply), case.place)), case)
    assert NOT_SENT in client.page(case.path).text


def test_a_reply_to_a_comment_that_went_meanwhile_can_be_found_again(client: PageClient, app: Flask) -> None:
    author, person = a_resident(), a_resident()
    document = a_discussed_problem()
    comment = a_comment(document, author=author)
    a_reply(comment)
    path = f"/spaces/{the_space(document).slug}/documents/{document.number}/comments/{comment.id}"
    case = FormCase("reply", person, path, "body")
    data = opened(client.sign_in(person), case)
    withdraw_comment(author, comment)
    reply = client.post(path, data=data)
    assert reply.status_code == 409
    assert LONG in reply.get_data(as_text=True)
    assert "We have kept what you wrote" in page_of(reply).text


def test_words_for_a_space_one_may_not_see_any_more_are_shown_to_be_copied(
    client: PageClient, app: Flask
) -> None:
    space = a_members_only_space()
    document = a_discussed_problem(space)
    person = a_member(space)
    case = comment_case(document, person)
    data = opened(client.sign_in(person), case)
    end_membership(the_facilitator(space), the_membership(space, person))
    reply = client.post(case.place, data=data)
    assert reply.status_code == 404
    alone = client.page(link_called(page_of(reply), "Continue with your words"))
    assert LONG in "".join(alone.all("textarea")[0].words)
    assert "Zażółć these words" in client.page("/unsent").text


def test_a_conflict_left_alone_is_offered_in_the_editor_and_settled_later(
    client: PageClient, app: Flask
) -> None:
    document = a_discussed_problem()
    case = edit_case(document, words="## Who is affected\n\nFamilies in two rooms.\n")
    data = opened(client.sign_in(case.person), case)
    a_revision(document, "## Who is affected\n\nFamilies in three rooms.\n")
    conflict = client.post(case.place, data=data)
    settle = case.path.replace("/edit", "/settle")
    choices = filled(kept_form(client.page(conflict.location), settle)) | {"own_0": "Families in five rooms."}
    assert client.post(f"/unsent?place={settle}", data=choices).status_code == 200
    back = link_called(client.page(case.path), "Continue with these words")
    assert back.startswith(settle)
    again = standing_in(client, back, FormCase("", case.person, settle, "own_0"))
    assert again["own_0"] == "Families in five rooms."
    assert client.post(settle, data=again | {"take_0": "own", "text": choices["text"]}).status_code == 303
    assert NOT_SENT not in client.page(case.path).text
    assert client.get(settle).location == case.path


def test_kept_words_stay_with_the_revision_they_were_made_from(client: PageClient, app: Flask) -> None:
    document = a_discussed_problem()
    case = edit_case(document)
    keep(client.sign_in(case.person), case)
    a_revision(document, "## Who is affected\n\nSomeone else saved this.\n")
    values = standing_in(client, link_called(client.page(case.path), "Continue with these words"), case)
    assert values["base_number"] == "1"
    assert f"made-from-{1}" in values
    assert "made-from-2" in opened(client, case)


def test_a_form_too_large_to_read_tells_what_to_do(client: PageClient, case: FormCase) -> None:
    client.sign_in(case.person)
    reply = client.post(case.place, data=opened(client, case) | {"body": "x" * 2_200_000})
    assert reply.status_code == 413
    assert "your words are still in the form" in page_of(reply).text


def test_words_for_a_passage_that_was_taken_out_meanwhile_come_back_on_the_form(client: PageClient) -> None:
    document, person = an_open_text(), a_resident()
    to = f"/spaces/{the_space(document).slug}/documents/{document.number}/suggestions/new"
    at = f"{to}?block={a_block_of(document, 2)}"
    case = FormCase("suggestion", person, at, "words", to, {"why": "We counted"}, words="They move twice.")
    data = opened(client.sign_in(person), case)
    rewritten(document, f"{WAIT}\n\n", "")
    with client.session_transaction() as cookie:
        cookie.pop("csrf_token")
    reply = client.post(to, data=data)
    assert holds(standing_in(client, reply.location, case), case)
    client.page(at, 404)
