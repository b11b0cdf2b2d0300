"""Who wrote what: which revision each passage of a text stems from.

An authorship is a list of spans (characters, revision number) in the order of the text. Words that stood in the
text before keep the number they had, wherever their block went; words that come back get the number of whoever
wrote them first; all others belong to the revision that brings them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from policyspace.drafting.rules.diff import BlockChange, Diff, compare_texts
from policyspace.drafting.rules.words import tokens

Span = tuple[int, int]
Claim = tuple[int, int | None]
"""So many characters, and the revision they stem from; None as long as that is open."""

LONG_ENOUGH = 40
"""So many characters that stand just so in an earlier revision are no coincidence: they have come back."""

_OWN = (
    -1
)  # for a while, the revision in the making: it has words of its own, where None has not been looked at


@dataclass(frozen=True, slots=True)
class Written:
    """A text and its authorship."""

    text: str
    authorship: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Sent:
    """A text as its author sent it, and the older one they made it from; what was saved since was merged into it."""

    text: str
    base: Written


def first_authorship(text: str, number: int) -> list[Span]:
    """The authorship of a text that nothing came before."""
    return [(len(text), number)] if text else []


def carry_authorship(
    text: str,
    number: int,
    newest: Written,
    difference: Diff,
    *,
    sent: Sent | None = None,
    typed: Sequence[Claim] | None = None,
    earlier: Iterable[Written] = (),
) -> list[Span]:
    """The authorship of `text`, saved as revision `number` after `newest`; `difference` leads from that to it.

    `sent` is given where `text` is a merge. `typed` is given where it was typed into a live text, which knows what was
    put in: of that only what is too long to be a coincidence comes from elsewhere.
    `earlier` are older texts in which to look for words that have come back; they are asked for only while there are
    words left to place.
    The spans add up to the text, and no two in a row have the same number. White space goes with the words before it.
    """
    claims = _carried(difference, newest.authorship)
    if sent:
        claims = _with_sent(claims, text, newest, sent)
    if typed is not None:
        claims = _filled(typed, _long(claims))
    sources = iter(earlier)
    while _is_open(claims, text) and (source := next(sources, None)):
        found = _carried(compare_texts(source.text, text), source.authorship)
        claims = _filled(claims, found if typed is None else _long(found))
    return _spans(claims, text, number)


def passages(text: str, authorship: Iterable[Span]) -> Iterator[tuple[str, int]]:
    """The passages of `text`, each with the number of the revision it stems from."""
    at = 0
    for length, number in authorship:
        yield text[at : at + length], number
        at += length


class Origins:
    """An authorship that can be asked for a stretch of its text."""

    def __init__(self, authorship: Sequence[Span]) -> None:
        self._numbers = [number for _, number in authorship]
        self._ends = list(accumulate(length for length, _ in authorship))

    def at(self, place: int) -> int:
        """The revision that the character at `place` stems from."""
        return self._numbers[bisect_right(self._ends, place)]

    def between(self, start: int, end: int) -> Iterator[Span]:
        """The spans of the stretch from `start` to `end`."""
        index = bisect_right(self._ends, start)
        while start < end:
            stop = min(end, self._ends[index])
            yield stop - start, self._numbers[index]
            start, index = stop, index + 1


def _carried(difference: Diff, authorship: Sequence[Span]) -> list[Claim]:
    """Claims on the newer text of a comparison: what the older one has keeps its revision, the rest is open."""
    origins = Origins(authorship)
    claims: list[Claim] = []
    for change, start in zip(difference.changes, _old_starts(difference.changes), strict=True):
        at = start
        for segment in change.segments:
            if segment.mark == "equal":
                claims += origins.between(at, at + len(segment.text))
            elif segment.mark == "insert":
                claims.append((len(segment.text), None))
            if segment.mark != "insert":
                at += len(segment.text)
    return claims


def _old_starts(changes: Sequence[BlockChange]) -> list[int]:
    """Where the old words of each change begin in the older text."""
    starts, at = [0] * len(changes), 0
    for place in sorted(range(len(changes)), key=lambda place: changes[place].old):
        starts[place] = at
        at += sum(len(segment.text) for segment in changes[place].segments if segment.mark != "insert")
    return starts


def _filled(claims: Iterable[Claim], more: Iterable[Claim]) -> list[Claim]:
    """The claims, and where one is open, what `more` says of the same characters."""
    filled: list[Claim] = []
    others = iter(more)
    left, other = 0, None
    for length, number in claims:
        while length:
            while not left:
                left, other = next(others)
            step = min(length, left)
            filled.append((step, other if number is None else number))
            length, left = length - step, left - step
    return filled


def _long(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims, open where they are on so few characters that these may have been written twice."""
    for length, number in claims:
        yield length, number if length >= LONG_ENOUGH else None


