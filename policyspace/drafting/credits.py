"""A revision as it is read, with the writers of each block beside it and each passage marked with its writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyspace.drafting.authorship import Authorship
from policyspace.drafting.models import Revision
from policyspace.drafting.rules.authorship import Origins, Span
from policyspace.drafting.rules.passages import rendered_passages
from policyspace.foundation.text.pieces import Piece, pieces_of


@dataclass(frozen=True)
class Writer:
    """Whose words stand in a stretch: the `place` by which its passages refer to them, from 1, and the revision.
    `marks_only`: they changed how it looks, but no word that is read is theirs."""

    place: int
    revision: Revision
    marks_only: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a block: a tag (`html`), or words and their writer, or, where a passage ends, who wrote it."""

    html: str = ""
    text: str = ""
    writer: Writer | None = None


@dataclass(frozen=True)
class CreditedBlock:
    """A block as it is read: whole (`html`) where all its words are of one writer, or else in `parts`."""

    id: str
    number: int | None
    html: str
    parts: Sequence[Part] = ()


@dataclass(frozen=True)
class Stretch:
    """Blocks in a row that one writer wrote, or one block that several did. Without writers it is a template's."""

    writers: Sequence[Writer]
    blocks: list[CreditedBlock]

    @property
    def id(self) -> str:
        """By which its parts refer to its writers."""
        return self.blocks[0].id


def stretches_of(authorship: Authorship) -> list[Stretch]:
    """The whole text in stretches. Blocks of which nothing is seen (link targets, abbreviations) are left out."""
    stretches: list[Stretch] = []
    for stretch in _one_by_one(authorship):
        last = stretches[-1] if stretches else None
        if last and _is_whole(last) and _is_whole(stretch) and _numbers(last) == _numbers(stretch):
            last.blocks.extend(stretch.blocks)
        else:
            stretches.append(stretch)
    return stretches


def _is_whole(stretch: Stretch) -> bool:
    return len(stretch.writers) <= 1


def _numbers(stretch: Stretch) -> list[int]:
    return [writer.revision.number for writer in stretch.writers]


def _one_by_one(authorship: Authorship) -> Iterator[Stretch]:
    origins, text, start = Origins(authorship.spans), authorship.revision.text, 0
    for kept in authorship.revision.blocks:
        end = start + kept["length"]
        if kept["html"]:
            spans = [] if kept.get("guidance") else list(origins.between(start, end))
            yield _credited(kept, text[start:end], spans, authorship)
        start = end


def _credited(kept: dict[str, Any], source: str, spans: Sequence[Span], authorship: Authorship) -> Stretch:
    """A stretch of one block."""
    numbers = list(dict.fromkeys(number for _, number in spans))
    seen, items = numbers, []
    if len(numbers) > 1:
        items = list(_items(kept["html"], source, spans))
        seen = [number for number in numbers if any(each[1] == number for each in items)] or numbers[:1]
    writers = {
        number: Writer(place, authorship.sources[number], marks_only=number not in seen)
        for place, number in enumerate(sorted(numbers, key=lambda number: number not in seen), 1)
    }
    parts = list(_parts(items, writers)) if len(seen) > 1 else ()
    return Stretch(list(writers.values()), [CreditedBlock(kept["id"], kept["number"], kept["html"], parts)])


Item = tuple[Piece, int | None]
"""A piece of a fragment, and for words the revision they stem from."""


def _items(html: str, source: str, spans: Sequence[Span]) -> Iterator[Item]:
    pieces = pieces_of(html)
    runs = iter(rendered_passages(source, spans, [piece.text for piece in pieces if piece.text]))
    for piece in pieces:
        if piece.html:
            yield piece, None
        else:
            yield from ((Piece(text=text), number) for text, number in next(runs))


def _parts(items: Sequence[Item], writers: Mapping[int, Writer]) -> Iterator[Part]:
    """The items with their writers, and right behind each passage a part that tells its writer.

    In a link, where there can be no other, it waits for the end of the link.
    """
    last = _last_of_passages(items)
    waiting: list[Part] = []
    in_link = False
    for place, (piece, number) in enumerate(items):
        writer = None if number is None else writers[number]
        space = len(piece.text) - len(piece.text.rstrip()) if place in last and not in_link else 0
        yield Part(piece.html, piece.text[: len(piece.text) - space], writer)
        in_link = (in_link or piece.html.startswith("<a ")) and piece.html != "</a>"
        if place in last:
            waiting.append(Part(writer=writer))
        if not in_link:
            yield from waiting
            waiting = []
        if space:
            yield Part(text=piece.text[-space:])


def _last_of_passages(items: Iterable[Item]) -> set[int]:
    """The places of the words with which a passage ends."""
    words = [(place, number) for place, (_, number) in enumerate(items) if number is not None]
    return {
        place
        for (place, number), (_, following) in zip(words, [*words[1:], (0, None)], strict=True)
        if following != number
    }
