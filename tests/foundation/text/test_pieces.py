"""A kept fragment taken apart says the same when it is put together again."""

from __future__ import annotations

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.pieces import Piece, pieces_of
from policyspace.foundation.text.plain import plain_text
from policyspace.foundation.text.render import render_blocks
from tests.drafting.rules.documents import DOCUMENT, TANGLE

ODD = st.text(alphabet="<>&\"'=/ab \n[]()*`!-|", max_size=40)


def test_tags_and_words_are_told_apart() -> None:
    assert pieces_of("<p>Tom &amp; <em>Ann</em>.</p>") == [
        Piece(html="<p>"),
        Piece(text="Tom & "),
        Piece(html="<em>"),
        Piece(text="Ann"),
        Piece(html="</em>"),
        Piece(text="."),
        Piece(html="</p>"),
    ]


def test_a_sign_in_an_attribute_ends_no_tag() -> None:
    tag = '<a href="/x?a=1&amp;b=2" title="a > b">'
    assert pieces_of(f"{tag}x</a>") == [Piece(html=tag), Piece(text="x"), Piece(html="</a>")]


@settings(max_examples=100, deadline=None)
@given(st.one_of(DOCUMENT, TANGLE, ODD))
def test_put_together_again_a_fragment_says_the_same(text: str) -> None:
    for html in render_blocks(split_blocks(text)):
        pieces = pieces_of(html)
        assert "".join(piece.html or escape(piece.text, quote=False) for piece in pieces) == html
        assert plain_text("".join(piece.html or escape(piece.text) for piece in pieces)) == plain_text(html)
        assert all("<" not in piece.html[1:] and piece.html.endswith(">") for piece in pieces if piece.html)
