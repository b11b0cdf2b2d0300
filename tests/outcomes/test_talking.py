"""Comments on entries: who may, where they are listed, and what they leave as it is."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from policyspace.charter.actions import Action
from policyspace.charter.words import Role, Stage
from policyspace.discussion import services as discussion
from policyspace.discussion.looking import look_at_discussion
from policyspace.discussion.models import Comment, Held
from policyspace.discussion.queries import (
    AllSaid,
    Wanted,
    all_said,
    comments_awaiting,
    find_posted,
    get_comment_for,
    get_discussed,
    own_held,
    said_one_by_one,
    threads_of,
    what_happened_to,
    with_unreplied_questions,
)
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from policyspace.foundation.paging import Span
from policyspace.outcomes import services
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import count_comments, threads_about
from policyspace.people.models import Person
from policyspace.spaces.queries import view_of
from tests.builders.discussion import a_comment, a_reply, posted
from tests.builders.drafting import a_key
from tests.builders.ledger import told
from tests.builders.outcomes import (
    Table,
    a_table,
    an_entry,
    fresh,
    meet_trust,
    new_words,
    state_of,
    the_record,
)
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_members_only_space
from tests.builders.talking import a_comment_on, published, said_on


@pytest.fixture
def table(app: Flask) -> Table:
    return a_table()


@pytest.fixture
def entry(table: Table) -> Entry:
    return an_entry(table, Stage.TRUST, "credit", by=table.local)


def words_about(table: Table, entry: Entry, reader: Person) -> list[str]:
    """What a reader sees of what is said about an entry: heads and replies in order."""
    found = threads_about(view_of(table.space, reader), table.document, entry).threads
    return [each.html for thread in found for each in (thread.comment, *thread.replies)]


def test_a_member_comments_on_an_entry_of_a_proposal_whose_text_they_cannot_read(
    table: Table, entry: Entry
) -> None:
    comment = a_comment_on(table, entry)
    assert (comment.entry_id, comment.document_id, comment.block_id) == (entry.id, table.document.id, None)
    assert words_about(table, entry, table.central) == ["<p>Ask the <strong>wardens</strong>, too.</p>"]
    row = told("entry.commented")[0]
    assert (row.subject_id, row.facts["document"]) == (comment.id, table.document.number)
    assert told("comment.posted") == []
    view = view_of(table.space, table.resident)
    assert get_discussed(view, table.document.number, comment.id)[1] is comment
    said = threads_about(view, table.document, entry).threads[0].comment
    assert {"edit_comment", "withdraw_comment", "reply"} <= set(said.may)


def test_strangers_cannot_comment_before_the_proposal_is_published_and_can_afterwards(
    table: Table, entry: Entry
) -> None:
    stranger = a_resident()
    with pytest.raises(NotAllowed):
        said_on(table, entry, stranger)
    comment = a_comment_on(table, entry)
    with pytest.raises(NotFound):
        get_discussed(view_of(table.space, stranger), table.document.number, comment.id)
    with pytest.raises(NotAllowed):
        discussion.post_reply(stranger, comment, body="No.", idempotency_key=a_key())
    with pytest.raises(NotAllowed):
        discussion.support_comment(stranger, comment)
    published(table)
    said_on(table, entry, stranger)
    discussion.support_comment(stranger, comment)
    assert posted(comment).support_count == 1


def test_nobody_outside_a_space_of_members_reads_or_says_anything(app: Flask) -> None:
    table = a_table(a_members_only_space())
    entry = an_entry(table, Stage.TRUST, "credit")
    published(table)
    comment = a_comment_on(table, entry)
    with pytest.raises(NotAllowed):
        said_on(table, entry, a_resident())
    with pytest.raises(NotAllowed):
        discussion.report_comment(a_resident(), comment, reason="spam")


def test_what_is_said_of_entries_is_in_no_list_and_no_count_of_the_text(table: Table, entry: Entry) -> None:
    document = published(table)
    on_text = a_comment(document, author=table.resident, kind="concern")
    question = a_comment_on(table, entry, kind="question", body="Which wardens?")
    reply = a_reply(a_comment_on(table, entry), author=table.central)
    view = view_of(table.space, table.facilitator)
    assert [each.comment.id for each in threads_of(view, document, Wanted()).threads] == [on_text.id]
    assert [each.said.id for each in said_one_by_one(view, document, Wanted(find="wardens")).items] == []
    everything: AllSaid = all_said(view, document, until=9)
    assert [each.comment.id for each in everything.threads] == [on_text.id]
    assert [each.id for each in comments_awaiting(view, document, Span()).items] == [on_text.id]
    assert with_unreplied_questions([document.id]) == set()
    assert [each.comment.id for each in what_happened_to(table.resident, Span()).items] == [on_text.id]
    assert (fresh(document).comment_count, document.asked_count) == (1, 1)
    news = look_at_discussion(table.facilitator, document)
    assert news is None or news.count <= 1
    assert count_comments([entry]) == {entry.id: 3}
    discussion.withdraw_comment(table.central, reply)
    discussion.hide_comment(table.facilitator, question, reason="spam")
    assert count_comments([entry]) == {entry.id: 1}
    discussion.unhide_comment(table.facilitator, question)
    discussion.edit_comment(table.resident, question, body="Which wardens, and why?", kind="idea")
    assert (fresh(document).comment_count, document.asked_count) == (1, 1)


def test_a_comment_on_an_entry_asks_for_no_answer_and_can_be_given_none(table: Table, entry: Entry) -> None:
    comment = a_comment_on(table, entry)
    assert not comment.asks
    with pytest.raises(Invalid):
        discussion.draft_answer(
            table.facilitator,
            table.document,
            comment_ids=[comment.id],
            status="covered",
            words="It is.",
            idempotency_key=a_key(),
        )


def test_comments_stay_with_an_answer_when_its_words_change_or_are_taken_off(
    table: Table, entry: Entry
) -> None:
    a_comment_on(table, entry, body="Before.")
    newer = new_words(table, entry, "Both names, in both places.")
    a_comment_on(table, newer, body="After.")
    services.end_entry(table.local, table.document, newer)
    a_comment_on(table, entry, body="And now?")
    for each in (entry, newer):
        said = words_about(table, each, table.resident)
        assert said == ["<p>Before.</p>", "<p>After.</p>", "<p>And now?</p>"]
    assert count_comments([newer]) == {entry.id: 3}
    assert count_comments([an_entry(table, Stage.TRUST, "priorities")]) == {}


def test_comments_change_no_digest_make_no_word_stale_and_go_on_when_the_record_is_closed(
    table: Table,
) -> None:
    meet_trust(table)
    before = state_of(table, Stage.TRUST)
    entry = the_record(table).entries_for("priorities")[0]
    a_comment_on(table, entry)
    after = state_of(table, Stage.TRUST)
    assert (after.digest, after.state, after.met) == (before.digest, before.state, True)
    services.close_record(table.facilitator, table.document, reason="Done")
    comment = a_comment_on(table, entry, body="Still here.")
    assert comment.is_visible


def test_the_same_key_says_it_once_and_a_reply_stays_on_the_entry(table: Table, entry: Entry) -> None:
    key = a_key()
    first = a_comment_on(table, entry, idempotency_key=key)
    assert a_comment_on(table, entry, idempotency_key=key).id == first.id
    with pytest.raises(Invalid, match="used for another comment"):
        a_comment_on(table, an_entry(table, Stage.TRUST, "priorities"), idempotency_key=key)
    reply = a_reply(first, author=table.central)
    assert (reply.entry_id, posted(first).reply_count) == (entry.id, 1)
    assert [row.subject_id for row in told("entry.replied")] == [reply.id]
    assert told("comment.replied") == []
    found = find_posted(table.central, reply.idempotency_key)
    assert found is not None
    assert found.id == reply.id


def test_moderation_is_that_of_other_comments(table: Table, entry: Entry) -> None:
    comment = a_comment_on(table, entry)
    discussion.report_comment(table.central, comment, reason="abuse")
    discussion.hide_comment(table.facilitator, comment, reason="abuse", words="Kindly, please.")
    assert words_about(table, entry, table.central) == [""]
    assert words_about(table, entry, table.resident) != [""]
    with pytest.raises(Conflict):
        a_reply(comment, author=table.central)
    made = discussion.appeal(table.resident, comment, words="It was kind.")
    other = a_member(table.space, role=Role.FACILITATOR)
    discussion.decide_appeal(other, made, outcome="restored")
    assert posted(comment).is_visible
    with pytest.raises(NotAllowed):
        get_comment_for(
            view_of(table.space, table.central), table.document.number, comment.id, Action.HIDE_COMMENT
        )
    discussion.withdraw_comment(table.resident, comment)
    assert words_about(table, entry, table.central) == []


def test_what_is_held_is_shown_at_the_entry_and_posted_there(table: Table, entry: Entry) -> None:
    waits = said_on(table, entry, table.resident, trapped=True)
    assert isinstance(waits, Held)
    view = view_of(table.space, table.resident)
    assert own_held(view, table.document, entry_id=entry.id) == [waits]
    assert own_held(view, table.document) == []
    assert words_about(table, entry, table.central) == []
    comment = discussion.release_held(table.facilitator, waits)
    assert comment is not None
    assert (comment.entry_id, comment.author_id) == (entry.id, table.resident.id)
    head = a_comment_on(table, entry, by=table.central)
    reply = discussion.say_reply(
        a_member(table.space), head, body="Buy it.", idempotency_key=a_key(), trapped=True
    )
    assert isinstance(reply, Held)
    assert reply.entry_id == entry.id


@pytest.mark.parametrize("column", ["block_id", "suggestion_id"])
def test_a_comment_is_about_an_entry_or_about_the_text(table: Table, entry: Entry, column: str) -> None:
    comment = a_comment_on(table, entry)
    values = {"block_id": "abc", "suggestion_id": 1}
    with pytest.raises(IntegrityError):
        db.session.execute(update(Comment).where(Comment.id == comment.id).values({column: values[column]}))
