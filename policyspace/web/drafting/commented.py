"""What people commented on in a text that is being edited: where it stands in the Markdown, and the way to what they
said. Scripts mark it in the editor and follow it as the text changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import url_for
from flask_babel import get_locale

from policyspace.discussion.queries import ByBlock, discussed_in
from policyspace.discussion.rules import find_in_source
from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.sectioning import inside_section
from policyspace.foundation.i18n import plural
from policyspace.foundation.text.plain import plain_text
from policyspace.spaces.queries import SpaceView

_AS_MANY = range(100, -1, -1)
"""Among these is a number of each form that a language has for whole numbers."""


@dataclass(frozen=True)
class Commented:
    """A part of the text: a block, with the passages `within` it, or a passage.

    `number`: by which the block is cited, if it is. `words`: those of the passage, or of the block. `count`: how many
    visible comments. `at`: from where to before where it stands, in the units of scripts (UTF-16); None for words
    that are not found in the source.
    """

    number: int | None
    words: str
    href: str
    count: int
    at: tuple[int, int] | None
    within: Sequence[Commented] = ()


@dataclass(frozen=True)
class CommentsBeside:
    """The parts of `text` that people commented on.

    `gone`: what is said of {count} comments whose words were taken out, by the form that the language has for such a
    number (CLDR: one, other…).
    """

    text: str
    parts: Sequence[Commented]
    gone: Mapping[str, str]


def comments_beside(
    view: SpaceView, document: Document, newest: Revision, section: str
) -> CommentsBeside | None:
    """What people commented on in the newest revision, or in a section of it alone; None where there is nothing."""
    counts, passages = discussed_in(document)
    blocks = blocks_of(newest)
    inside = inside_section(newest, section) if section else range(len(blocks))
    text = "".join(blocks[place].source for place in inside)
    skipped = len(text) - len(text.lstrip("\n")) if section else 0
    text = text.strip("\n") if section else text
    listed = url_for("discussion.index", slug=view.space.slug, number=document.number)
    reading = _Reading(listed, passages, _Units(text))
    parts, at = [], -skipped
    for place in inside:
        source, kept = blocks[place].source, newest.blocks[place]
        if kept["id"] in counts:
            parts.append(reading.block(kept, source, at, counts[kept["id"]]))
        at += len(source)
    return CommentsBeside(text, parts, _said_of_gone()) if parts else None


class _Units:
    """Places in a text as scripts count them: letters beyond U+FFFF count twice."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, letter in enumerate(text) if letter > "\uffff"]

    def range(self, start: int, end: int) -> tuple[int, int]:
        return start + bisect_left(self._wide, start), end + bisect_left(self._wide, end)


@dataclass(frozen=True)
class _Reading:
    """Finds parts in their sources. `listed`: the address of the comments."""

    listed: str
    passages: ByBlock
    units: _Units

    def block(self, kept: Mapping[str, Any], source: str, at: int, count: int) -> Commented:
        """The block that begins at `at`, without the blank lines around it."""
        bare = source.strip("\n")
        start = at + len(source) - len(source.lstrip("\n"))
        return Commented(
            kept["number"],
            plain_text(kept["html"]),
            f"{self.listed}?block={kept['id']}#comments",
            count,
            self.units.range(start, start + len(bare)),
            list(self._within(kept["id"], bare, start)),
        )

    def _within(self, block_id: str, source: str, at: int) -> Iterator[Commented]:
        for each in self.passages.get(block_id, ()):
            found = find_in_source(source, each.words)
            here = self.units.range(at + found[0], at + found[1]) if found else None
            href = f"{self.listed}?passage={each.comment_id}#comments"
            yield Commented(None, each.words, href, each.comment_count, here)


def _said_of_gone() -> dict[str, str]:
    form = Locale.parse(str(get_locale())).plural_form
    return {
        form(number): plural(
            "%(count)s comment is on words that are no longer in the text. It stays with the document.",
            "%(count)s comments are on words that are no longer in the text. They stay with the document.",
            number,
            count="{count}",
        )
        for number in _AS_MANY
    }
