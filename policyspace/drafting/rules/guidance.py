"""Guidance: paragraphs of a template that tell what to write, and go away where something is written.

A paragraph is guidance when all of it is emphasised (`_Say who is affected._`). It belongs to the nearest heading
above it; that heading's section reaches to the next heading that is not below it, so words written under a
subheading count as words of the section. Link targets, footnotes and lines across the page are not words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from policyspace.drafting.rules.sections import Placed, section_at
from policyspace.drafting.rules.words import has_word
from policyspace.foundation.text.blocks import split_blocks

# Possessive quantifiers: no character is read more than a few times over.
_ALL_EMPHASISED = re.compile(
    r"_(?![_\s])(?:[^_]|__|(?<=\w)_(?=\w))++(?<!\s)_|\*(?![*\s])(?:[^*]|\*\*)++(?<!\s)\*"
)
_SAY_NOTHING = frozenset({"heading", "definitions", "rule"})


@dataclass(frozen=True, slots=True)
class Place:
    """A section where nothing is written yet: where its heading stands (None before the first) and its guidance."""

    heading: int | None
    guidance: tuple[int, ...]


def guidance_in(template_text: str) -> list[str]:
    """The paragraphs of a template that are guidance, each once, in order; as they stand, on one line."""
    found = (_one_line(block.source) for block in split_blocks(template_text) if block.kind == "paragraph")
    return list(dict.fromkeys(each for each in found if _ALL_EMPHASISED.fullmatch(each)))


def without_written_guidance(text: str, guidance: Collection[str]) -> str:
    """`text` without the guidance in sections where something is written.

    Where somebody wrote right below or above guidance, in the same paragraph, its lines are taken out too.
    Everything else stays as it is, character for character.
    """
    known = frozenset(guidance)
    if not known:
        return text
    sources = [
        _without_lines(block.source, known) if block.kind == "paragraph" else block.source
        for block in split_blocks(text)
    ]
    blocks = split_blocks("".join(sources))
    left = {at for place in unwritten(blocks, known) for at in place.guidance}
    return "".join(
        block.source for at, block in enumerate(blocks) if at in left or not _is_guidance(block, known)
    )


def unwritten(blocks: Sequence[Placed], guidance: Collection[str]) -> list[Place]:
    """The sections that hold guidance and nothing written, in the order of the text."""
    known = frozenset(guidance)
    if not known:
        return []
    told = [_is_guidance(block, known) for block in blocks]
    says = [
        not own and block.kind not in _SAY_NOTHING and has_word(block.source)
        for own, block in zip(told, blocks, strict=True)
    ]
    places = []
    for heading, first, end in _stretches(blocks):
        own = tuple(at for at in range(first, end) if told[at])
        reach = end if heading is None or not own else section_at(blocks, heading).end
        if own and not any(says[first:reach]):
            places.append(Place(heading, own))
    return places


def written_besides(text: str, template_text: str) -> str:
    """What of `text` does not come from the template, with the headings above it; "" where nothing does."""
    given = {_one_line(block.source) for block in split_blocks(template_text)}
    blocks = split_blocks(text)
    own = [_one_line(block.source) not in given and bool(block.source.strip()) for block in blocks]
    kept = [
        block.source
        for at, block in enumerate(blocks)
        if own[at] or (block.kind == "heading" and any(own[at : section_at(blocks, at).end]))
    ]
    return "".join(kept).strip("\n")


def _is_guidance(block: Placed, known: frozenset[str]) -> bool:
    return block.kind == "paragraph" and _one_line(block.source) in known


def _one_line(source: str) -> str:
    return " ".join(source.split())


def _without_lines(source: str, known: frozenset[str]) -> str:
    """A paragraph without the guidance at its beginning and its end, unless it is guidance from end to end."""
    lines = source.split("\n")
    words = [at for at, line in enumerate(lines) if line.strip()]
    if len(words) < 2 or _one_line(source) in known:
        return source
    begin, end = words[0], words[-1] + 1
    first = _after_guidance(lines[begin:end], known)
    last = _after_guidance(lines[begin + first : end][::-1], known, backwards=True)
    if first + last >= end - begin:
        return source
    return "\n".join(lines[:begin] + lines[begin + first : end - last] + lines[end:])


def _after_guidance(lines: Sequence[str], known: frozenset[str], *, backwards: bool = False) -> int:
    """How many of the first lines are guidance, one after the other."""
    longest = max(map(len, known))
    taken = at = 0
    run: list[str] = []
    while at < len(lines) and sum(map(len, run)) <= longest:
        run.append(lines[at])
        at += 1
        if _one_line("\n".join(run[::-1] if backwards else run)) in known:
            taken, run = at, []
    return taken


def _stretches(blocks: Sequence[Placed]) -> Iterator[tuple[int | None, int, int]]:
    """Each heading with the blocks between it and the next one; first what stands before any heading."""
    headings = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    ends = [*headings, len(blocks)]
    yield None, 0, ends[0]
    for heading, end in zip(headings, ends[1:], strict=True):
        yield heading, heading + 1, end
