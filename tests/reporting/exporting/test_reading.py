"""From kept HTML to the tree."""

from __future__ import annotations

import pytest

from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.render import render_blocks, render_comment
from policyspace.reporting.exporting.reading import read_text, read_words, whole_address
from policyspace.reporting.exporting.tree import (
    Block,
    Cell,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    Term,
    Terms,
    reads_leftwards,
)
from tests.reporting.exporting.papers import BASE


def tree(text: str) -> list[Block]:
    """The blocks of a text, without its footnotes."""
    fragments = render_blocks(split_blocks(text))
    return [block for html in fragments for block in read_text(html, base=BASE).blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# One", [Heading(1, (Run("One"),))]),
        ("###### Six", [Heading(5, (Run("Six"),))]),
        (
            "a **b** *c* `d`",
            [
                Paragraph(
                    (
                        Run("a "),
                        Run("b", bold=True),
                        Run(" "),
                        Run("c", italic=True),
                        Run(" "),
                        Run("d", code=True),
                    )
                )
            ],
        ),
        ("**a *b***", [Paragraph((Run("a ", bold=True), Run("b", bold=True, italic=True)))]),
        ("a  \nb\nc", [Paragraph((Run("a\nb c"),))]),
        ("[a](https://x.org)", [Paragraph((Run("a", link="https://x.org"),))]),
        ("[a](/spaces)", [Paragraph((Run("a", link="https://policy.example/spaces"),))]),
        ("---", [Rule()]),
        ("    x\n      y", [Code("x\n  y")]),
        ("> a\n>\n> > b", [Quote((Paragraph((Run("a"),)), Quote((Paragraph((Run("b"),)),))))]),
        ("> # a", [Quote((Paragraph((Run("a", bold=True),)),))]),
        (
            "- a\n    - b",
            [Listing(False, 1, ((Paragraph((Run("a"),)), Listing(False, 1, ((Paragraph((Run("b"),)),),))),))],
        ),
        ("7. a\n8. b", [Listing(True, 7, ((Paragraph((Run("a"),)),), (Paragraph((Run("b"),)),)))]),
        ("a\n: b", [Terms((Term((Run("a"),), (Paragraph((Run("b"),)),)),))]),
        (
            "| a | |\n|--:|:-:|\n| 1 | **2** |",
            [
                Table(
                    (Cell((Run("a"),), "right"), Cell(())),
                    ((Cell((Run("1"),), "right"), Cell((Run("2", bold=True),), "centre")),),
                )
            ],
        ),
    ],
)
def test_a_block_is_read_as_what_it_is(text: str, blocks: list[Block]) -> None:
    assert tree(text) == blocks


def test_a_footnote_leaves_the_text_and_its_mark_points_at_it() -> None:
    fragments = render_blocks(split_blocks("a[^x] NHS\n\n[^x]: b\n*[NHS]: c"))
    [said, defined] = [read_text(html, base=BASE) for html in fragments]
    assert said.blocks == (
        Paragraph((Run("a"), Run("1", raised=True, note=1), Run(" "), Run("NHS", stands_for="c"))),
    )
    assert defined.blocks == ()
    [footnote] = defined.footnotes
    assert (footnote.number, footnote.blocks) == (1, (Paragraph((Run("b"),)),))


def test_a_comment_keeps_its_footnotes_to_itself() -> None:
    read = read_words(render_comment("a[^x]\n\n[^x]: b", prefix="c1-"), base=BASE)
    assert read == (
        Paragraph((Run("a"), Run("1", raised=True))),
        Listing(True, 1, ((Paragraph((Run("b"),)),),)),
    )


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("#b-1", f"{BASE}#b-1"),
        ("https://x.org/ŵ b", "https://x.org/%C5%B5%20b"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("https://[", None),
        ("https://x.org/" + "a" * 2_000, None),
    ],
)
def test_addresses_are_whole_and_fit_for_every_reader(address: str, whole: str | None) -> None:
    assert whole_address(address, base=BASE) == whole


@pytest.mark.parametrize(
    ("text", "leftwards"), [("abc", False), ("1. عرب", True), ("«שלום»", True), ("", False)]
)
def test_the_first_letter_says_in_which_direction_a_text_is_read(text: str, leftwards: bool) -> None:
    assert reads_leftwards(text) == leftwards
