"""The letter that says what became of one's comments: one to each author and batch."""

from __future__ import annotations

from flask import Flask

from policyspace.discussion import services
from policyspace.spaces import services as spaces
from tests.builders.answers import a_draft_answer, an_answer, published
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, the_space
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_members_only_space, the_facilitator, the_membership
from tests.client import PageClient
from tests.notifications.letters import forget_what_happened, the_letter, work, written
from tests.notifications.mail_server import MailServer


def test_a_resident_who_never_signs_in_again_is_told_what_became_of_their_comment(
    app: Flask, client: PageClient, mail_server: MailServer
) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 1)
    rosa = a_resident("Rosa", email="rosa@example.org")
    comment = a_comment(problem, author=rosa, body="We live in **one** room.")
    a_revision(problem, "## Who is affected\n\nFamilies in one small room.\n")
    forget_what_happened()
    answer = an_answer(comment, status="adopted", words="You are right.", revision_number=2, block_id=block)
    work(app)
    assert mail_server.recipients == ["rosa@example.org"]
    (message,) = mail_server.got
    assert message["Subject"] == "What became of your comment on “Too long in one room”"
    plain = next(iter(message.iter_parts())).get_content().replace("\r\n", "\n")
    at = "https://policyspace.example/spaces/temporary-accommodation/documents/1"
    assert plain.startswith(
        f"""Your comment on “Too long in one room” has an answer.

You wrote:

> We live in **one** room.

What became of it: Adopted.

{answer.drafter.display_name} answered, speaking as {answer.capacity.text}:

> You are right.

See what changed in the text
{at}/answers/{answer.id}

See your comment and the answer
{at}/comments/{comment.id}
"""
    )
    shown = client.page(f"/spaces/temporary-accommodation/documents/1/answers/{answer.id}").text
    assert "[added: small end added]" in shown


def test_each_author_gets_one_letter_about_all_their_comments_of_a_batch(app: Flask) -> None:
    problem = a_discussed_problem()
    rosa, bo = a_resident("Rosa"), a_resident("Bo")
    many = [a_comment(problem, author=rosa, body=f"Number {each}.") for each in range(12)]
    other = a_comment(problem, author=bo)
    own = a_comment(problem, author=the_facilitator(the_space(problem)))
    one = a_draft_answer(*many, other)
    two = a_draft_answer(own, status="passed_on", passed_to="The county.", words="")
    forget_what_happened()
    published(one, two)
    told = written(app)
    assert set(told) == {rosa.email, bo.email}
    assert told[rosa.email].startswith("What became of your 12 comments on “Too long in one room”\n")
    assert told[rosa.email].count("> Number") == 10
    assert "Read the answers to 2 more comments of yours" in told[rosa.email]
    assert "you-said-we-did" in told[rosa.email]


def test_who_it_was_passed_on_to_is_told(app: Flask) -> None:
    comment = a_comment(a_discussed_problem())
    forget_what_happened()
    an_answer(comment, status="passed_on", passed_to="The county.", words="")
    letter = the_letter(app)
    assert "What became of it: Passed on.\n\nIt was passed on to: The county.\n" in letter
    assert "answered, speaking as" not in letter


def test_nobody_is_told_of_what_was_taken_back_hidden_or_is_out_of_their_reach_meanwhile(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    taken_back, hidden, withdrawn = (a_comment(problem) for _ in range(3))
    private = a_members_only_space()
    left = a_comment(a_discussed_problem(private), author=a_member(private))
    forget_what_happened()
    answer = an_answer(taken_back)
    an_answer(hidden, withdrawn)
    an_answer(left)
    services.take_back_answers(facilitator, problem, answer_ids=[answer.id], reason="A wrong figure")
    services.hide_comment(facilitator, hidden, reason="spam")
    services.withdraw_comment(withdrawn.author, withdrawn)
    spaces.end_membership(left.author, the_membership(private, left.author))
    assert [each for each in written(app) if each != hidden.author.email] == []
    assert "hidden" in written(app)[hidden.author.email].split("\n")[0]
