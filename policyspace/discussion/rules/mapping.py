"""Where a passage of an older text stands in a newer one, by the word-by-word comparison of both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from policyspace.drafting.rules.edits import Edit, word_edits
from policyspace.drafting.rules.words import tokens

Range = tuple[int, int]
CONTEXT = 24
"""So many characters on each side tell places apart where the same words stand."""


class Mapping:
    """From places in `old` to places in `new`. The two are compared once, when it is first asked."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def shifted(self, start: int, end: int) -> Range | None:
        """Where old[start:end] stands now, if no edit touched what is inside it; None if one did."""
        near = self._edits[bisect_left(self._ends, start) : bisect_right(self._starts, end)]
        if any(edit.start < end and edit.end > start for edit in near):
            return None
        shift = self._shifts[bisect_right(self._ends, start)]
        return start + shift, end + shift

    def is_certain(self, here: Range, there: Range) -> bool:
        """Whether the words of old[here] stand at new[there] and at no other place as well.

        Where they came to stand more or less often than before, the comparison may have taken one place for
        another: then what stands around them must be more like it was than around all the others.
        """
        if not self._edits:
            return True
        words = self.old[slice(*here)]
        places = list(occurrences(words, self.new))
        if len(places) == 1 or len(places) == sum(1 for _ in occurrences(words, self.old)):
            return True
        likeness = self._likeness(here[0], there[0], len(words))
        return all(
            self._likeness(here[0], place, len(words)) < likeness for place in places if place != there[0]
        )

    def edited(self, start: int, end: int) -> Range:
        """What stands in the place of old[start:end], with all edits that touch it, without white space around."""
        first, beyond = bisect_left(self._ends, start), bisect_right(self._starts, end)
        if first < beyond:
            start, end = min(start, self._starts[first]), max(end, self._ends[beyond - 1])
        return stripped(self.new, start + self._shifts[first], end + self._shifts[beyond])

    def _likeness(self, here: int, there: int, length: int) -> int:
        """How many characters around two places are the same, up to CONTEXT on each side."""
        before = self.old[max(0, here - CONTEXT) : here], self.new[max(0, there - CONTEXT) : there]
        here, there = here + length, there + length
        after = self.old[here : here + CONTEXT], self.new[there : there + CONTEXT]
        return _in_common(before[0][::-1], before[1][::-1]) + _in_common(*after)

    @cached_property
    def _edits(self) -> list[Edit]:
        return word_edits(self.old, self.new)

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.start for edit in self._edits]

    @cached_property
    def _ends(self) -> list[int]:
        return [edit.end for edit in self._edits]

    @cached_property
    def _shifts(self) -> list[int]:
        """By how much what stands behind the first n edits has moved."""
        return [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in self._edits)]


def occurrences(words: str, text: str) -> Iterator[int]:
    """Where `words` stand in `text`, also where one place overlaps another."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def cuts_no_word(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] neither begins nor ends in the middle of a word."""
    return not any(_is_one_word(text[edge - 1 : edge + 1]) for edge in (start, end) if 0 < edge < len(text))


def stripped(text: str, start: int, end: int) -> Range:
    """The range without the white space that it begins and ends with; empty where there is nothing else."""
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    return start, max(start, start + len(passage.strip()))


def _is_one_word(two_characters: str) -> bool:
    split = tokens(two_characters)
    return len(split.contents) == 1 and len(split.contents[0]) == 2


def _in_common(one: str, other: str) -> int:
    """How many characters both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
