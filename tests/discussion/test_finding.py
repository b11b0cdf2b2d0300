"""Words to find, the patterns that find them, and the part of a text that is shown."""

from __future__ import annotations

import re

import pytest

from policyspace.discussion.rules.finding import MOST_WORDS, excerpt, like_patterns, words_to_find

LONG = f"{'Before that. ' * 40}We waited for the bus. {'And after it. ' * 40}"


def fits(pattern: str, text: str) -> bool:
    """Whether LIKE would find it, as the standard says what its signs mean."""
    signs = {"%": ".*", "_": "."}
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    shape = "".join(signs.get(each) or re.escape(each.removeprefix("\\") or each) for each in parts)
    return re.fullmatch(shape, text, re.DOTALL | re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("bus", "The Bus."),
        ("100%", "all 100% of it"),
        ("a_b", "a_b"),
        ("c:\\", "on c:\\ d"),
        ("don't", "Don’t"),
    ],
)
def test_a_pattern_finds_its_word_and_takes_no_sign_of_it_for_another(word: str, text: str) -> None:
    assert any(fits(each, text) for each in like_patterns(word))
    assert not any(fits(each, "a1b c 100 and dont") for each in like_patterns(word))


def test_letters_beyond_english_are_found_as_they_are_usually_written() -> None:
    assert like_patterns("dŵr") == ("%dŵr%", "%DŴR%", "%Dŵr%")


def test_each_word_is_looked_for_once_and_not_too_many() -> None:
    assert words_to_find("  bus  stop bus ") == ("bus", "stop")
    assert len(words_to_find(" ".join("abcdefghijklmnop"))) == MOST_WORDS
    assert words_to_find("  ' ’’ ") == ()


def test_the_words_are_shown_around_the_first_hit_and_every_hit_is_marked() -> None:
    pieces = excerpt(LONG, ("BUS", "waited"))
    assert [words for words, hit in pieces if hit] == ["waited", "bus"]
    shown = "".join(words for words, _hit in pieces)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 350
    assert excerpt("The (bus) costs £2.50*", ("(bus)", "*")) == [
        *(("The ", False), ("(bus)", True), (" costs £2.50", False), ("*", True)),
    ]
    assert excerpt("Don’t", ("don't",)) == [("Don’t", True)]
    assert excerpt("Nothing of it\nhere", ("https",)) == [("Nothing of it here", False)]
    assert excerpt("", ("x",)) == []
