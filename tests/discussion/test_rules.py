"""Where a comment stands, and from where a list goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from policyspace.discussion.rules import CommentState, Mark, comment_state, mark_or_none, minutes_between


@pytest.mark.parametrize(
    ("withdrawn", "hidden", "state"),
    [
        (False, False, CommentState.SHOWN),
        (False, True, CommentState.HIDDEN),
        (True, False, CommentState.WITHDRAWN),
        (True, True, CommentState.WITHDRAWN),
    ],
)
def test_who_took_their_words_back_has_the_last_one(
    withdrawn: bool, hidden: bool, state: CommentState
) -> None:
    assert comment_state(withdrawn=withdrawn, hidden=hidden) is state


@pytest.mark.parametrize("mark", [Mark(1), Mark(345, 12), Mark(2**59, 999_999_999)])
def test_a_mark_is_read_back_as_it_was_written(mark: Mark) -> None:
    assert mark_or_none(str(mark)) == mark


@pytest.mark.parametrize(
    "text", ["", "5", "-5", "1-", "a-1", "1-1-1", " 1-1", "1-1\n", "١-٢", "1-" + "9" * 19, "9" * 10 + "-1"]
)
def test_what_is_no_mark_stands_for_none(text: str) -> None:
    assert mark_or_none(text) is None


def test_minutes_are_counted_in_parts() -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    assert minutes_between(moment, moment + timedelta(minutes=15, seconds=30)) == 15.5
