"""An imported text made ready: its title found, its headings put below that, lines no longer than the house takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from policyspace.drafting.rules.prose import plain_words
from policyspace.foundation.text.blocks import SourceBlock, split_blocks
from policyspace.foundation.text.clean import clean_line

MOST_OF_TITLE = 160
_LONGEST_LINE = 4_000
_HASHES = re.compile(r"^#{1,6}")
_PLACES_TO_BREAK = re.compile(r"(?<=[.;,:?!]) (?=[^\W\d_])")
_BETWEEN = re.compile(r"[_\s]+")


def title_in(text: str) -> tuple[str, str]:
    """The words of the heading that stands first and above all others, and the text without it; "" where none does."""
    blocks = split_blocks(text)
    first = blocks[0] if blocks else None
    if first is None or first.kind != "heading":
        return "", text
    others = [block.level for block in blocks[1:] if block.kind == "heading"]
    title = clean_line(plain_words(first.source.strip("#=- \t\n")))
    if any(level <= first.level for level in others) or not 0 < len(title) <= MOST_OF_TITLE:
        return "", text
    return title, "".join(block.source for block in blocks[1:]).lstrip("\n")


def title_from(file_name: str) -> str:
    """A title made of a file's name: its last part without the ending."""
    name = PurePath(file_name.replace("\\", "/")).name
    stem = name.rsplit(".", 1)[0] if "." in name.strip(".") else name
    return clean_line(_BETWEEN.sub(" ", stem))[:MOST_OF_TITLE]


def below_the_title(text: str) -> str:
    """`text` with its headings moved, all by as much, so that the highest is of level 2."""
    blocks = split_blocks(text)
    levels = [block.level for block in blocks if block.kind == "heading"]
    if not levels or min(levels) == 2:
        return text
    return "".join(_moved(block, 2 - min(levels)) for block in blocks)


def with_short_lines(text: str) -> str:
    """`text` with paragraphs of one very long line broken between words; they read as before."""
    if max(map(len, text.split("\n"))) <= _LONGEST_LINE:
        return text
    return "".join(
        "\n".join(_broken(block.source.split("\n"))) if block.kind == "paragraph" else block.source
        for block in split_blocks(text)
    )


def _moved(block: SourceBlock, steps: int) -> str:
    if block.kind != "heading" or not block.source.startswith("#"):
        return block.source
    return _HASHES.sub("#" * max(1, min(6, block.level + steps)), block.source, count=1)


def _broken(lines: Sequence[str]) -> list[str]:
    found = []
    for line in lines:
        left = line
        while len(left) > _LONGEST_LINE:
            ends = [place.start() for place in _PLACES_TO_BREAK.finditer(left, 0, _LONGEST_LINE)]
            if not ends:
                break
            found.append(left[: ends[-1]])
            left = left[ends[-1] + 1 :]
        found.append(left)
    return found
