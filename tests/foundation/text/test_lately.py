"""What was drawn lately is found again, up to a bound."""

from __future__ import annotations

from policyspace.foundation.text.lately import Lately


def test_what_was_kept_is_found_and_nothing_else() -> None:
    lately = Lately(most=100)
    lately.keep({"a": "<p>a</p>", "b": "<p>b</p>"})
    assert lately.find(["b", "c"]) == {"b": "<p>b</p>"}


def test_what_was_not_asked_for_longest_goes_first() -> None:
    lately = Lately(most=30)
    lately.keep({"a": "1" * 10, "b": "2" * 10, "c": "3" * 10})
    lately.find(["a"])
    lately.keep({"d": "4" * 10})
    assert set(lately.find("abcd")) == {"a", "c", "d"}
    assert lately.held == 30


def test_the_same_thing_kept_twice_counts_once() -> None:
    lately = Lately(most=30)
    for words in ("1" * 10, "2" * 12):
        lately.keep({"a": words})
    assert (lately.held, lately.find("a")) == (12, {"a": "2" * 12})


def test_what_is_too_large_is_not_kept() -> None:
    lately = Lately(most=30)
    lately.keep({"a": "1" * 31})
    assert (lately.held, lately.find("a")) == (0, {})
