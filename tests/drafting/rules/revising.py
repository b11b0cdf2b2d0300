"""Revisions as they are saved one on the other, each with who wrote what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from policyspace.drafting.rules.authorship import (
    Sent,
    Written,
    carry_authorship,
    first_authorship,
    passages,
)
from policyspace.drafting.rules.diff import compare_texts

MARKED = re.compile(r"(?:mine|theirs)\d+")
"""The words by which one can tell who typed what."""


def first(text: str) -> Written:
    """Revision 1."""
    return Written(text, first_authorship(text, 1))


def revised(
    newest: Written, text: str, number: int, *, sent: Sent | None = None, earlier: Iterable[Written] = ()
) -> Written:
    """`text` saved as revision `number` after `newest`; checks what is true of every authorship."""
    difference = compare_texts(newest.text, text)
    spans = carry_authorship(text, number, newest, difference, sent=sent, earlier=earlier)
    check_whole(Written(text, spans))
    return Written(text, spans)


def series(*texts: str) -> Written:
    """The last of `texts`, saved one after the other."""
    newest = first(texts[0])
    for number, text in enumerate(texts[1:], 2):
        newest = revised(newest, text, number)
    return newest


def check_whole(written: Written) -> None:
    """The spans add up to the text, none touches one of its own number, and none is but white space."""
    found = list(passages(written.text, written.authorship))
    assert "".join(passage for passage, _ in found) == written.text
    assert all(length > 0 for length, _ in written.authorship)
    assert all(one[1] != other[1] for one, other in pairwise(found))
    assert all(passage.strip() for passage, _ in found) or not written.text.strip()
    assert all(passage == passage.lstrip() for passage, _ in found[1:])


def marks_of(written: Written) -> dict[str, set[int]]:
    """For each marked word, the revisions it is said to stem from, wherever it stands."""
    found: dict[str, set[int]] = {}
    at = 0
    for passage, number in passages(written.text, written.authorship):
        for mark in MARKED.finditer(written.text, at, at + len(passage)):
            found.setdefault(mark.group(), set()).add(number)
        at += len(passage)
    return found
