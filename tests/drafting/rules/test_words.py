"""A text is cut into words, marks and white space, and put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.drafting.rules.words import has_word, tokens, words


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Don't co-design.", ["Don't", "co-design", "."]),
        ("£1,000.50 at 10:30, 50%", ["£1,000.50", "at", "10:30", ",", "50", "%"]),
        ("one,two 3,four", ["one", ",", "two", "3", ",", "four"]),
        ("“quoted” – dash…", ["“", "quoted", "”", "–", "dash", "…"]),
        ("See https://a.uk/b?c=1. Then", ["See", "https://a.uk/b?c=1", ".", "Then"]),
        ("[link](https://a.uk/b)", ["[", "link", "]", "(", "https://a.uk/b", ")"]),
        ("**bold** snake_case", ["*", "*", "bold", "*", "*", "snake", "_", "case"]),
        ("Tŷ Gŵyl e\u0301te\u0301", ["Tŷ", "Gŵyl", "e\u0301te\u0301"]),
        ("हिन्दी", ["हिन्दी"]),
        ("日本 かな", ["日", "本", "か", "な"]),
        ("👩‍👧 ok", ["👩‍👧", "ok"]),
        ("", []),
        (" \r\n\t", []),
    ],
)
def test_words_and_marks_are_told_apart(text: str, contents: list[str]) -> None:
    assert tokens(text).contents == contents


@given(
    st.one_of(
        st.text(), st.text("ab'.-:/1 \r\n*_|htps"), st.sampled_from(["http://", "https://.", "https://a.."])
    )
)
def test_no_character_of_a_text_is_lost(text: str) -> None:
    split = tokens(text)
    joined = "".join(
        space + content for space, content in zip(split.spaces, [*split.contents, ""], strict=True)
    )
    assert joined == text
    assert not "".join(split.spaces).strip()
    assert all(content and not content[0].isspace() for content in split.contents)


@given(st.text())
def test_ends_tell_where_each_content_stands(text: str) -> None:
    split = tokens(text)
    ends = split.ends()
    assert ends[-1] == len(text)
    for place, content in enumerate(split.contents):
        assert text[ends[2 * place + 1] : ends[2 * place + 2]] == content


def test_marks_are_not_words() -> None:
    assert words("**The** council’s plan – £5.") == ["The", "council’s", "plan", "£5"]
    assert has_word("| a |")
    assert not has_word("|---| – …")
