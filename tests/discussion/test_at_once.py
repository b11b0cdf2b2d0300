"""Several people at the same moment, in real threads: no count is lost, nothing is stored twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from policyspace.discussion import services
from policyspace.discussion.models import Comment, Support
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import Refusal
from policyspace.people.models import Person
from tests.builders.discussion import (
    a_block_of,
    a_comment,
    a_discussed_problem,
    counts_of,
    posted,
    the_space,
)
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, the_facilitator

PEOPLE = 6
Deed = Callable[[Person, Document, Comment], object]


def at_once(app: Flask, comment: Comment, deeds: Sequence[tuple[Person, Deed]]) -> list[object]:
    """What each deed gave, or the refusal it met; all begin together, each with a session of its own."""
    db.session.commit()  # what this session has read so far must not be all that it ever sees
    ready = Barrier(len(deeds))
    numbers = (comment.document_id, comment.id)

    def run(person_id: int, deed: Deed) -> object:
        with app.app_context():
            document = db.session.get_one(Document, numbers[0])
            here = db.session.get_one(Comment, numbers[1])
            person = db.session.get_one(Person, person_id)
            db.session.commit()
            ready.wait(timeout=30)
            try:
                return deed(person, document, here)
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        waiting = [pool.submit(run, person.id, deed) for person, deed in deeds]
        return [each.result(timeout=120) for each in waiting]


def post(person: Person, document: Document, comment: Comment) -> int:
    return a_comment(document, author=person, block_id=comment.block_id).id


def reply(person: Person, _document: Document, comment: Comment) -> int:
    key = secrets.token_hex(16)
    return services.post_reply(person, comment, body="At once", idempotency_key=key).id


def reply_with_one_key(person: Person, _document: Document, comment: Comment) -> int:
    return services.post_reply(person, comment, body="Twice", idempotency_key="double-click").id


def support(person: Person, _document: Document, comment: Comment) -> None:
    services.support_comment(person, comment)


def unsupport(person: Person, _document: Document, comment: Comment) -> None:
    services.unsupport_comment(person, comment)


def hide(person: Person, _document: Document, comment: Comment) -> None:
    services.hide_comment(person, comment, reason="spam")


def refusals(given: list[object]) -> list[object]:
    return [each for each in given if isinstance(each, Refusal)]


def test_newcomers_who_post_and_reply_at_once_are_all_counted(app: Flask) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 1)
    top = a_comment(problem)
    top = a_comment(problem, block_id=block)
    deeds: list[tuple[Person, Deed]] = [(a_resident(), deed) for deed in (post, reply) * PEOPLE]
    assert refusals(at_once(app, top, deeds)) == []
    assert counts_of(problem) == (2 + 2 * PEOPLE, {block: 1 + 2 * PEOPLE})
    assert posted(top).reply_count == PEOPLE
    space = the_space(problem)
    db.session.refresh(space)
    assert space.resident_members == 2 + 2 * PEOPLE
    assert len(told("comment.posted")) + len(told("comment.replied")) == 2 + 2 * PEOPLE


def test_the_first_comments_on_a_block_at_once_are_all_counted(app: Flask) -> None:
    problem = a_discussed_problem()
    block = a_block_of(problem, 2)
    top = a_comment(problem)
    members = [a_member(the_space(problem)) for _ in range(PEOPLE)]

    def first(person: Person, document: Document, _comment: Comment) -> int:
        return a_comment(document, author=person, block_id=block).id

    assert refusals(at_once(app, top, [(member, first) for member in members])) == []
    assert counts_of(problem) == (1 + PEOPLE, {block: PEOPLE})


def test_a_double_click_posts_once_and_supports_once(app: Flask) -> None:
    problem = a_discussed_problem()
    top, rosa = a_comment(problem), a_resident()
    given = at_once(app, top, [(rosa, reply_with_one_key)] * 4)
    assert len(set(given)) == 1
    assert refusals(given) == []
    assert refusals(at_once(app, top, [(rosa, support)] * 4)) == []
    assert (posted(top).reply_count, top.support_count) == (1, 1)
    assert counts_of(problem) == (2, {})
    assert refusals(at_once(app, top, [(rosa, unsupport)] * 4)) == []
    assert posted(top).support_count == 0
    assert (len(told("comment.supported")), len(told("comment.unsupported"))) == (1, 1)


def test_supports_at_once_are_all_counted(app: Flask) -> None:
    top = a_comment(a_discussed_problem())
    assert refusals(at_once(app, top, [(a_resident(), support) for _ in range(PEOPLE)])) == []
    stored = db.session.scalar(select(func.count()).select_from(Support))
    assert (posted(top).support_count, stored) == (PEOPLE, PEOPLE)


def test_a_comment_hidden_while_others_reply_ends_with_counts_that_fit_its_rows(app: Flask) -> None:
    problem = a_discussed_problem()
    facilitator = the_facilitator(the_space(problem))
    top = a_comment(problem)
    deeds: list[tuple[Person, Deed]] = [(a_resident(), reply) for _ in range(PEOPLE)]
    given = at_once(app, top, [*deeds[:3], (facilitator, hide), *deeds[3:]])
    replied = PEOPLE - len(refusals(given))
    assert posted(top).hidden_reason == "spam"
    assert top.reply_count == replied
    assert counts_of(problem) == (replied, {})
