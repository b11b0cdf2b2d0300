"""Comments made elsewhere come in whole: words, support, and hidden where they were not accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from policyspace.charter.words import CommentKind, HideReason
from policyspace.discussion import services
from policyspace.discussion.models import Comment
from policyspace.drafting.models import Document
from policyspace.foundation.errors import Invalid, NotAllowed
from tests.builders.discussion import a_discussed_problem, counts_of, posted, the_space
from tests.builders.ledger import told
from tests.builders.people import KEEPER, a_resident
from tests.builders.spaces import a_members_only_space, the_facilitator, the_membership

MADE = {"at": "2018-02-13T05:58:16+00:00", "source": "elsewhere", "id": "895"}


@pytest.fixture
def bring(app: Flask) -> Callable[..., Comment]:
    """Bring in one and the same comment on a document."""
    author = a_resident("Participant 1756")

    def go(document: Document, **told: Any) -> Comment:
        words: dict[str, Any] = {
            "author": author,
            "kind": CommentKind.IDEA,
            "body": "More free meeting space.",
            "idempotency_key": "elsewhere-895",
            "imported": MADE,
        }
        return services.import_comment(KEEPER, document, **(words | told))

    return go


def test_a_comment_keeps_when_it_was_made_and_who_agreed(bring: Callable[..., Comment]) -> None:
    document = a_discussed_problem()
    comment = posted(bring(document, supporters=[a_resident(), a_resident()]))
    assert (comment.created_at, comment.imported) == (datetime(2018, 2, 13, 5, 58, 16, tzinfo=UTC), MADE)
    assert comment.support_count == 2
    assert counts_of(document)[0] == 1


def test_its_author_is_brought_in_even_where_only_members_read(bring: Callable[..., Comment]) -> None:
    space = a_members_only_space()
    author = bring(a_discussed_problem(space)).author
    assert the_membership(space, author).role == "participant"


def test_brought_in_twice_it_is_there_once_with_those_who_agreed_since(bring: Callable[..., Comment]) -> None:
    document, first, second = a_discussed_problem(), a_resident(), a_resident()
    once = bring(document, supporters=[first])
    again = bring(document, supporters=[first, second])
    assert once.id == again.id
    assert posted(again).support_count == 2
    assert counts_of(document)[0] == 1


def test_what_was_refused_elsewhere_is_hidden_and_says_so(bring: Callable[..., Comment]) -> None:
    document = a_discussed_problem()
    facilitator = the_facilitator(the_space(document))
    comment = posted(bring(document, supporters=[a_resident()], refused_for=facilitator))
    assert (comment.hidden_reason, comment.hidden_by) == (HideReason.REFUSED_ELSEWHERE, facilitator.id)
    assert comment.support_count == 1
    assert counts_of(document)[0] == 0


def test_what_a_facilitator_shows_again_is_not_hidden_by_another_run(bring: Callable[..., Comment]) -> None:
    document = a_discussed_problem()
    facilitator = the_facilitator(the_space(document))
    services.unhide_comment(facilitator, bring(document, refused_for=facilitator))
    assert posted(bring(document, refused_for=facilitator)).is_visible
    assert len(told("comment.hidden")) == 1


def test_nothing_of_a_comment_stays_when_hiding_it_is_refused(bring: Callable[..., Comment]) -> None:
    document = a_discussed_problem()
    with pytest.raises(NotAllowed):
        bring(document, supporters=[a_resident()], refused_for=a_resident())
    assert counts_of(document) == (0, {})
    assert told("comment.posted") == told("supports.imported") == []


def test_only_the_keeper_brings_comments_in(app: Flask) -> None:
    document = a_discussed_problem()
    actor: Any = the_facilitator(the_space(document))
    with pytest.raises(NotAllowed):
        services.import_comment(
            actor,
            document,
            author=a_resident(),
            kind=CommentKind.IDEA,
            body="Mine.",
            idempotency_key="elsewhere-1",
            imported=MADE,
        )
    assert counts_of(document)[0] == 0


def test_a_text_that_cannot_be_taken_is_refused(bring: Callable[..., Comment]) -> None:
    document = a_discussed_problem()
    with pytest.raises(Invalid):
        bring(document, body="x" * 5001)
    assert counts_of(document)[0] == 0
