"""Nothing a person can write runs, draws outside its place, reorders what is read or breaks the page."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.foundation.errors import Invalid
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.guard import COMMENT, DOCUMENT, check_comment, check_text
from policyspace.foundation.text.render import plain_text, render_blocks, render_comment
from policyspace.foundation.text.sanitise import Sanitiser
from tests.foundation.text.fragment import faults, text_of
from tests.foundation.text.hostile import attacks, bombs

ATTACKS = list(attacks())
COMMENT_BOMBS = list(bombs(5_000))

PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "&",
            '"',
            "'",
            "[",
            "]",
            "(",
            ")",
            "!",
            "`",
            "*",
            "_",
            "\\",
            "|",
            "#",
            ":",
            "^",
            "~",
            "-",
        ),
        *(
            "\n",
            "\n\n",
            "    ",
            "  \n",
            "> ",
            "- ",
            "1. ",
            "[^1]",
            "[^1]: ",
            "*[a]: ",
            "[a]: ",
            "|-|-|\n",
            "```\n",
        ),
        *(
            "javascript:",
            "data:",
            "http://a.org/",
            "mailto:",
            "<script>",
            "</p>",
            "<!--",
            "-->",
            "<svg/onload=x>",
        ),
        *(
            "&lt;",
            "&#106;",
            "&#x202e;",
            "&colon;",
            "&NewLine;",
            "\x00",
            "\x02",
            "\x03",
            "klzzwxh:0000",
            "\u202e",
        ),
        *("a", "LA", "word", " ", "\t", "é", "日本", "\U0001f600", "onclick=x", "style=x", "id=x"),
    ]
)
MARKUP = st.lists(PIECES, max_size=40).map("".join)
ANY_TEXT = st.one_of(st.text(), st.text(st.characters(exclude_categories=())), MARKUP)


def test_the_corpus_is_large_enough() -> None:
    assert len(ATTACKS) >= 150
    assert len(COMMENT_BOMBS) >= 150


@pytest.mark.parametrize("text", ATTACKS)
def test_no_attack_survives_in_a_document_or_a_comment(text: str) -> None:
    for typed in (text, clean_text(text), f"words\n\n{text}\n\nwords"):
        assert faults("\n".join(render_blocks(split_blocks(typed), prefix="d1-"))) == []
        assert faults(render_comment(typed, prefix="c1-")) == []


@pytest.mark.parametrize("text", ATTACKS)
def test_html_that_passed_the_gates_passes_them_again_unchanged(text: str) -> None:
    html = render_comment(text, prefix="c1-")
    assert Sanitiser().sanitise(html) == html


@pytest.mark.parametrize(("name", "text"), COMMENT_BOMBS, ids=[name for name, _ in COMMENT_BOMBS])
def test_no_bomb_of_the_size_of_a_comment_grows_or_breaks(name: str, text: str) -> None:
    html = render_comment(text, prefix="c1-")
    assert len(html) <= 60 * len(text)
    assert faults(html) == []


def test_no_bomb_takes_unbounded_work() -> None:
    """Five minutes for what took six seconds when measured: a bound, not a race."""
    code = (
        "from tests.foundation.text.hostile import bombs\n"
        "from policyspace.foundation.text.blocks import split_blocks\n"
        "from policyspace.foundation.text.render import render_blocks\n"
        "print(sum(len(render_blocks(split_blocks(text))) > 0 for _, text in bombs(8_000)))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=300, check=True
    )
    assert int(done.stdout) == len(list(bombs(10)))


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_renders_to_allowed_html(text: str) -> None:
    blocks = split_blocks(text)
    assert faults("\n".join(render_blocks(blocks, prefix="d1-")) + render_comment(text, prefix="c1-")) == []


@settings(deadline=None)
@given(ANY_TEXT)
def test_rendering_is_the_same_each_time(text: str) -> None:
    assert render_blocks(split_blocks(text)) == render_blocks(split_blocks(text))


@settings(deadline=None)
@given(ANY_TEXT)
def test_the_plain_words_of_a_fragment_are_its_words(text: str) -> None:
    html = render_comment(text, prefix="c1-")
    assert _letters(plain_text(html)) == _letters(text_of(html.replace("↩", "")))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@settings(deadline=None)
@given(ANY_TEXT)
def test_the_guard_refuses_with_a_sentence_or_not_at_all(text: str) -> None:
    for limits in (COMMENT, DOCUMENT):
        try:
            check_text(text, limits)
        except Invalid as refusal:
            said = str(refusal)
        else:
            said = "Nothing."
        assert said.endswith(".")


@settings(deadline=None)
@given(st.text(st.sampled_from("[](!<`*_\\a \n"), min_size=50, max_size=400))
def test_what_the_guard_lets_through_is_not_cut_short(text: str) -> None:
    try:
        check_comment(text)
    except Invalid:
        return
    letters = text.count("a")
    assert text_of(render_comment(text, prefix="c1-")).count("a") >= letters - _letters_in_addresses(text)


def _letters_in_addresses(text: str) -> int:
    """At most the letters that stand behind `](`, which may be an address and so no words."""
    return sum(part.count("a") for part in text.split("](")[1:])


def test_two_threads_do_not_disturb_each_other() -> None:
    texts = [f"# {n}\n\nwords {n}[^1] *{n}*\n\n[^1]: note {n}" for n in range(200)]
    alone = [render_comment(text, prefix="c1-") for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: render_comment(text, prefix="c1-"), texts)) == alone


def test_nothing_warns_when_warnings_are_errors() -> None:
    code = "from policyspace.foundation.text.render import render_comment; render_comment('*a* <b> [c](d)', prefix='')"
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=root, timeout=60, check=True)
