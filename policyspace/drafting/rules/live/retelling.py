"""What several people wrote together, told as if each had written after the other.

The first of them to write comes first, with everything they put in and took out; then the second, on top of that.
What the last leaves is the text as it is. So each has a revision of their own, and each word its writer, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policyspace.drafting.rules.authorship import Claim, Origins
from policyspace.drafting.rules.live.replica import Delta

BEFORE = 0
"""Stands for whoever wrote the text that they began with. The writers are 1, 2, 3…"""


@dataclass(frozen=True, slots=True)
class Part:
    """Words in a row, put in by one (`by`), and where somebody took them out again, by whom (`gone`, else 0).

    `start`: where they stand in the text they began with, when they were there. `size`: bytes of UTF-8.
    """

    words: str
    size: int
    by: int
    start: int = 0
    gone: int = 0

    def stands_after(self, writer: int) -> bool:
        """Whether it can be read in what `writer` leaves."""
        return self.by <= writer and not 0 < self.gone <= writer


class Retelling:
    """A text, and what writers did to it. Nothing is forgotten that was taken out."""

    def __init__(self, text: str) -> None:
        self._parts = [Part(text, len(text.encode()), BEFORE)] if text else []

    def tell(self, writer: int, delta: Delta) -> None:
        """`writer` did this to what can be read now."""
        told: list[Part] = []
        rest = self._parts[::-1]
        for step in delta:
            if "insert" in step:
                told.append(Part(step["insert"], len(step["insert"].encode()), writer))
            else:
                count = step.get("retain", 0) or step["delete"]
                gone = writer if "delete" in step else 0
                told += _taken(rest, count, gone)
        self._parts = told + rest[::-1]

    def text_after(self, writer: int) -> str:
        """The text that `writer` leaves."""
        return "".join(part.words for part in self._parts if part.stands_after(writer))

    def claims_after(self, writer: int, before: Origins, numbers: Mapping[int, int]) -> Sequence[Claim]:
        """Which revision each passage of it stems from: `before` tells it of the text they began with, `numbers` of
        those who wrote before `writer`; what is `writer`'s own is open."""
        return list(self._claims(writer, before, numbers))

    def _claims(self, writer: int, before: Origins, numbers: Mapping[int, int]) -> Iterator[Claim]:
        for part in self._parts:
            if not part.stands_after(writer):
                continue
            if part.by == BEFORE:
                yield from before.between(part.start, part.start + len(part.words))
            else:
                yield len(part.words), numbers.get(part.by)


def _taken(rest: list[Part], count: int, gone: int) -> Iterator[Part]:
    """Parts from the end of `rest` until `count` bytes that can be read have come; those are gone now by `gone`."""
    while count > 0:
        part = rest.pop()
        if part.gone:
            yield part
            continue
        if part.size > count:
            part, left = _cut(part, count)
            rest.append(left)
        count -= part.size
        yield replace(part, gone=gone) if gone else part


def _cut(part: Part, size: int) -> tuple[Part, Part]:
    """`part` in two, the first of `size` bytes."""
    words = part.words.encode()[:size].decode()
    first = replace(part, words=words, size=size)
    rest = part.words[len(words) :]
    return first, replace(part, words=rest, size=part.size - size, start=part.start + len(words))
