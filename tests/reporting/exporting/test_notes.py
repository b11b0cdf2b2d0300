"""Notes of a file from the database: who said what, where, and what is in no file whoever asks for it."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import CommentKind, HideReason
from policyspace.discussion import services
from policyspace.discussion.queries import all_said
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.people.models import Person
from policyspace.reporting.exporting import Format, export_revision
from policyspace.reporting.exporting.addresses import addresses_of
from policyspace.reporting.exporting.remarks import remarks_on
from policyspace.reporting.exporting.sayings import Sayings
from policyspace.spaces.queries import SpaceView, find_membership
from tests.builders.answers import a_draft_answer, an_answer
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.builders.suggesting import TWICE, a_suggesting_comment, an_open_text
from tests.conftest import QueryCount
from tests.reporting.exporting.readers import addresses_in, squeezed, words_of


def exported(document: Document, *, reader: Person | None = None, number: int | None = None) -> str:
    """The Markdown of a revision, with its notes, as `reader` gets it."""
    space = the_space(document)
    view = SpaceView(space, reader, find_membership(space, reader) if reader else None)
    revision = get_revision(document, number or document.revision_count)
    file = export_revision(view, document, revision, kind=Format.MARKDOWN, numbers=True, comments=True)
    return file.content.decode()


@pytest.fixture(autouse=True)
def in_a_request(app: Flask) -> object:
    """Addresses are made for a page that somebody asks for."""
    with app.test_request_context():
        yield


def test_notes_are_numbered_in_the_order_of_the_text(app: Flask) -> None:
    problem = a_discussed_problem()
    a_comment(problem, body="On all.", author=a_resident("Wyn"))
    a_comment(problem, body="On three.", block_id=a_block_of(problem, 3))
    a_comment(problem, body="On one.", block_id=a_block_of(problem, 1), kind=CommentKind.QUESTION)
    a_comment(problem, body="On one too.", block_id=a_block_of(problem, 1))
    made = exported(problem)
    places = ["On one.", "On one too.", "On three.", "On all."]
    assert [made.index(each) for each in places] == sorted(made.index(each) for each in places)
    assert "\\[1\\] Families in one room. \\[C1–C2\\]" in made
    assert "\\[3\\] Councils that pay for it. \\[C3\\]" in made
    assert "### On paragraph 1\n\n**C1** · Question · Rosa Resident · resident · " in made
    assert "### On all of the text\n\n**C4** · Experience · Wyn · resident · " in made
    assert "4 comments, as on " in made


ANSWERED = (
    "Not adopted",
    "The law forbids it.",
    "Passed on",
    "the health board",
    "See what revision 2 changed",
)


def an_answered_problem() -> Document:
    """Two comments answered for all to read, one with a draft, one hidden with an answer, one made on revision 2."""
    problem = a_discussed_problem()
    on_one = a_block_of(problem, 1)
    refused, passed, drafted, hidden = (
        a_comment(problem, body=f"Comment {number}", block_id=on_one) for number in range(4)
    )
    a_revision(problem, "## Who is affected\n\nFamilies in one small room.\n\nChildren who change schools.\n")
    a_comment(problem, body="Later")
    an_answer(refused, status="not_adopted", words="The law **forbids** it.")
    an_answer(passed, status="passed_on", words="", passed_to="the health board", revision_number=2)
    a_draft_answer(drafted, words="Nobody has cleared this.")
    an_answer(hidden, words="Answer to what is hidden.")
    services.hide_comment(the_facilitator(the_space(problem)), hidden, reason=HideReason.ABUSE)
    return problem


@pytest.mark.parametrize("kind", list(Format))
def test_published_answers_stand_with_the_comments_they_answer_in_every_format(
    app: Flask, kind: Format
) -> None:
    problem = an_answered_problem()
    view = SpaceView(the_space(problem), None, None)
    for number in (1, 2):
        revision = get_revision(problem, number)
        made = export_revision(view, problem, revision, kind=kind, numbers=True, comments=True).content
        words = words_of(kind.ending, made)
        for each in ("Comment 0", "Comment 1", "Comment 2", *ANSWERED):
            assert squeezed(each) in words, f"{each} on revision {number}"
        for secret in ("Nobody has cleared this.", "Answer to what is hidden.", "Comment 3"):
            assert squeezed(secret) not in words
        assert (squeezed("Later") in words) == (number == 2)
        links = addresses_in(kind.ending, made)
        assert any(each.endswith("/compare?from=1&to=2") for each in links), links


def test_on_an_old_revision_comments_stand_where_they_stood(app: Flask) -> None:
    problem = an_answered_problem()
    a_revision(problem, "## Who is affected\n\nNobody at all.\n")
    old, new = exported(problem, number=1), exported(problem)
    assert "Families in one room. \\[C1–C3\\]" in old
    assert "On words that are no longer in the text" in new


def test_replies_stand_under_what_they_reply_to(app: Flask) -> None:
    problem = a_discussed_problem()
    a_reply(a_comment(problem, body="First."), body="Second.", author=a_resident("Wyn"))
    made = exported(problem)
    assert "> First.\n\nReply · Wyn · resident · " in made
    assert "> > Second." in made


def test_comments_on_paragraphs_that_are_gone_are_told_by_themselves(app: Flask) -> None:
    problem = a_discussed_problem()
    a_comment(problem, body="On one.", block_id=a_block_of(problem, 1))
    a_revision(problem, "## Other\n\nNothing is left of it all.\n")
    made = exported(problem)
    assert "### On paragraphs that are not in this revision\n\n**C1** · Experience" in made
    assert " · on revision 1\n" in made
    assert "### On paragraph 1" in exported(problem, number=1)


def test_words_that_were_commented_on_are_told_as_they_stood_in_that_revision(app: Flask) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 1)
    a_comment(problem, body="Which?", block_id=block, quote="Families in one room")
    a_revision(problem, "## Who is affected\n\nFamilies in one small room.\n")
    a_revision(problem, "## Other\n\nNothing is left of it all.\n")
    first, second, third = (exported(problem, number=number) for number in (1, 2, 3))
    assert "On the words “Families in one room”" in first
    assert "### On paragraph 1" in second
    assert "“Families in one room”, which have changed since: “Families in one small room”" in second
    assert "### On paragraphs that are not in this revision" in third
    assert "On words that are no longer in the text: “Families in one room”" in third


def test_what_was_said_later_is_not_in_an_earlier_revision(app: Flask) -> None:
    problem = a_discussed_problem()
    a_revision(problem, "## Who is affected\n\nFamilies in one room, still.\n")
    a_comment(problem, body="Late.")
    assert "Late." not in exported(problem, number=1)
    assert "Nobody had commented by " in exported(problem, number=1)
    assert "Late." in exported(problem)


def test_hidden_and_withdrawn_words_are_in_no_file_even_for_a_facilitator(app: Flask) -> None:
    problem, author = a_discussed_problem(), a_resident("Vanished")
    facilitator = the_facilitator(the_space(problem))
    hidden = a_comment(problem, body="Hiddenwords.", author=author)
    a_reply(hidden, body="Kept reply.")
    alone = a_comment(problem, body="Alonewords.", author=author)
    reply = a_reply(a_comment(problem, body="Kept comment."), body="Hiddenreply.", author=author)
    for each in (hidden, alone, reply):
        services.hide_comment(facilitator, each, reason=HideReason.ABUSE)
    services.withdraw_comment(author, a_comment(problem, body="Mywords.", author=author))
    for reader in (None, author, facilitator):
        made = exported(problem, reader=reader)
        for words in ("Hiddenwords", "Alonewords", "Hiddenreply", "Mywords", "Vanished"):
            assert words not in made
        assert "Kept reply." in made
        assert "Kept comment." in made
        assert made.count("A facilitator hid this comment.") == 1
        assert "2 comments" in made


def test_what_one_file_cannot_hold_is_told(app: Flask) -> None:
    problem = a_discussed_problem()
    first = a_comment(problem, body="First.")
    for each in range(3):
        a_reply(first, body=f"Reply {each}.")
    a_comment(problem, body="Last.")
    view, revision = SpaceView(the_space(problem), None, None), get_revision(problem, 1)
    addresses = addresses_of(view, problem, revision)
    said, sayings = all_said(view, problem, until=1, most=3), Sayings(view, addresses)
    chapter = remarks_on(revision, said, sayings, {}, told_elsewhere=(), addresses=addresses, day="today")
    [note] = chapter.groups[0].notes
    assert len(note.replies) == 2
    assert note.more == f"There are more replies. Read them at {addresses.comments}/{first.id}"
    assert addresses.comments.startswith("http://127.0.0.1:8000/spaces/")
    assert chapter.lead.startswith("1 comment, as on today. There are more than one file can hold")


def test_open_suggestions_are_notes_of_their_own(app: Flask) -> None:
    document = an_open_text()
    head = a_suggesting_comment(document, TWICE, author=a_resident("Wyn"))
    a_reply(head, body="I counted too.")
    a_comment(document, body="A comment.")
    made = exported(document)
    assert "\\[2\\] Families wait for a year. They move three times. Nobody tells them why. \\[S1\\]" in made
    assert "1 suggestion waited for a decision on " in made
    assert "**S1** · Wyn · resident · " in made
    assert "> **Now:** Families wait for a year. They move three times." in made
    assert "> **Suggested:** Families wait for a year. They move twice." in made
    assert made.count("We counted it") == 1
    assert made.count("I counted too.") == 1
    assert "1 comment, as on" in made


def test_suggestions_are_about_the_newest_revision_alone(app: Flask) -> None:
    document = an_open_text()
    a_revision(document, get_revision(document, 1).text + "\nMore words at the end.\n")
    a_suggesting_comment(document)
    assert "**S1**" in exported(document)
    assert "**S1**" not in exported(document, number=1)


def test_a_file_costs_the_same_statements_however_much_was_said(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    document = an_open_text()

    def cost() -> int:
        with count_queries() as queries:
            exported(document)
        return len(queries)

    a_reply(a_comment(document))
    a_suggesting_comment(document)
    few = cost()
    for each in range(5):
        a_reply(a_comment(document, block_id=a_block_of(document, each % 3 + 1)))
        a_suggesting_comment(document, f"Other words {each}.", number=3)
    assert cost() == few
