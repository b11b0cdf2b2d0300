"""The words of a fragment can be had for mail and excerpts."""

from __future__ import annotations

import pytest

from policyspace.foundation.text.plain import as_paragraphs, plain_text
from policyspace.foundation.text.render import render_comment


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("one\ntwo  \nthree\n\nfour", "one two\nthree\n\nfour"),
        ("- one\n- two\n\n1. three", "- one\n- two\n\n- three"),
        ("- one\n- *two*", "- one\n- two"),
        ("a | b\n--|--\n1 | 2", "a | b\n1 | 2"),
        ("word[^1] on\n\n[^1]: note", "word[1] on\n\n- note"),
        ("```\na  b\n\n  c\n```\n\nd", "a  b\n\n  c\n\nd"),
        ("Term\n: meaning", "Term\nmeaning"),
        ("> one\n\ntwo & <three>", "one\n\ntwo & <three>"),
        ("", ""),
    ],
)
def test_words_stand_in_lines(markdown: str, words: str) -> None:
    assert plain_text(render_comment(markdown, prefix="")) == words


def test_typed_text_is_shown_as_typed() -> None:
    assert as_paragraphs("a <b>\nc\n\n\n\nd & e\n") == "<p>a &lt;b&gt;<br>c</p><p>d &amp; e</p>"
