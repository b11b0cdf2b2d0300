"""Markdown to HTML that is safe to show: python-markdown, then bleach, then nh3.

A text is rendered block by block, so that after a change only the changed blocks cost anything. Nothing here
raises on any text: what would cost too much, grow too much or break the parser is shown as plain words.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from html import escape
from types import MappingProxyType

from policyspace.foundation.remembering import remembered
from policyspace.foundation.text.blocks import SourceBlock, split_blocks
from policyspace.foundation.text.clean import clean_text
from policyspace.foundation.text.definitions import Definitions, Note, definitions_for
from policyspace.foundation.text.guard import fits
from policyspace.foundation.text.parser import Parser
from policyspace.foundation.text.plain import as_paragraphs, plain_text
from policyspace.foundation.text.sanitise import Sanitiser

__all__ = ["block_key", "block_keys", "plain_text", "render_blocks", "render_comment"]

# Part of each key: HTML kept from before a change of the rules here is not taken for today's. Count it up.
_EDITION = 1
_MOST_GROWTH = 20
_GROWTH_ALLOWANCE = 500
_MARK_LENGTH = 8
_PREFIX = re.compile(r"(?:[a-z][a-z0-9-]*-)?")
_NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


def block_key(block: SourceBlock, definitions: Definitions) -> str:
    """Names the HTML of a block: equal keys, equal HTML. Blank lines behind the block do not count."""
    if definitions.are_none:
        return _plain_key(block.source.rstrip("\n"), block.kind, definitions.prefix)
    return _key((_EDITION, block.kind, block.source.rstrip("\n"), definitions))


@remembered(2_000)
def _plain_key(words: str, kind: str, prefix: str) -> str:
    """The key of a block that nothing is defined for, as most are; they stand in one revision after another."""
    return _key((_EDITION, kind, words, Definitions(prefix)))


def _key(what: tuple[int, str, str, Definitions]) -> str:
    return blake2b(repr(what).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def block_keys(blocks: Sequence[SourceBlock], *, prefix: str = "") -> list[str]:
    """The key of each block of one text, under which its HTML may be kept."""
    given = definitions_for(blocks, prefix=_checked(prefix))
    return [block_key(block, definitions) for block, definitions in zip(blocks, given, strict=True)]


def render_blocks(
    blocks: Sequence[SourceBlock], *, prefix: str = "", known: Mapping[str, str] = _NOTHING_KNOWN
) -> list[str]:
    """A fragment of safe HTML for each block of one text, in order.

    Definitions anywhere in the text apply in each block; their own block becomes the list of footnotes. `known`
    holds HTML by key (`block_keys`), and a block found there is not rendered again. `prefix` ("c12-") begins each
    id: unique in a page, small letters, digits and hyphens. Raises ValueError for another.
    """
    given = definitions_for(blocks, prefix=_checked(prefix))
    if not known:
        return [_render(block, definitions) for block, definitions in zip(blocks, given, strict=True)]
    fragments = []
    for block, definitions in zip(blocks, given, strict=True):
        kept = known.get(block_key(block, definitions))
        fragments.append(_render(block, definitions) if kept is None else kept)
    return fragments


def render_comment(text: str, *, prefix: str) -> str:
    """A comment as one fragment of safe HTML. Its headings become strong words, for a page has its own."""
    blocks = split_blocks(text)
    given = definitions_for(blocks, prefix=_checked(prefix))
    return "\n".join(
        fragment
        for block, definitions in zip(blocks, given, strict=True)
        if (fragment := _render(block, definitions, comment=True))
    )


def _checked(prefix: str) -> str:
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"not a prefix for ids: {prefix!r}")
    return prefix


class _Tools(threading.local):
    """Parser and sanitiser of this thread, made when first asked for. Neither is made to be shared."""

    @cached_property
    def parser(self) -> Parser:
        return Parser()

    @cached_property
    def sanitiser(self) -> Sanitiser:
        return Sanitiser()

    def let_parser_go(self) -> None:
        """It broke: another is made later, when there is room for it."""
        self.__dict__.pop("parser", None)


_tools = _Tools()


def _render(block: SourceBlock, definitions: Definitions, *, comment: bool = False) -> str:
    """The HTML of one block, at most twenty times what was typed and an allowance; else its words as they are."""
    most = _MOST_GROWTH * (len(block.source) + _borrowed(block, definitions)) + _GROWTH_ALLOWANCE
    if fits(block):
        try:
            raw = _raw(block, definitions, comment=comment)
        except Exception:  # noqa: BLE001 - whatever breaks the parser, the words are shown and the page stands
            _tools.let_parser_go()
        else:
            if len(raw) <= most and len(html := _tools.sanitiser.sanitise(raw)) <= most:
                return html
    return _tools.sanitiser.sanitise_plain(as_paragraphs(block.source))


def _borrowed(block: SourceBlock, definitions: Definitions) -> int:
    """The length of what a block's HTML may hold besides the block's own words."""
    references = sum(len(address) + len(title) for address, title in definitions.references.values())
    marks = block.source.count("[^") + sum(note.marks for note in definitions.notes)
    return references + sum(map(len, definitions.abbreviations.values())) + marks * _MARK_LENGTH


def _raw(block: SourceBlock, definitions: Definitions, *, comment: bool) -> str:
    """HTML that is not yet safe."""
    if block.kind == "definitions":
        return _notes(definitions, comment=comment)
    if block.kind == "code" and block.source.lstrip("\n")[:1] in {"`", "~"}:
        return _fenced(block.source)
    return _tools.parser.parse(block.source.strip("\n"), definitions, comment=comment)


def _fenced(source: str) -> str:
    code = clean_text(source).strip("\n").split("\n")[1:-1]
    return f"<pre><code>{escape(chr(10).join(code))}\n</code></pre>"


def _notes(definitions: Definitions, *, comment: bool) -> str:
    """The footnotes defined in a block, as a list that goes on counting; then what is defined but used nowhere.

    An unused definition is shown as it was typed: it is a slip or was meant as words, and words do not vanish.
    """
    unused = as_paragraphs("\n\n".join(definitions.unused))
    if not definitions.notes:
        return unused
    _tools.parser.met.clear()
    items = "".join(_note(note, definitions, comment=comment) for note in definitions.notes)
    return f'<ol class="md-notes" start="{definitions.notes[0].number}">{items}</ol>{unused}'


def _note(note: Note, definitions: Definitions, *, comment: bool) -> str:
    prefix = definitions.prefix
    words = _tools.parser.parse_more(note.text, definitions, comment=comment)
    back = "".join(
        f' <a href="#{prefix}fnref-{note.number}-{mark}" role="doc-backlink">↩</a>'
        for mark in range(1, note.marks + 1)
    )
    inside = f"{words.removesuffix('</p>')}{back}</p>" if words.endswith("</p>") else f"{words}<p>{back}</p>"
    return f'<li id="{prefix}fn-{note.number}">{inside}</li>'
