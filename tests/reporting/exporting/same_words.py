"""Whether every format says what the page says, told by readers of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import document_fromstring

from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.render import render_blocks
from policyspace.reporting.exporting.tree import without_no_signs
from tests.reporting.exporting.papers import in_every_format, paper
from tests.reporting.exporting.readers import (
    Word,
    open_docx,
    open_pdf,
    squeezed,
    words_of_html,
    words_of_markdown,
)

# Letters that the fonts which come along all have, and that stand in the order in which they are read. A long word
# may go on on the next page, so its pieces are looked for.
_PLAIN = re.compile(r"[A-Za-zÀ-ʯ]{1,20}")


def check_every_format(text: str, *, title: str = "Families wait too long", body: str = "We waited.") -> None:
    """Raises AssertionError for words of `text` that a file has not got, or not in their order."""
    blocks = split_blocks(text)
    fragments = [without_no_signs(html) for html in render_blocks(blocks)]
    both = list(zip(blocks, fragments, strict=True))
    said = [words_of_html(html) for block, html in both if block.kind != "definitions"]
    files = in_every_format(paper(text, title=title, numbered=False, comments=[body]))
    in_order(said, without_no_signs(words_of_markdown(files["markdown"])), "Markdown")
    in_order(said, _text_of_html_file(files["html"]), "HTML")
    word = open_docx(files["docx"])
    in_order(said, word.body, "DOCX")
    spoken = [part for html in fragments for part in _PLAIN.findall(_spaced(html))]
    all_there(spoken, open_pdf(files["pdf"]).text, "PDF")
    all_there(spoken, word.body + _footnotes(word), "DOCX with footnotes")


def in_order(parts: Iterable[str], whole: str, where: str) -> None:
    """Raises AssertionError for the first part that does not stand in `whole` behind those before it."""
    at = 0
    for part in parts:
        found = whole.find(part, at)
        assert found >= 0, f"{where} lacks {part[:200]!r} after {whole[max(0, at - 80) : at]!r}"
        at = found + len(part)


def all_there(parts: Iterable[str], whole: str, where: str) -> None:
    """Raises AssertionError for parts that do not stand in `whole`."""
    lost = [part for part in parts if part not in whole]
    assert not lost, f"{where} lacks {lost[:5]}"


def _text_of_html_file(file: bytes) -> str:
    root = document_fromstring(file.decode())
    for each in root.xpath("//sup[@id] | //p[@class='marks']"):
        each.drop_tree()
    return squeezed(root.xpath("//div[@class='text']")[0].text_content())


def _footnotes(word: Word) -> str:
    return squeezed("".join(word.footnotes.values()))


def _spaced(html: str) -> str:
    """The words of a fragment, those of different elements apart."""
    root = document_fromstring(f"<div>{html}</div>")
    for mark in root.xpath("//sup[@id] | //a[@role='doc-backlink']"):
        mark.drop_tree()
    return " ".join(root.itertext())
