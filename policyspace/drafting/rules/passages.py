"""Which of the words that a reader sees were written by whom, when it is known of the Markdown they were made from.

The words of the rendered text are those of its source, less the marks that became headings, lists or bold type:
so the two are matched like two texts. Words that rendering put in (the number of a footnote) go with those before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyspace.drafting.rules.authorship import Origins, Span
from policyspace.drafting.rules.sequences import match_sequences
from policyspace.drafting.rules.words import tokens

Run = tuple[str, int | None]
"""Words of one revision; None for white space between the elements of a page."""


def rendered_passages(source: str, spans: Sequence[Span], shown: Sequence[str]) -> list[list[Run]]:
    """Each of the texts `shown`, made from `source`, in runs of words that stem from one revision.

    Joined, the runs of a text are that text.
    """
    numbers = iter(_numbers_of(source, spans, [word for text in shown for word in tokens(text).contents]))
    return [_runs(text, [next(numbers) for _ in tokens(text).contents]) for text in shown]


def _numbers_of(source: str, spans: Sequence[Span], shown: Sequence[str]) -> list[int]:
    """The revision each of the words `shown` stems from."""
    split, origins = tokens(source), Origins(spans)
    starts = split.ends()[1::2]
    found: list[int | None] = [None] * len(shown)
    for run in match_sequences(split.contents, shown):
        for step in range(run.size):
            found[run.new + step] = origins.at(starts[run.old + step])
    last = next((number for number in found if number is not None), spans[0][1])
    numbers = []
    for number in found:
        last = last if number is None else number
        numbers.append(last)
    return numbers


def _runs(text: str, numbers: Sequence[int]) -> list[Run]:
    if not numbers:
        return [(text, None)]
    starts = tokens(text).ends()[1::2]
    cuts = [place for place in range(1, len(numbers)) if numbers[place] != numbers[place - 1]]
    bounds = [0, *(starts[place] for place in cuts), len(text)]
    owners = [numbers[0], *(numbers[place] for place in cuts)]
    return [(text[start:end], owner) for start, end, owner in zip(bounds, bounds[1:], owners, strict=False)]
