"""The splitter cuts where python-markdown does and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.foundation.text.blocks import SourceBlock, split_blocks

LINE_STARTS = st.sampled_from(
    ["", " ", "    ", "\t", "# ", "## ", "- ", "1. ", "> ", ": ", ":   ", "| ", "[^1]: ", "[a]: ", "*[b]: "]
)
LINE_WORDS = st.sampled_from(
    ["", "words", "word | word", "---", "===", "--|--", "|", "```", "~~~", "***", "http://x.org", '"t"', "\\"]
)
MARKDOWN_LIKE = st.lists(st.builds(str.__add__, LINE_STARTS, LINE_WORDS)).map("\n".join)


def shape(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.source) for block in split_blocks(text)]


@settings(deadline=None)
@given(st.one_of(st.text(), st.text("\n\r\t #->:|`[]^*1. \\ab"), MARKDOWN_LIKE))
def test_no_character_is_lost_or_added(text: str) -> None:
    assert "".join(block.source for block in split_blocks(text)) == text


@settings(deadline=None)
@given(MARKDOWN_LIKE)
def test_no_block_begins_with_a_blank_line_but_the_first(text: str) -> None:
    for block in split_blocks(text)[1:]:
        assert block.source.split("\n")[0].strip(" \t")


def test_an_empty_text_has_no_block() -> None:
    assert split_blocks("") == []


def test_blank_lines_alone_are_one_paragraph() -> None:
    assert split_blocks("\n \n") == [SourceBlock("\n \n", "paragraph", 0)]


def test_blank_lines_belong_to_the_block_before_and_leading_ones_to_the_first() -> None:
    assert shape("\n\none\n\n\ntwo\n\n") == [("paragraph", "\n\none\n\n\n"), ("paragraph", "two\n\n")]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# One\nwords\n## Two", ["heading", "paragraph", "heading"]),
        ("Title\n=====\n\nwords\n---\nmore\n\n---", ["heading", "heading", "paragraph", "rule"]),
        ("one\ntwo\n---", ["paragraph", "rule"]),
        ("- a\n- b\n\n- c\n\n    more of c\n\nend", ["list", "paragraph"]),
        ("1. a\n\n2. b\n* c", ["list"]),
        ("- a\n***\n- b", ["list", "rule", "list"]),
        ("- a\n# Heading\n- b", ["list", "heading", "list"]),
        ("words\n- not a list to python-markdown", ["paragraph"]),
        ("a | b\n--|--\n1 | 2\n# 3 | 4", ["table"]),
        ("|a|\n|-|\n|1|", ["table"]),
        ("|a|\n|-|\n1", ["paragraph"]),
        ("`a|b` c\n--|--", ["paragraph"]),
        ("    code\n\n    more\nwords", ["code", "paragraph"]),
        ("\tcode", ["code"]),
        ("> one\nstill\n\n> two", ["quote"]),
        ("words\n> quoted", ["paragraph", "quote"]),
        ("Term\n: meaning\n\n    more\n\nOther\n: meaning", ["definition_list"]),
        ("Term\n\n: meaning", ["definition_list"]),
        ("# Heading\n\n: words", ["heading", "paragraph"]),
        ("words[^1]\n[^1]: note", ["paragraph", "definitions"]),
        ("[^1]: note\n\n    more\n\n[a]: /b\n\n    code", ["definitions", "code"]),
        ("[a]: http://a.org\n    'title'\n- item", ["definitions", "list"]),
        ("[a]: two words", ["paragraph"]),
        ("[a]:\n```\nb\n```", ["paragraph", "code"]),
        ("*[LA]: local authority\nLA", ["definitions", "paragraph"]),
        ("*[LA]:", ["paragraph"]),
        ("*[ ]: nothing", ["paragraph"]),
        ("- [^1]: a note in a list is words", ["list"]),
        ("#no space\n\n#\n\n# end \\", ["heading", "heading", "paragraph"]),
        ("* * *\n- - -\n-   -  -", ["rule", "rule", "list"]),
    ],
)
def test_blocks_are_cut_where_the_parser_cuts(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in split_blocks(text)] == kinds


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_nothing_inside_a_fence_divides_it(fence: str) -> None:
    text = f"words\n{fence} python\n# no heading\n\n- no list\n{fence}\n\n    code\n"
    assert [block.kind for block in split_blocks(text)] == ["paragraph", "code", "code"]


def test_a_fence_that_nothing_closes_is_words() -> None:
    assert [block.kind for block in split_blocks("```\n# Heading\n\nwords")] == [
        "paragraph",
        "heading",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [("# a", 1), ("###### a", 6), ("####### a", 6), ("a\n=", 1), ("a\n---", 2), ("words", 0), ("\\# a", 0)],
)
def test_a_heading_knows_its_level(text: str, level: int) -> None:
    assert split_blocks(text)[0].level == level
