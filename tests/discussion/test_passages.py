"""How many comments stand on the same words is kept: through hiding, taking back and every new revision."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from policyspace.app import create_app
from policyspace.discussion import services
from policyspace.discussion.models import Anchor, Comment, DiscussedPassage
from policyspace.discussion.queries import Wanted, passages_on, read_marked, threads_of
from policyspace.discussion.queries.marked import MOST_MARKED
from policyspace.discussion.rules import Order
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.migrations import migrate, unmigrate
from policyspace.spaces.queries import SpaceView
from tests.builders.discussion import a_block_of, a_comment, a_discussed_problem, a_reply, the_space
from tests.builders.drafting import a_revision
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.conftest import QueryCount, settings_for

LATE = "Families wait for nine months. Families wait for a room.\n"
ROOM: dict[str, Any] = {"quote": "Families wait", "before": "nine months."}


def a_document(text: str = LATE) -> Document:
    problem = a_discussed_problem()
    a_revision(problem, text)
    return problem


def on_words(problem: Document, quote: str, number: int = 1, **said: Any) -> Comment:
    return a_comment(problem, block_id=a_block_of(problem, number), quote=quote, **said)


def marked(problem: Document) -> list[tuple[str, int, int]]:
    """The words, where they begin, and how many comments stand on them, as the page of the document reads them."""
    passages = read_marked(SpaceView(the_space(problem), None, None), problem.number).passages
    found = [(each.words, each.start, each.comment_count) for block in passages.values() for each in block]
    assert {(each[1], each[2]) for each in found} == counted(problem)
    return sorted(found)


def counted(problem: Document) -> set[tuple[int | None, int]]:
    """The same by counting."""
    visible = (Comment.hidden_at.is_(None), Comment.withdrawn_at.is_(None))
    rows = (
        select(Anchor.start_at, func.count())
        .join(Comment, Comment.id == Anchor.comment_id)
        .where(Anchor.document_id == problem.id, Anchor.start_at.is_not(None), *visible)
        .group_by(Anchor.block_id, Anchor.start_at, Anchor.end_at)
    )
    return {(row[0], row[1]) for row in db.session.execute(rows)}


def test_comments_on_the_same_words_are_counted_together_while_they_can_be_read(app: Flask) -> None:
    problem, rosa = a_document(), a_resident()
    facilitator = the_facilitator(the_space(problem))
    first = on_words(problem, "nine months", author=rosa)
    second, room = on_words(problem, "nine  months"), on_words(problem, **ROOM)
    a_comment(problem, block_id=a_block_of(problem, 1))
    a_reply(first)
    assert marked(problem) == [("Families wait", 31, 1), ("nine months", 18, 2)]
    services.hide_comment(facilitator, first, reason="spam")
    services.hide_comment(facilitator, room, reason="spam")
    assert marked(problem) == [("nine months", 18, 1)]
    services.unhide_comment(facilitator, room)
    services.withdraw_comment(second.author, second)
    assert marked(problem) == [("Families wait", 31, 1)]
    services.withdraw_comment(rosa, first)
    services.unhide_comment(facilitator, first)
    assert marked(problem) == [("Families wait", 31, 1)]


def test_the_counts_go_with_the_words_and_old_revisions_show_where_they_stood(app: Flask) -> None:
    problem = a_document()
    months, room = on_words(problem, "nine months"), on_words(problem, **ROOM)
    on_words(problem, "nine months", author=months.author)
    hidden = on_words(problem, "Families wait for nine")
    services.hide_comment(the_facilitator(the_space(problem)), hidden, reason="spam")
    a_revision(problem, LATE.replace("nine months", "ten months"))
    a_revision(problem, f"Some {LATE}".replace("nine months", "ten months").replace("a room", "one room"))
    changed = {words: number for words, _start, number in marked(problem)}
    assert changed == {"ten months": 2, "Families wait": 1}
    on_words(problem, "ten months")
    assert ("ten months", 23, 3) in marked(problem)

    def seen(number: int) -> list[tuple[str, int, int, int]]:
        found = [each for block in passages_on(problem, number).values() for each in block]
        return [(each.words, each.start, each.comment_count, each.comment_id) for each in found]

    assert seen(1) == []
    assert seen(2) == [("nine months", 18, 2, months.id), ("Families wait", 31, 1, room.id)]
    assert seen(3) == [("ten months", 18, 2, months.id), ("Families wait", 30, 1, room.id)]
    assert seen(4) == [("ten months", 23, 3, months.id), ("Families wait", 35, 1, room.id)]
    a_revision(problem, "Nothing of it.\n")
    assert marked(problem) == []


def test_the_comments_on_a_passage_are_listed_also_when_the_words_are_gone(app: Flask) -> None:
    problem = a_document()
    first = on_words(problem, "nine months")
    second = on_words(problem, "nine months", author=first.author)
    on_words(problem, "months", author=first.author)
    a_comment(problem, block_id=a_block_of(problem, 1))
    view = SpaceView(the_space(problem), None, None)

    def listed(order: Order = Order.OLDEST, comment: Comment = second) -> list[int]:
        wanted = Wanted(order=order, passage=comment.id)
        return [each.comment.id for each in threads_of(view, problem, wanted).threads]

    assert listed() == [first.id, second.id]
    a_revision(problem, f"More.\n\n{LATE}")
    assert listed(Order.SUPPORTED, first) == [second.id, first.id]
    a_revision(problem, "Nothing of it.\n")
    assert listed() == [first.id, second.id]


def test_a_page_marks_the_passages_with_most_comments_and_reads_no_more_however_many_there_are(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    words = " ".join(f"word{number}" for number in range(MOST_MARKED + 5))
    problem, rosa = a_document(f"{words}\n"), a_resident()
    block = a_block_of(problem, 1)
    view = SpaceView(the_space(problem), None, None)

    def cost() -> int:
        with count_queries() as queries:
            read_marked(view, problem.number)
        return len(queries)

    assert cost() == 1
    for number in range(MOST_MARKED + 5):
        a_comment(problem, author=rosa, block_id=block, quote=f"word{number}")
    a_comment(problem, author=rosa, block_id=block, quote="word0")
    passages = read_marked(view, problem.number).passages
    found = [each.words for each in passages[block]]
    assert (len(found), found[0], found[1]) == (MOST_MARKED, "word0", f"word{MOST_MARKED + 4}")
    assert cost() == 1


def test_passages_that_were_commented_on_before_they_were_counted_are_counted(own_database: str) -> None:
    migrate(own_database)
    app = create_app(settings_for(own_database))
    with app.app_context():
        problem = a_document()
        on_words(problem, "nine months")
        on_words(problem, "nine months")
        services.hide_comment(
            the_facilitator(the_space(problem)), on_words(problem, "wait for nine"), reason="spam"
        )
        before = marked(problem)
        db.session.remove()
        db.engine.dispose()
        unmigrate(own_database, "0018")
        migrate(own_database)
        assert marked(problem) == before == [("nine months", 18, 2)]
        assert db.session.scalar(select(func.count()).select_from(DiscussedPassage)) == 1
        db.session.remove()
        db.engine.dispose()