def _is_open(claims: Iterable[Claim], text: str) -> bool:
    """Whether any word is left to place."""
    at = 0
    for length, number in claims:
        if number is None and not text[at : at + length].isspace():
            return True
        at += length
    return False


def _with_sent(claims: Sequence[Claim], text: str, newest: Written, sent: Sent) -> list[Claim]:
    """The claims on a merge, once it is known what its author sent, and so what `newest` alone has brought in.

    A comparison gives up words that stand forlorn between changes: here both sides' words may be such.
    """
    own = [
        (length, number or _OWN)
        for length, number in _carried(compare_texts(sent.base.text, sent.text), sent.base.authorship)
    ]
    claims = _filled(claims, _carried(compare_texts(sent.text, text), own))
    claims = _filled(claims, _found_in(newest, claims, text))
    return [(length, None if number == _OWN else number) for length, number in claims]


def _found_in(newest: Written, claims: Iterable[Claim], text: str) -> Iterator[Claim]:
    """Claims on the open passages, word by word: the last of the revisions that brought the word into `newest`."""
    latest: Mapping[str, int] | None = None
    at = 0
    for length, number in claims:
        passage = text[at : at + length]
        at += length
        if number is not None or passage.isspace():
            yield length, number
            continue
        latest = _latest(newest) if latest is None else latest
        yield from _looked_up(passage, latest)


def _latest(written: Written) -> Mapping[str, int]:
    """For each word of a text the last of the revisions that brought it in."""
    latest: dict[str, int] = {}
    spans = iter(written.authorship)
    end = number = 0
    for word, start, _ in _placed(written.text):
        while start >= end:
            length, number = next(spans)
            end += length
        if number > latest.get(word, 0):
            latest[word] = number
    return latest


def _looked_up(passage: str, latest: Mapping[str, int]) -> Iterator[Claim]:
    """Claims on the words of `passage` that `latest` knows, each with the white space before it."""
    at = 0
    for word, _, end in _placed(passage):
        yield end - at, latest.get(word)
        at = end
    yield len(passage) - at, None


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    """The words and marks of `text` with where they begin and end."""
    split = tokens(text)
    ends = split.ends()
    for index, word in enumerate(split.contents):
        yield word, ends[2 * index + 1], ends[2 * index + 2]


def _spans(claims: Iterable[Claim], text: str, number: int) -> list[Span]:
    """Closed claims as spans: what is still open belongs to `number`, white space to the words before it."""
    spans: list[list[int]] = []
    at = margin = 0
    for length, claimed in claims:
        piece = text[at : at + length]
        at += length
        blank = length - len(piece.lstrip())
        if spans:
            spans[-1][0] += blank
        else:
            margin += blank
        if blank < length:
            origin = number if claimed is None else claimed
            if spans and spans[-1][1] == origin:
                spans[-1][0] += length - blank
            else:
                spans.append([length - blank, origin])
    if not spans:
        return first_authorship(text, number)
    spans[0][0] += margin
    return [(length, origin) for length, origin in spans]
