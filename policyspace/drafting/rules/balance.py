"""How much of a text stems from each side, counted in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from policyspace.charter.capacity import Side
from policyspace.drafting.rules.authorship import Span
from policyspace.drafting.rules.words import is_word, tokens
from policyspace.foundation.remembering import remembered


def words_by_revision(
    text: str, authorship: Iterable[Span], left_out: Sequence[tuple[int, int]] = ()
) -> dict[int, int]:
    """How many words of `text` stem from each revision. A word counts where it begins.

    `left_out`: stretches (start, end), rising and apart, whose words are nobody's.
    """
    counts: dict[int, int] = {}
    begins = _word_begins(text)
    gaps = [(bisect_left(begins, start), bisect_left(begins, end)) for start, end in left_out]
    end = first = 0
    for length, number in authorship:
        end += length
        last = bisect_left(begins, end, first)
        counted = last - first - sum(max(0, min(last, after) - max(first, gap)) for gap, after in gaps)
        if counted:
            counts[number] = counts.get(number, 0) + counted
        first = last
    return counts


def _word_begins(text: str) -> list[int]:
    """Where each word of `text` begins."""
    begins: list[int] = []
    start = 0
    for line in text.split("\n"):  # no word goes over the end of its line
        begins += [start + at for at in _begins_in_line(line)]
        start += len(line) + 1
    return begins


@remembered(1_000)
def _begins_in_line(line: str) -> tuple[int, ...]:
    """The same of one line: most stand unchanged in revision after revision."""
    split = tokens(line)
    begins = split.ends()[1::2]
    # a token of several characters is a word: each mark is a token of its own
    return tuple(at for at, word in zip(begins, split.contents, strict=False) if word[1:] or is_word(word))


def words_by_side(counts: Mapping[int, int], sides: Mapping[int, str]) -> dict[str, int]:
    """The words of each side, all four of them, when `sides` tells that of each revision."""
    totals = {side.value: 0 for side in Side}
    for number, count in counts.items():
        totals[sides[number]] += count
    return totals


def shares(counts: Sequence[int]) -> list[int]:
    """The counts in per cent of their sum, adding up to 100; what is missing goes to the largest remainders.

    All are 0 where there is nothing to share.
    """
    whole = sum(counts)
    if not whole:
        return [0] * len(counts)
    rounded = [100 * count // whole for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(100 * counts[place] % whole))
    for place in by_remainder[: 100 - sum(rounded)]:
        rounded[place] += 1
    return rounded
