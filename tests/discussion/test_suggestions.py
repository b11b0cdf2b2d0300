"""A suggestion has a thread: what happens to the comment at its head happens to it."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.charter.words import HideReason
from policyspace.discussion import services
from policyspace.discussion.queries import (
    get_head,
    get_said,
    get_suggestion,
    suggestions_in_place,
    suggestions_of,
)
from policyspace.drafting.models import Document
from policyspace.foundation.errors import Conflict, Invalid, NotFound
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.reporting.activity import activity_of
from policyspace.spaces.queries import SpaceView, view_of
from tests.builders.discussion import a_comment, a_reply, counts_of, posted
from tests.builders.drafting import a_key, space_of
from tests.builders.ledger import told
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.builders.suggesting import (
    WAIT,
    a_drafter,
    a_suggesting_comment,
    a_suggestion,
    accepted,
    an_open_text,
    now_as,
    rewritten,
)
from tests.conftest import QueryCount

pytestmark = pytest.mark.usefixtures("app")


def seen_by(document: Document, reader: Person | None = None) -> list[int]:
    """The ids of the suggestions on `document` that `reader` is shown."""
    space = space_of(document)
    view = view_of(space, reader) if reader else SpaceView(space, None, None)
    return [each.suggestion.id for each in suggestions_of(view, document, Span()).items]


def in_place(document: Document) -> list[int]:
    found = suggestions_in_place(SpaceView(space_of(document), None, None), document)
    return [each.suggestion.id for several in found.values() for each in several]


def happenings(document: Document, reader: Person | None = None) -> list[str]:
    space = space_of(document)
    view = view_of(space, reader) if reader else SpaceView(space, None, None)
    return [each.sentence for each in activity_of(view, Span()).items if "suggest" in each.sentence]


def test_the_first_comment_of_its_thread_is_an_idea_that_says_why() -> None:
    document, rosa = an_open_text(), a_resident()
    comment = a_suggesting_comment(document, author=rosa, why="Twice is *right*")
    suggestion = now_as(a_suggestion(document))
    assert (comment.kind, comment.body, comment.html) == (
        "idea",
        "Twice is *right*",
        "<p>Twice is <em>right</em></p>",
    )
    assert (comment.block_id, comment.revision_number) == (suggestion.block_id, 1)
    assert comment.capacity.text == "resident"
    assert counts_of(document) == (2, {suggestion.block_id: 2})
    assert told("comment.posted") == []
    assert happenings(document) == ["Rosa Resident suggested a change to “They wait too long”"] * 2


def test_the_same_key_posts_one_suggestion_with_one_thread() -> None:
    document, rosa, key = an_open_text(), a_resident(), a_key()
    first = a_suggesting_comment(document, author=rosa, idempotency_key=key)
    assert a_suggesting_comment(document, author=rosa, idempotency_key=key).id == first.id
    assert counts_of(document)[0] == 1
    a_comment(document, author=rosa, idempotency_key=key)


def test_what_is_refused_leaves_nothing() -> None:
    document = an_open_text()
    with pytest.raises(Invalid):
        a_suggestion(document, WAIT)
    with pytest.raises(Invalid) as refused:
        a_suggestion(document, why="> " * 12 + "quoted")
    assert list(refused.value.fields) == ["why"]
    assert counts_of(document) == (0, {})


def test_its_first_comment_cannot_be_edited() -> None:
    document, rosa = an_open_text(), a_resident()
    comment = a_suggesting_comment(document, author=rosa)
    with pytest.raises(Conflict, match="stays as it is"):
        services.edit_comment(rosa, comment, body="Other reasons")
    view = view_of(space_of(document), rosa)
    assert "edit_comment" not in get_said(view, document, comment.id).may
    assert "edit_comment" in get_said(view, document, a_comment(document, author=rosa).id).may


def test_withdrawing_the_comment_withdraws_the_suggestion() -> None:
    document, rosa = an_open_text(), a_resident("Rosa")
    suggestion = a_suggestion(document, author=rosa)
    head = get_head(suggestion)
    a_reply(head)
    services.withdraw_comment(rosa, head)
    assert now_as(suggestion).state == "withdrawn"
    assert (posted(head).withdrawn_at is not None, head.reply_count) == (True, 1)
    assert (seen_by(document, rosa), in_place(document)) == ([], [])
    assert happenings(document) == ["Someone took back their suggestion for “They wait too long”"]
    assert told("comment.withdrawn") == []
    with pytest.raises(NotFound):
        get_suggestion(view_of(space_of(document), rosa), document, suggestion.id)


def test_withdrawing_the_words_of_an_accepted_one_leaves_the_revision() -> None:
    document, rosa = an_open_text(), a_resident("Rosa")
    suggestion = a_suggestion(document, author=rosa)
    accepted(suggestion, a_drafter(document))
    services.withdraw_comment(rosa, get_head(suggestion))
    assert now_as(suggestion).state == "accepted"
    assert len(told("comment.withdrawn")) == 1
    assert happenings(document) == []


def test_hiding_the_comment_hides_the_suggestion_everywhere_but_from_its_author_and_facilitators() -> None:
    document, rosa = an_open_text(), a_resident("Rosa")
    facilitator, stranger = the_facilitator(space_of(document)), a_resident()
    suggestion = a_suggestion(document, author=rosa)
    services.hide_comment(facilitator, get_head(suggestion), reason=HideReason.SPAM)
    assert in_place(document) == []
    assert [seen_by(document, each) for each in (None, stranger, rosa, facilitator)] == [
        *([], [], [suggestion.id], [suggestion.id])
    ]
    assert (happenings(document), len(happenings(document, facilitator))) == ([], 1)
    view = view_of(space_of(document), facilitator)
    assert get_suggestion(view, document, suggestion.id).may == frozenset()
    services.unhide_comment(facilitator, get_head(suggestion))
    assert in_place(document) == seen_by(document) == [suggestion.id]


def test_deciding_is_told_in_one_sentence_each() -> None:
    document, ana = an_open_text(), a_resident("Ana")
    one, other = a_suggestion(document, author=ana), a_suggestion(document, "Nobody.", author=ana, number=1)
    accepted(one, a_drafter(document))
    rewritten(document, "600", "640")
    assert happenings(document) == [
        "Rosa Resident accepted a suggestion by Ana as revision 2 of “They wait too long”",
        "Ana suggested a change to “They wait too long”",
        "Ana suggested a change to “They wait too long”",
    ]
    assert now_as(other).obstacle == "changed"


def test_lists_cost_the_same_however_many_there_are(app: Flask, count_queries: type[QueryCount]) -> None:
    document, rosa = an_open_text(), a_resident()
    view = view_of(space_of(document), rosa)
    costs = []
    for _more in range(2):
        for each in range(5):
            a_suggestion(document, f"Version {each}.", author=a_resident())
        with count_queries() as queries:
            suggestions_of(view, document, Span())
            suggestions_in_place(view, document)
        costs.append(len(queries))
    assert costs == [3, 3]
