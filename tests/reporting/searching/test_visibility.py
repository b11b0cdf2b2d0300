"""Nobody finds what they may not read: every kind of thing, in every state, for every reader, in every space."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from policyspace.charter.words import HideReason, Visibility
from policyspace.discussion import services as discussion
from policyspace.discussion.services import take_back_answers
from policyspace.drafting import services as drafting
from policyspace.foundation.db import db
from policyspace.outcomes import services as outcomes
from policyspace.spaces import services as spaces
from policyspace.spaces.models import Space
from tests.builders import searching as make
from tests.builders.answers import an_answer
from tests.builders.discussion import a_comment, a_reply, words_of_a_comment
from tests.builders.drafting import a_revision, an_open_problem, space_of
from tests.builders.outcomes import Table, new_words
from tests.builders.searching import Cast, found_by
from tests.builders.spaces import a_space, the_membership

WORD = "zebrafinch"
EVERYONE = {"visitor", "outsider", "participant", "author", "drafter", "facilitator"}
MEMBERS = EVERYONE - {"visitor", "outsider"}
WRITERS = {"drafter", "facilitator"}
NOBODY: set[str] = set()


def hidden(cast: Cast, word: str) -> None:
    discussion.hide_comment(cast.facilitator, make.comment(cast, word), reason=HideReason.ABUSE)


def shown_again(cast: Cast, word: str) -> None:
    comment = make.comment(cast, word)
    discussion.hide_comment(cast.facilitator, comment, reason=HideReason.ABUSE)
    discussion.unhide_comment(cast.facilitator, comment)


def withdrawn(cast: Cast, word: str) -> None:
    discussion.withdraw_comment(cast.author, make.comment(cast, word))


def withdrawn_with_a_reply(cast: Cast, word: str) -> None:
    comment = make.comment(cast, word)
    a_reply(comment, author=cast.participant)
    discussion.withdraw_comment(cast.author, comment)


def held(cast: Cast, word: str) -> None:
    problem = an_open_problem(cast.space)
    said = {**words_of_a_comment(), "body": f"Buy {word}"}
    discussion.say_comment(cast.author, problem, trapped=True, **said)


def edited_away(cast: Cast, word: str) -> None:
    discussion.edit_comment(cast.author, make.comment(cast, word), body="Other words.")


def redrafted_away(cast: Cast, word: str) -> None:
    a_revision(make.open_problem(cast, word), "## Who is affected\n\nNobody.\n")


def only_in_an_old_revision_of_a_draft(cast: Cast, word: str) -> None:
    document = make.problem_in_draft(cast, word)
    a_revision(document, "Nothing.\n", title="Another title")


def answer_taken_back(cast: Cast, word: str) -> None:
    answer = make.published_answer(cast, word)
    take_back_answers(cast.facilitator, make.document_of(answer), answer_ids=[answer.id], reason="Wrong")


def answer_to_a_hidden_comment(cast: Cast, word: str) -> None:
    comment = a_comment(an_open_problem(cast.space), author=cast.participant)
    an_answer(comment, words=f"No {word}.")
    discussion.hide_comment(cast.facilitator, comment, reason=HideReason.ABUSE)


def entry_of_published(cast: Cast, word: str) -> None:
    entry = make.entry_of_draft(cast, word)
    proposal = make.document_of_entry(entry)
    outcomes.lift_publication(cast.facilitator, proposal, reason="In a hurry")
    drafting.publish_proposal(cast.facilitator, proposal)


def published_proposal(cast: Cast, word: str) -> None:
    proposal = make.proposal_in_draft(cast, word)
    outcomes.lift_publication(cast.facilitator, proposal, reason="In a hurry")
    drafting.publish_proposal(cast.facilitator, proposal)


def entry_replaced(cast: Cast, word: str) -> None:
    entry = make.entry_of_draft(cast, word)
    new_words(Table(cast.space, make.document_of_entry(entry)), entry, "Other words")


def entry_ended(cast: Cast, word: str) -> None:
    entry = make.entry_of_draft(cast, word)
    outcomes.end_entry(entry.author, make.document_of_entry(entry), entry)


CASES: dict[str, tuple[Callable[[Cast, str], Any], set[str]]] = {
    "a draft problem": (make.problem_in_draft, WRITERS),
    "an open problem": (make.open_problem, EVERYONE),
    "an unpublished proposal": (make.proposal_in_draft, WRITERS),
    "a published proposal": (published_proposal, EVERYONE),
    "words a document no longer has": (redrafted_away, NOBODY),
    "a title a draft no longer has": (only_in_an_old_revision_of_a_draft, NOBODY),
    "a comment": (make.comment, EVERYONE),
    "a reply": (make.reply, EVERYONE),
    "a comment on a draft": (make.comment_on_draft, WRITERS),
    "a hidden comment": (hidden, NOBODY),
    "a comment shown again": (shown_again, EVERYONE),
    "a withdrawn comment": (withdrawn, NOBODY),
    "a withdrawn comment with a reply": (withdrawn_with_a_reply, NOBODY),
    "a held comment": (held, NOBODY),
    "words edited away": (edited_away, NOBODY),
    "a published answer": (make.published_answer, EVERYONE),
    "a drafted answer": (make.draft_answer, NOBODY),
    "an answer taken back": (answer_taken_back, NOBODY),
    "an answer to a hidden comment": (answer_to_a_hidden_comment, NOBODY),
    "an entry of an unpublished proposal": (make.entry_of_draft, MEMBERS),
    "an entry of a published proposal": (entry_of_published, EVERYONE),
    "an entry that was replaced": (entry_replaced, NOBODY),
    "an entry taken off": (entry_ended, NOBODY),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("visibility", Visibility)
def test_each_reader_finds_what_they_may_read(app: Flask, visibility: Visibility, case: str) -> None:
    make_it, readers = CASES[case]
    cast = Cast(a_space(visibility=visibility))
    make_it(cast, WORD)
    here = readers if visibility is Visibility.PUBLIC else readers & MEMBERS
    finding = {name for name, reader in cast.readers.items() if found_by(reader, WORD)}
    assert finding == here
    assert not [name for name in cast.readers if name not in here and found_by(cast.readers[name], WORD[:6])]


@pytest.mark.parametrize("visibility", Visibility)
def test_a_space_is_found_by_those_who_may_read_it(app: Flask, visibility: Visibility) -> None:
    cast = Cast(a_space(title=f"About {WORD}", visibility=visibility))
    finding = {name for name, reader in cast.readers.items() if found_by(reader, WORD)}
    assert finding == (EVERYONE if visibility is Visibility.PUBLIC else MEMBERS)


def test_who_may_read_is_asked_of_the_rows_as_they_are_not_of_the_index(app: Flask) -> None:
    cast = Cast(a_space())
    comment = make.comment(cast, WORD)
    assert found_by(None, WORD) == found_by(cast.participant, WORD) == [f"comment {comment.id}"]
    db.session.execute(update(Space).values(visibility=Visibility.MEMBERS.value))
    assert found_by(None, WORD) == []
    assert found_by(cast.participant, WORD) == [f"comment {comment.id}"]
    db.session.rollback()


def test_who_leaves_a_space_finds_nothing_in_it_any_more(app: Flask) -> None:
    cast = Cast(a_space(visibility=Visibility.MEMBERS))
    make.comment(cast, WORD)
    assert found_by(cast.participant, WORD)
    spaces.end_membership(cast.participant, the_membership(cast.space, cast.participant))
    assert found_by(cast.participant, WORD) == []


def test_a_problem_that_is_opened_is_found_at_once_with_what_was_said_of_its_draft(app: Flask) -> None:
    cast = Cast(a_space())
    comment = make.comment_on_draft(cast, WORD)
    document = make.document_of(comment)
    assert found_by(None, WORD) == []
    drafting.open_problem(cast.facilitator, document)
    assert space_of(document).id == cast.space.id
    assert found_by(None, WORD) == [f"comment {comment.id}"]
