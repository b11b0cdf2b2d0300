"""Several people decide, save and suggest at the same moment, in real threads: everything happens once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from policyspace.discussion import services as discussion
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import get_head
from policyspace.drafting import services
from policyspace.drafting.models import Document, Suggestion
from policyspace.drafting.queries import get_revision
from policyspace.drafting.suggested import steps_of
from policyspace.foundation.db import db
from policyspace.foundation.errors import Refusal
from policyspace.people.models import Person
from tests.builders.discussion import a_reply, counts_of, posted
from tests.builders.drafting import a_key
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.suggesting import (
    TEXT,
    WAIT,
    a_drafter,
    a_suggestion,
    accepted,
    an_open_text,
    now_as,
)

Deed = Callable[[Person, Suggestion], object]


def at_once(app: Flask, suggestion: Suggestion, deeds: Sequence[tuple[Person, Deed]]) -> list[object]:
    """What each deed gave, or the refusal it met; all begin together, each with a session of its own."""
    db.session.commit()  # what this session has read so far must not be all that it ever sees
    ready = Barrier(len(deeds))
    number = suggestion.id

    def run(person_id: int, deed: Deed) -> object:
        with app.app_context():
            here = db.session.get_one(Suggestion, number)
            person = db.session.get_one(Person, person_id)
            db.session.commit()
            ready.wait(timeout=30)
            try:
                return deed(person, here)
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        waiting = [pool.submit(run, person.id, deed) for person, deed in deeds]
        given = [each.result(timeout=120) for each in waiting]
    db.session.expire_all()
    return given


def accept(person: Person, suggestion: Suggestion) -> int:
    return services.accept_suggestion(person, suggestion, digest=suggestion.digest).number


def decline(person: Person, suggestion: Suggestion) -> None:
    services.decline_suggestion(person, suggestion, reason="The figure is three")


def withdraw(person: Person, suggestion: Suggestion) -> None:
    discussion.withdraw_comment(person, get_head(suggestion))


def reply(person: Person, suggestion: Suggestion) -> int:
    return a_reply(get_head(suggestion), author=person).id


def save_beside(person: Person, suggestion: Suggestion) -> int:
    """Save the first revision with another first paragraph, merged with whatever was saved meanwhile."""
    document = db.session.get_one(Document, suggestion.document_id)
    saved = services.save_revision(
        person,
        document,
        base_number=1,
        title=document.title,
        text=TEXT.replace("600", "640"),
        idempotency_key=a_key(),
    )
    return saved.revision.number


def refusals(given: Sequence[object]) -> list[Refusal]:
    return [each for each in given if isinstance(each, Refusal)]


def test_two_drafters_who_accept_at_the_same_moment_make_one_revision(app: Flask) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    given = at_once(app, suggestion, [(a_drafter(document), accept) for _ in range(4)])
    assert given == [2, 2, 2, 2]
    assert now_as(suggestion).revision_number == 2
    assert len(steps_of([suggestion])[suggestion.id]) == len(told("suggestion.accepted")) == 1


def test_accepted_and_declined_at_the_same_moment_it_is_one_of_the_two(app: Flask) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    deeds: list[tuple[Person, Deed]] = [(a_drafter(document), deed) for deed in (accept, decline)]
    given = at_once(app, suggestion, deeds)
    assert len(refusals(given)) == 1
    assert len(steps_of([suggestion])[suggestion.id]) == 1
    assert db.session.get_one(Document, document.id).revision_count == (2 if 2 in given else 1)


def test_saves_and_an_acceptance_at_the_same_moment_lose_nothing(app: Flask) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    waiting = a_suggestion(document, WAIT.replace("a year", "eighteen months"))
    deeds: list[tuple[Person, Deed]] = [(a_drafter(document), deed) for deed in (save_beside, accept)]
    assert refusals(at_once(app, suggestion, deeds)) == []
    text = get_revision(db.session.get_one(Document, document.id), 3).text
    assert "640" in text
    assert "They move twice." in text
    assert (now_as(waiting).base_number, waiting.obstacle) == (3, None)
    accepted(waiting, a_drafter(document))


def test_withdrawn_while_others_accept_and_reply_it_ends_in_one_state_with_counts_that_fit(
    app: Flask,
) -> None:
    document, rosa = an_open_text(), a_resident()
    suggestion = a_suggestion(document, author=rosa)
    block = suggestion.block_id
    deeds: list[tuple[Person, Deed]] = [
        *[(a_resident(), reply) for _ in range(3)],
        (rosa, withdraw),
        (a_drafter(document), accept),
    ]
    given = at_once(app, suggestion, deeds)
    replies = 3 - len(refusals(given[:3]))
    head = posted(get_head(now_as(suggestion)))
    shown = replies + (head.withdrawn_at is None)
    assert suggestion.state == ("accepted" if given[4] == 2 else "withdrawn")
    assert (head.withdrawn_at is not None) == (given[3] is None)
    assert given[3] is None or given[4] == 2
    assert head.reply_count == replies
    assert counts_of(document) == (shown, {block: shown})


def test_a_double_click_suggests_once(app: Flask) -> None:
    document, rosa = an_open_text(), a_resident()
    first = a_suggestion(document, "Nobody.", number=1)
    block = first.block_id

    def suggest(person: Person, suggestion: Suggestion) -> int:
        here = db.session.get_one(Document, suggestion.document_id)
        return discussion.post_suggestion(
            person,
            here,
            block_id=block,
            base_number=1,
            words="Somebody.",
            why="Twice",
            idempotency_key="double-click",
        ).id

    given = at_once(app, first, [(rosa, suggest)] * 4)
    assert refusals(given) == []
    assert len(set(given)) == 1
    assert db.session.scalar(select(func.count()).select_from(Suggestion)) == 2
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 2
    assert counts_of(document) == (2, {block: 2})
