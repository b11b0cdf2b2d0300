"""Hiding a comment, showing it again, and what only some may do with one."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.discussion import services
from policyspace.drafting import services as drafting
from tests.builders.discussion import (
    a_comment,
    a_discussed_problem,
    a_reply,
    the_space,
)
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.client import PageClient, token_of
from tests.inspector import Page
from tests.web.test_discussion import links, path_of


def test_a_facilitator_hides_with_a_reason_and_everyone_sees_why(client: PageClient) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem, body="Zanzibar")
    hide = path_of(problem, f"/comments/{comment.id}/hide")
    client.sign_in(facilitator)
    bad = client.send(hide, words="Write about the policy.")
    page = Page(bad.get_data(as_text=True)).root
    assert (bad.status_code, "Choose a reason" in page.text) == (422, True)
    assert page.all("textarea")[0].text == "Write about the policy."
    client.send(hide, reason="abuse", words="Write about the policy.")
    assert "Zanzibar" in client.page(path_of(problem)).text
    client.sign_in(comment.author)
    page = client.page(path_of(problem))
    assert "Zanzibar" in page.text
    assert "Write about the policy." in page.text
    for person in (a_resident(), a_member(the_space(problem), role=Role.DRAFTER, side=Side.LOCAL)):
        client.sign_in(person)
        for more in ("", "/comments", f"/comments/{comment.id}"):
            page = client.page(path_of(problem, more))
            assert "Zanzibar" not in page.text
            assert "Write about the policy." not in page.text
            assert (
                "A facilitator hid this comment. Reason: It attacks, threatens or insults someone."
                in page.text
            )


def test_a_hidden_comment_is_shown_again(client: PageClient) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    comment = a_comment(problem, body="Zanzibar")
    services.hide_comment(facilitator, comment, reason="spam")
    client.sign_in(facilitator)
    again = links(client.page(path_of(problem)))["Show again (comment by Rosa Resident)"]
    client.send(again)
    client.sign_in(a_resident())
    assert "Zanzibar" in client.page(path_of(problem)).text


def test_only_those_who_may_are_shown_the_questions_before_a_deed(client: PageClient) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    stranger = the_facilitator(a_space(title="Another space"))
    for person in (a_resident(), stranger):
        client.sign_in(person)
        for more in ("/edit", "/withdraw", "/hide", "/show-again"):
            client.page(path_of(problem, f"/comments/{comment.id}{more}"), status=403)


def test_a_comment_is_found_only_on_its_own_document(client: PageClient) -> None:
    problem = a_discussed_problem()
    other = a_discussed_problem(the_space(problem))
    comment = a_comment(problem)
    reply = a_reply(comment)
    client.sign_in(comment.author)
    for each in (comment, reply):
        for more in ("", "/edit", "/withdraw"):
            client.page(path_of(other, f"/comments/{each.id}{more}"), status=404)
    for number in (0, reply.id + 1, 2**63 - 1, 2**63, 10**30):
        client.page(path_of(problem, f"/comments/{number}"), status=404)
    for after in ("-1", "x", str(10**30)):
        client.page(path_of(problem, f"/comments/{comment.id}?after={after}&to={after}"))


def test_what_was_hidden_while_someone_wrote_a_reply_shows_them_their_words(client: PageClient) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    client.sign_in(a_resident())
    page = client.page(path_of(problem, f"/comments/{comment.id}"))
    token = token_of(page.all("form")[-1])
    services.hide_comment(the_facilitator(the_space(problem)), comment, reason="spam")
    sent = {"csrf_token": token, "body": "My words", "idempotency_key": "key-00000001"}
    reply = client.post(path_of(problem, f"/comments/{comment.id}"), data=sent)
    assert reply.status_code == 409
    assert "My words" in reply.get_data(as_text=True)


def test_a_thread_of_a_closed_problem_shows_no_form(client: PageClient) -> None:
    problem = a_discussed_problem()
    comment = a_comment(problem)
    drafting.close_problem(the_facilitator(the_space(problem)), problem)
    client.sign_in(comment.author)
    page = client.page(path_of(problem, f"/comments/{comment.id}"))
    assert not page.all("textarea")
    assert "Withdraw (comment by Rosa Resident)" in links(page)
