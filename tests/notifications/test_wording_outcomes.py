"""The letter about a comment on an answer in the shared outcome, word for word, and who gets none."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import Stage
from policyspace.discussion import services as discussion
from tests.builders.discussion import a_reply
from tests.builders.outcomes import a_table, an_entry, new_words
from tests.builders.talking import a_comment_on
from tests.notifications.letters import forget_what_happened, the_letter, written


def test_whoever_wrote_the_words_that_stand_is_told(app: Flask) -> None:
    table = a_table()
    entry = an_entry(table, Stage.TRUST, "credit", by=table.local)
    new_words(table, entry, "Both names.", by=table.central)
    resident = table.resident
    forget_what_happened()
    comment = a_comment_on(table, entry, body="On the buses, *too*.")
    at = f"http://127.0.0.1:8000/spaces/{table.space.slug}"
    assert written(app) == {
        table.central.email: f"""Comment on your answer in the shared outcome of “{table.document.title}”

{resident.display_name} commented on an answer of yours in the shared outcome of “{table.document.title}”.

The question was: How will credit be shared?

Speaking as: resident.

> On the buses, *too*.

Read the comment, and reply
{at}/documents/{table.document.number}/comments/{comment.id}

You get this email because you are a member of “{table.space.title}”. To get no more, leave the space.

See your membership
{at}/members
"""
    }


def test_no_letter_about_ones_own_comment_or_one_that_has_gone(app: Flask) -> None:
    table = a_table()
    entry = an_entry(table, Stage.TRUST, "credit", by=table.local)
    table.resident  # noqa: B018 - who joins has a letter of their own
    forget_what_happened()
    a_comment_on(table, entry, by=table.local)
    discussion.withdraw_comment(table.resident, a_comment_on(table, entry))
    assert written(app) == {}


def test_whoever_commented_is_told_of_a_reply_though_they_cannot_read_the_text(app: Flask) -> None:
    table = a_table()
    entry = an_entry(table, Stage.TRUST, "credit", by=table.local)
    comment = a_comment_on(table, entry)
    forget_what_happened()
    a_reply(comment, author=table.local, body="We will.")
    letter = the_letter(app)
    assert letter.startswith(f"Reply to your comment on “{table.document.title}”")
    assert "We will." in letter
