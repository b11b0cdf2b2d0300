"""Markdown out: the text as it was written, and notes that say no more than was said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.foundation.errors import Invalid
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.guard import check_comment
from policyspace.foundation.text.render import render_blocks, render_comment
from policyspace.reporting.exporting.reading import read_words
from policyspace.reporting.exporting.writing.markdown import write_markdown
from policyspace.reporting.exporting.writing.marking import as_markdown, escaped
from tests.foundation.text.fragment import faults
from tests.foundation.text.hostile import attacks
from tests.reporting.exporting.papers import BASE, EVERY_KIND, paper
from tests.reporting.exporting.readers import words_of_html, words_of_markdown


def test_without_numbers_the_text_is_as_it_was_written() -> None:
    made = write_markdown(paper(numbered=False)).decode()
    assert made.startswith("# Families wait too long\n")
    for block in split_blocks(EVERY_KIND):
        assert block.source.strip("\n") in made


def test_numbers_stand_in_brackets_before_the_words() -> None:
    made = write_markdown(paper("One.\n\n## Head\n\nTwo.\n\n- a\n- b\n")).decode()
    assert "\n\\[1\\] One.\n" in made
    assert "\n\\[2\\] Two.\n" in made
    assert "\n\\[3\\]\n\n- a\n- b\n" in made
    shown = "".join(render_blocks(split_blocks(made)))
    assert "<p>[1] One.</p>" in shown
    assert "<ul><li>a</li><li>b</li></ul>" in shown


def test_the_head_and_the_notes_are_there() -> None:
    made = write_markdown(paper(comments=["We *waited*.", "So did I."])).decode()
    assert "- **Space:** [Homes &amp; more](https://policy.example/spaces/homes)" in made
    assert "\\[C1–C2\\]" in made
    assert (
        "**C1** · Experience · Rosa &lt;b&gt; · resident · 24 November 2026 at 9am\n\n> We *waited*." in made
    )
    assert "Reply · Olive · Eastmere Council" in made
    assert "**Answer** · The team" in made


def test_a_comment_cannot_define_what_the_text_uses() -> None:
    hostile = "[^9]: mine\n\n*[NHS]: mine\n\n[ref]: https://evil.example\n\n```\n"
    made = paper("NHS [^9] [ref]\n", comments=[hostile])
    shown = render_blocks(split_blocks(write_markdown(made).decode()))
    [text] = [html for html in shown if "NHS" in html and "1]" in html]
    assert "<a" not in text
    assert "<abbr" not in text


@pytest.mark.parametrize(
    "words",
    [
        "* a",
        "1. a",
        "- a",
        "# a",
        "a\n---",
        "a\n===",
        ": a",
        "~~~\na",
        "> a",
        "<b>a</b>",
        "&lt;",
        "[a](b)",
        "`a`",
        "_a_",
        "| a |\n|---|",
        "\\*",
    ],
)
def test_escaped_words_are_words(words: str) -> None:
    assert words_of_html("".join(render_blocks(split_blocks(escaped(words))))) == "".join(words.split())


def written_again(body: str) -> tuple[str, str]:
    """The words of a comment, and those of the Markdown that an export makes of it."""
    html = render_comment(body, prefix="c1-")
    again = "".join(render_blocks(split_blocks(as_markdown(read_words(html, base=BASE)))))
    assert faults(again) == []
    return words_of_html(html.replace("<sup", "<span").replace("</sup", "</span")), words_of_html(again)


@pytest.mark.parametrize("text", list(attacks()))
def test_no_attack_in_a_comment_survives_being_written_again(text: str) -> None:
    written_again(clean_text(text))


@settings(deadline=None)
@given(st.text("ab \n*_`[]()<>#>|-:1.~&\\", max_size=60))
def test_a_comment_written_again_says_the_same(body: str) -> None:
    try:
        check_comment(body)
    except Invalid:
        return
    first, again = written_again(body)
    assert again.replace("[1]", "1") == first.replace("[1]", "1")


def test_the_words_of_the_file_are_those_of_the_page() -> None:
    page = words_of_html("".join(render_blocks(split_blocks(EVERY_KIND))))
    made = words_of_markdown(write_markdown(paper(numbered=False)))
    assert made.endswith(page)
