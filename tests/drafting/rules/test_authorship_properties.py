"""Whatever the texts: authorship is whole, unchanged words keep theirs, and a merge tells who typed what.

`AUTHORSHIP_CASES` in the environment asks for more cases than the gate's.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import pairwise

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from policyspace.drafting.rules.alignment import block_key
from policyspace.drafting.rules.authorship import Origins, Sent, Written
from policyspace.drafting.rules.balance import words_by_revision
from policyspace.drafting.rules.merge import merge
from policyspace.drafting.rules.words import has_word, tokens, words
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import (
    DOCUMENT,
    EDITS,
    TANGLE,
    Edit,
    edited,
    histories,
    three_real_texts,
    three_texts,
)
from tests.drafting.rules.revising import check_whole, first, marks_of, revised, series

CASES = int(os.environ.get("AUTHORSHIP_CASES", "150"))
PARAGRAPHS = [
    "The council will pay for the shelter in the first year.",
    "Every resident gets a letter before the works begin.",
    "Agencies publish their inventories as open data each quarter.",
    "Volunteers run the kitchen on Sundays, and nobody is turned away.",
    "Anyone may ask for help by phone, by letter or at the door.",
]


def cases(share: float = 1) -> settings:
    return settings(
        max_examples=max(1, int(CASES * share)), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


@cases()
@given(three_texts())
def test_a_merge_tells_who_typed_which_marked_word(texts: tuple[str, str, str]) -> None:
    check_merge(*texts)


@cases(0.2)
@given(three_real_texts())
def test_a_merge_of_real_policies_tells_who_typed_which_marked_word(texts: tuple[str, str, str]) -> None:
    check_merge(*texts)


def check_merge(base: str, mine: str, theirs: str) -> None:
    """A marked word that one side alone has is that side's; one that both have is one of theirs."""
    newest = revised(first(base), theirs, 2)
    merged = merge(base, mine, theirs).text
    event("conflict" if merged is None else "clean")
    if merged is None:
        return
    there = marks_of(newest)
    for word, numbers in marks_of(revised(newest, merged, 3, sent=Sent(mine, first(base)))).items():
        if word not in there:
            assert numbers == {3}, word
        elif word not in mine:
            assert numbers == there[word], word
        else:
            assert numbers <= there[word] | {3}, word


@cases()
@given(DOCUMENT, EDITS, EDITS)
def test_words_of_unchanged_blocks_keep_whose_they_are(text: str, some: list[Edit], more: list[Edit]) -> None:
    before = revised(first(text), edited(text, "mine", some), 2)
    after = revised(before, edited(before.text, "theirs", more), 3)
    check_unchanged_blocks(before, after)


def check_unchanged_blocks(before: Written, after: Written) -> None:
    """Blocks that stand once in each text have the same words of the same revisions, wherever they stand."""
    here, there = blocks_once(before), blocks_once(after)
    assert {key: here[key] for key in here.keys() & there} == {key: there[key] for key in here.keys() & there}


def blocks_once(written: Written) -> dict[str, list[tuple[str, int]]]:
    """The words, each with its revision, of every block whose words stand once in the text."""
    found, at = {}, 0
    keys = Counter(block_key(block.source) for block in split_blocks(written.text))
    origins = Origins(written.authorship)
    for block in split_blocks(written.text):
        if keys[block_key(block.source)] == 1 and has_word(block.source):
            split = tokens(block.source)
            starts = split.ends()[1::2]
            found[block_key(block.source)] = [
                (word, origins.at(at + start)) for word, start in zip(split.contents, starts, strict=False)
            ]
        at += len(block.source)
    return found


@cases()
@given(st.one_of(st.tuples(DOCUMENT, DOCUMENT, DOCUMENT), st.tuples(TANGLE, TANGLE, TANGLE)))
def test_words_that_no_earlier_text_has_are_new(texts: tuple[str, str, str]) -> None:
    written = series(*texts)
    origins, split = Origins(written.authorship), tokens(written.text)
    known = {*tokens(texts[0]).contents, *tokens(texts[1]).contents}
    for word, start in zip(split.contents, split.ends()[1::2], strict=False):
        if word not in known:
            assert origins.at(start) == 3, word


@cases(0.2)
@given(st.permutations(PARAGRAPHS))
def test_moving_blocks_about_makes_nobody_an_author(order: list[str]) -> None:
    written = series("\n\n".join(PARAGRAPHS), "\n\n".join(order))
    assert [number for _, number in written.authorship] == [1]


@cases()
@given(DOCUMENT, EDITS, EDITS)
def test_a_restored_text_is_whose_it_was(text: str, some: list[Edit], more: list[Edit]) -> None:
    old = revised(first(text), edited(text, "mine", some), 2)
    newest = revised(old, edited("", "theirs", more), 3)
    restored = revised(newest, old.text, 4, earlier=[old])
    assert not old.text.strip() or 4 not in {number for _, number in restored.authorship}


def test_every_revision_of_real_policies_has_an_author_for_each_word() -> None:
    for texts in histories().values():
        written = first(texts[0])
        check_whole(written)
        for number, (_, text) in enumerate(pairwise(texts), 2):
            after = revised(written, text, number)
            check_unchanged_blocks(written, after)
            assert sum(words_by_revision(text, after.authorship).values()) == len(words(text))
            written = after
