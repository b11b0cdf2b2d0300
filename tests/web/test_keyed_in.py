"""What people say on paper, by phone or at a meeting: printed, handed in, keyed in, answered, and found by its code."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.discussion import services
from policyspace.drafting import services as drafting
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from tests.builders.answers import a_draft_answer, an_answer, published
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, counts_of
from tests.builders.drafting import a_revision, space_of
from tests.builders.keyed_in import a_keyed_in, a_pack, code_of, comment_of
from tests.builders.people import an_organisation
from tests.builders.spaces import a_member, the_facilitator
from tests.notifications.letters import forget_what_happened, written
from tests.web.keyed_in_pages import TYPED, at, browser, happened, kept, key_in
from tests.web.test_discussion_filters import tallies_of


def test_from_a_printed_slip_to_the_answer_on_the_page_of_its_code(app: Flask) -> None:
    problem, resident = a_discussed_problem(), browser(app)
    client = browser(app, problem)
    assert "Paper and meetings" in client.page(at(problem).removesuffix("/keyed-in")).text
    made = client.send(at(problem, "/packs"), slip_count="3", hand_in="The box in Eastmere library")
    pack = client.page(made.location)
    codes = [each.text for each in pack.all("li") if "ps-code" in each.attributes.get("class", "")]
    assert len(set(codes)) == 3
    assert "not yet keyed in your reply" in happened(resident, codes[0].replace("-", ""))
    a_revision(problem, "Words above.\n\nFamilies in one room, or two.\n\nChildren who change schools.\n")
    forget_what_happened()
    shown = key_in(client, problem, code=codes[0], paragraph="1", email="Pat@Homes.example")
    assert codes[0] in client.page(shown.location).text
    (keyed,) = kept()
    comment = comment_of(keyed)
    assert (comment.revision_number, comment.block_id) == (1, a_block_of(problem, 2))
    assert (comment.side, comment.author.display_name) == ("resident", "Pat from the forum")
    assert counts_of(problem) == (1, {comment.block_id: 1})
    assert f"/what-happened/{codes[0]}" in written(app)["pat@homes.example"]
    page = resident.page(f"{at(problem).removesuffix('/keyed-in')}/comments/{comment.id}").text
    by = the_facilitator(space_of(problem)).display_name
    assert f"Said at a meeting on 3 May 2025 (Tenants’ forum), keyed in by {by}" in page
    told = happened(resident, codes[0].replace("-", ""))
    assert "The bus stops at eight." in told
    assert "not published an answer yet" in told
    forget_what_happened()
    published(a_draft_answer(comment, status="adopted", words="We ask for later buses.", revision_number=2))
    letter = written(app)["pat@homes.example"]
    assert "We ask for later buses." in letter
    assert f"/what-happened/{codes[0]}" in letter
    told = happened(resident, codes[0].replace("-", ""))
    assert "Adopted" in told
    assert "We ask for later buses." in told
    assert "pat@homes.example" not in told.lower()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"consent": ""}, "Ask first"),
        ({"place": ""}, "Say which meeting it was."),
        ({"said_on-year": "2099"}, "This day has not come yet."),
        ({"said_on-day": "31", "said_on-month": "2"}, "Enter a real date"),
        ({"paragraph": "99"}, "There is no paragraph 99 in revision 1."),
        ({"revision_number": "9"}, "There is no such revision of this text."),
        ({"quote": "one room"}, "Enter the number of the paragraph"),
        ({"quote": "two rooms", "paragraph": "1"}, "These words do not stand in the paragraph."),
        ({"organisation": "Nobody Ltd"}, "No organisation is listed here"),
        ({"email": "pat at home"}, "Enter an email address in the correct format"),
        ({"code": "CDFH-2346"}, "No slip has this code."),
        ({"code": "💥" * 20}, "No slip has this code."),
        ({"body": " "}, "Enter your comment"),
    ],
)
def test_what_cannot_be_taken_keeps_everything_and_says_why(
    app: Flask, wrong: dict[str, str], sentence: str
) -> None:
    problem = a_discussed_problem()
    refused = key_in(browser(app, problem), problem, **wrong)
    page = refused.get_data(as_text=True)
    assert (refused.status_code, kept()) == (422, [])
    assert sentence in page
    assert "Then what?" in page or "body" in wrong
    assert "Pat from the forum" in page
    assert counts_of(problem) == (0, {})


def test_only_facilitators_key_in_and_see_the_list_and_its_codes(app: Flask) -> None:
    problem = a_discussed_problem()
    keyed, pack = a_keyed_in(problem), a_pack(problem)
    one = f"/{keyed.comment_id}"
    pages = ("", "/new", one, f"{one}/correct", f"{one}/take-back", "/packs", f"/packs/{pack.id}/file")
    drafter = browser(app).sign_in(a_member(space_of(problem), role=Role.DRAFTER))
    for page in pages:
        assert drafter.get(at(problem, page)).status_code == 403, page
        assert browser(app).get(at(problem, page)).location.startswith("/sign-in"), page
    assert "Paper and meetings" not in drafter.page(at(problem).removesuffix("/keyed-in")).text
    assert browser(app, problem).get(at(problem, "/999")).status_code == 404
    theirs = a_comment(problem)
    for page in (f"/{theirs.id}", f"/{theirs.id}/correct", f"/{theirs.id}/take-back"):
        assert browser(app, problem).get(at(problem, page)).status_code == 404, page


def test_a_reply_that_comes_late_is_keyed_in_until_the_problem_is_agreed(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(space_of(problem))
    drafting.close_problem(facilitator, problem)
    client = browser(app, problem)
    assert key_in(client, problem).status_code == 303
    an_answer(comment_of(kept()[0]))
    services.frame_problem(facilitator, problem)
    assert client.get(at(problem, "/new")).status_code == 403
    assert "marked as agreed" in client.page(at(problem)).text


def test_many_replies_of_one_meeting_are_keyed_in_one_after_another(app: Flask) -> None:
    problem = a_discussed_problem()
    client = browser(app, problem)
    shown = client.page(key_in(client, problem).location)
    (again,) = [each.attributes["href"] for each in shown.all("a") if each.text == "Key in another"]
    page = client.page(again)
    begun = {each.attributes.get("name"): each.attributes.get("value") for each in page.all("input")}
    assert (begun["place"], begun["said_on-day"], begun["said_on-year"]) == ("Tenants’ forum", "3", "2025")
    chosen = [each.attributes["value"] for each in page.all("input") if "checked" in each.attributes]
    assert chosen == ["meeting"]
    for _twice in range(2):
        client.send(at(problem, "/new"), at=again, **TYPED, idempotency_key="a-key-of-this-form")
    assert len(kept()) == 2
    assert client.get(f"{at(problem, '/new')}?channel=x&said_on=2026-99-99&place=%00").status_code == 200


def test_who_speaks_from_an_organisation_counts_for_its_side_as_their_own_view(app: Flask) -> None:
    problem, council = a_discussed_problem(), an_organisation("Northfield Council", side=Side.LOCAL)
    client = browser(app, problem)
    assert key_in(client, problem, organisation=council.name, display_name="").status_code == 303
    comment = comment_of(kept()[0])
    assert (comment.side, comment.voice, comment.author.display_name) == ("local", "own", "Someone")
    assert "Northfield Council (local government) – own view" in client.page(at(problem)).text


def test_mistakes_are_put_right_for_a_while_and_then_taken_back_and_keyed_in_again(app: Flask) -> None:
    problem = a_discussed_problem()
    keyed, client = a_keyed_in(problem, email="pat@homes.example"), browser(app, problem)
    comment, code = comment_of(keyed), code_of(keyed)
    one = at(problem, f"/{comment.id}")
    right: dict[str, Any] = {
        "kind": "question",
        "body": "Nowhere to *wash*.",
        "display_name": "",
        "channel": "phone",
    }
    assert client.send(f"{one}/correct", **right).status_code == 303
    told = happened(browser(app), code)
    assert "Nowhere to wash." in told
    assert "Said by phone" in told
    assert comment_of(keyed).author.display_name == "A resident"
    assert tallies_of(problem) == {("question", "resident", "unanswered"): 1}
    with time_machine.travel(now().timestamp() + 16 * 60):
        client.sign_in(the_facilitator(space_of(problem)))
        assert client.get(f"{one}/correct").status_code == 403
        assert client.send(f"{one}/take-back").status_code == 422
        a_reply(comment)
        assert client.send(f"{one}/take-back", why="mistyped").status_code == 303
        assert client.get(one).status_code == 404
        assert "not keyed in as it was said" in happened(browser(app), code)
        assert "Nowhere to wash." not in happened(browser(app), code)
        db.session.refresh(keyed)
        assert (keyed.email, counts_of(problem)[0]) == (None, 1)
        assert (
            "took back what was keyed in"
            in browser(app).page(f"/spaces/{space_of(problem).slug}/activity").text
        )
        assert key_in(client, problem, code=code).status_code == 303
        assert "The bus stops at eight." in happened(browser(app), code)
        used = key_in(client, problem, code=code)
    assert "has been keyed in already" in used.get_data(as_text=True)
