"""What costs too much is refused before it is parsed, in words that say how to put it right."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from policyspace.foundation.errors import Invalid
from policyspace.foundation.text.guard import COMMENT, DOCUMENT, check_comment, check_document, check_text


def refusal(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        check_document(text)
    return str(caught.value)


LINE = "a " * 2_000 + "\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" * 100_001, "The text has 100,001 characters. The most is 100,000."),
        ("a\n\n" * 1_501, "The text has 1,501 paragraphs, headings, lists and tables. The most is 1,500."),
        ("- a\n" * 999 + "\n" * 4_100, "The text has 5,100 lines. The most is 5,000."),
        ("# a\n" * 401, "The text has 401 headings. The most is 400."),
        (
            "[^1]" * 250 + "\n\n" + "[^1]" * 251 + "\n\n[^1]: a",
            "The text has 501 footnote marks. The most is 500.",
        ),
        ("[a]: b\n" * 501, "The text defines 501 footnotes, abbreviations and links. The most is 500."),
        ("a|b\n-|-\n" + "|\n" * 900 + "\n" + ("a|b\n-|-\n" + "1|2|3|4|5|6\n" * 850 + "\n"), "cells"),
        ("# a\n\n" + (LINE + "\n") * 6, "The section that begins on line 1 has more than 20,000 characters."),
        ("# a\n\nb\n# c\n\n" + (LINE + "\n") * 6, "The section that begins on line 4 has more than 20,000"),
        ("a\n\n\n" + "- b\n" * 1_001, "begins on line 4 has 1,001 lines. The most is 1,000."),
        ("b\n\n" + "a" * 5_001, "Line 3 has 5,001 characters. The most is 5,000."),
        ("a\n" + "|" * 41, "Line 2 has 41 vertical bars (|). The most is 40."),
        ("> " * 11 + "a", "Line 1 is quoted 11 times over (>). The most is 10."),
        ("- " * 9 + "a", "Line 1 begins 9 lists at once. The most is 8."),
        ("- a\n\n" + " " * 49 + "b", "Line 3 begins with 49 spaces. The most is 48."),
        (
            "a\n\n" + "[" * 2_000,
            "begins on line 3 has 2,000 opening square brackets ([). The most for its length is 399.",
        ),
        ('[a](b "c) ' * 450, "has 450 opening square brackets ([)."),
        ("`a " * 1_650, "has 1,650 backticks (`). The most for its length is"),
        ("*_a _*b\n" * 990 + "a" * 4_000, "stars and underscores (* and _)"),
        ("<a\n" * 900 + "b" * 4_999, "opening angle brackets (<)"),
    ],
)
def test_too_much_is_refused_with_what_where_and_the_limit(text: str, said: str) -> None:
    assert said in refusal(text)


def test_every_refusal_says_what_to_do() -> None:
    for text in ("a" * 100_001, "# a\n" * 401, "|" * 41, "[" * 4_000, "> " * 11):
        last = re.split(r"(?<=\.) ", refusal(text))[-1]
        assert re.match(r"(Shorten|Remove|Divide|Join|Make|Move) ", last)


def test_many_blocks_just_within_their_limit_are_too_much_together() -> None:
    block = "[" * 850 + "\n\n"
    check_document(block * 3)
    assert "begins on line 7 has 850 opening square brackets" in refusal(block * 4)


def test_a_comment_is_shorter_than_a_document() -> None:
    check_comment("aa a\n" * 999 + "a\n")
    check_document("aa a\n" * 999 + "\naaaaaa")
    with pytest.raises(Invalid):
        check_comment("aa a\n" * 999 + "\naaaaaa")


def test_a_refusal_stands_by_its_field() -> None:
    with pytest.raises(Invalid) as caught:
        check_comment("a" * 5_001, field="body")
    assert [str(said) for said in caught.value.fields["body"]] == [
        "The text has 5,001 characters. The most is 5,000. Shorten it, or divide it into several."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Heading\n\n" + "A sentence of quite ordinary words, one of many. " * 100,
        "- [a link](http://a.org/page) and **bold** words\n" * 300,
        "[a](b) " * 700,
        "a | b\n--|--\n" + "words | words\n" * 400,
        "```\n" + "|" * 80 + "[" * 3_000 + "\n```",
        "    " + " " * 60 + "| deep | code |",
        "text[^1]\n\n" + "".join(f"[^{n}]: a note, *see* [page](http://a.org/{n})\n" for n in range(200)),
        "> " * 10 + "a",
    ],
)
def test_honest_texts_are_let_through(text: str) -> None:
    check_document(text)


def test_the_limits_are_one_table_that_can_be_changed() -> None:
    check_text("a" * 6_000 + "", replace(DOCUMENT, line=6_000))
    with pytest.raises(Invalid):
        check_text("# a\n# b", replace(COMMENT, headings=1))
