"""What is new since somebody last looked: told for as long as a visit lasts, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from policyspace.drafting.rules.looks import VISIT, Look, look_after_saving, look_again

MORNING = datetime(2026, 11, 12, 9, tzinfo=UTC)
LATER = MORNING + timedelta(days=8)
SOON = timedelta(minutes=5)


def test_at_the_first_visit_nothing_is_new() -> None:
    look = look_again(None, 3, MORNING)
    assert (look.unseen(3), look.earlier_at) == (0, None)


def test_at_the_next_visit_it_is_told_what_was_saved_since_and_when_that_was() -> None:
    look = look_again(look_again(None, 3, MORNING), 6, LATER)
    assert (look.unseen(6), look.earlier, look.earlier_at) == (3, 3, MORNING)


def test_loading_the_page_again_within_a_visit_forgets_nothing() -> None:
    look = look_again(look_again(None, 3, MORNING), 6, LATER)
    assert look_again(look, 6, LATER + SOON) == look
    more = look_again(look, 7, LATER + 2 * SOON)
    assert (more.unseen(7), more.earlier_at) == (4, MORNING)


def test_at_the_visit_after_that_it_is_no_longer_new() -> None:
    look = look_again(look_again(None, 3, MORNING), 6, LATER)
    assert look_again(look, 6, LATER + VISIT).unseen(6) == 0


def test_what_comes_while_somebody_reads_is_new_to_them() -> None:
    look = look_again(look_again(None, 3, MORNING), 4, MORNING + SOON)
    assert (look.unseen(4), look.earlier_at) == (1, MORNING)


def test_ones_own_words_are_no_news_but_those_of_others_stay_so() -> None:
    look = look_again(look_again(None, 3, MORNING), 3, LATER)
    after = look_after_saving(look, 4)
    assert after is not None
    assert look_again(after, 4, LATER + SOON).unseen(4) == 0
    news = look_again(look_again(None, 3, MORNING), 6, LATER)
    after = look_after_saving(news, 7)
    assert after is not None
    assert look_again(after, 7, LATER + SOON).earlier == 3
    assert look_after_saving(look, 5) is None, "somebody saved revision 4 meanwhile"
    assert look_after_saving(None, 1) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.timedeltas(timedelta(0), timedelta(days=2)), st.booleans())))
def test_whatever_the_order_of_looks_and_saves_what_is_kept_is_sound(
    steps: list[tuple[int, timedelta, bool]],
) -> None:
    newest, moment = 1, MORNING
    look: Look | None = None
    for saved, passed, own in steps:
        newest, moment = newest + saved, moment + passed
        if own and saved:
            look = look_after_saving(look, newest) or look
        before = look
        look = look_again(look, newest, moment)
        assert look.seen == newest
        assert 0 <= look.unseen(newest) < newest
        assert (look.earlier is None) == (look.earlier_at is None)
        assert look.earlier is None or look.earlier <= look.seen
        assert look_again(look, newest, moment) == look
        if before and moment - before.looked_at >= VISIT:
            assert look.earlier == before.seen
