"""Real policy texts, in all their revisions: nothing refused, nothing lost, the same as rendered whole."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from markdown import Markdown

from policyspace.foundation.text.blocks import SourceBlock, split_blocks
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.definitions import definitions_for
from policyspace.foundation.text.guard import check_document
from policyspace.foundation.text.parser import Parser
from policyspace.foundation.text.render import block_keys, render_blocks
from tests.foundation.text.fragment import faults, text_of

HISTORIES = Path(__file__).parents[4] / "shared" / "data" / "histories"
REVISIONS = sorted(HISTORIES.glob("*/*.md"))

pytestmark = pytest.mark.skipif(
    not REVISIONS, reason="the real histories are not here (../shared/data/histories)"
)


@cache
def read(path: Path) -> str:
    return clean_text(path.read_text(encoding="utf-8"))


@cache
def rendered(path: Path) -> list[tuple[SourceBlock, str]]:
    blocks = split_blocks(read(path))
    return list(zip(blocks, render_blocks(blocks, prefix="d1-"), strict=True))


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def whole(text: str) -> str:
    """The text rendered in one piece by python-markdown as it comes, but for raw HTML, which stays text."""
    markdown = Markdown(extensions=["tables", "footnotes", "abbr", "fenced_code", "def_list"])
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    return markdown.convert(text)


def words(html: str) -> list[str]:
    """The words in order; numbers and arrows of footnotes, which are no words of the text, left out."""
    spaced = re.sub(
        r"(</?(?:p|li|td|th|h\d|dt|dd|pre|br|tr)\b)", r" \1", re.sub(r"<sup\b.*?</sup>", " ", html)
    )
    return text_of(spaced).replace("↩", " ").split()


@pytest.mark.parametrize("path", REVISIONS, ids=named)
def test_a_real_revision_is_let_through_and_safe(path: Path) -> None:
    check_document(read(path))
    assert "".join(block.source for block, _ in rendered(path)) == read(path)
    assert faults("\n".join(html for _, html in rendered(path))) == []


@pytest.mark.parametrize("path", REVISIONS, ids=named)
def test_block_by_block_a_real_revision_says_what_it_says_whole(path: Path) -> None:
    """Footnotes stand where they are defined, and at the end of a text rendered whole."""
    in_order = sorted(rendered(path), key=lambda pair: pair[0].kind == "definitions")
    assert words("\n".join(fragment for _, fragment in in_order)) == words(whole(read(path)))


@pytest.mark.parametrize("path", REVISIONS[::5], ids=named)
def test_no_block_of_a_real_revision_falls_back_to_plain_words(path: Path) -> None:
    blocks = split_blocks(read(path))
    parser = Parser()
    for block, definitions in zip(blocks, definitions_for(blocks), strict=True):
        if block.kind not in {"definitions", "code"}:
            assert parser.parse(block.source, definitions, comment=False)


@pytest.mark.parametrize("folder", sorted({path.parent for path in REVISIONS}), ids=lambda path: path.name)
def test_html_kept_from_the_revision_before_gives_the_same_pages(folder: Path) -> None:
    known: dict[str, str] = {}
    for path in sorted(folder.glob("*.md"))[:12]:
        blocks = split_blocks(read(path))
        html = render_blocks(blocks, prefix="d1-", known=known)
        assert html == [fragment for _, fragment in rendered(path)]
        known = dict(zip(block_keys(blocks, prefix="d1-"), html, strict=True))
