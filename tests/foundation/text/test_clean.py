"""Text is stored in one form, whatever it was typed or pasted on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.foundation.text.clean import clean_line, clean_text

# Hypothesis leaves surrogates out of plain text unless asked for.
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("soft\x0bbreak, page\x0cbreak, line\u2028separator", "soft\nbreak, page\nbreak, line\nseparator"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("a\x00b\x07c\x1b[31md\x7fe\x9ff", "abc[31mdef"),
        ("lone \ud800 and \udfff", "lone  and "),
        ("say \u202eslaog\u202c and \u2066that\u2069", "say slaog and that"),
        ("\ufeffFirst", "First"),
        ("no\ufffe \uffffcharacters\ufdd0", "no characters"),
        ("hard break  \ntab\tkept   \n", "hard break  \ntab\tkept   \n"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u200f \U0001f468\u200d\U0001f469", None),
    ],
)
def test_text_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert clean_text(typed) == (typed if kept is None else kept)


@settings(deadline=None)
@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@settings(deadline=None)
@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_sent_anywhere(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode()
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_line_has_single_spaces_and_no_ends(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert not {"\n", "\t", "\r"} & set(line)
    assert "  " not in line


def test_a_letter_and_its_accent_meet_when_what_parted_them_is_gone() -> None:
    assert clean_text("e\u202e\u0301") == "\u00e9"
