"""A comment goes with its words through every redraft, says when they have changed, and is never placed by a guess."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from policyspace.discussion.rules import Anchor, AnchorState, Placed
from policyspace.drafting.rules.words import tokens
from tests.discussion.redrafts import Draft, a_draft, a_passage, after, carried, on_all_of
from tests.drafting.rules.documents import DOCUMENT, EDITS, TANGLE, edited

HERE, MOVED, CHANGED, DETACHED = AnchorState
PAYS = "The council pays for the shelter each winter."
WAIT = "Families wait for a year. They move three times. Nobody tells them why."
TEXT = f"# Shelter\n\n{PAYS}\n\n{WAIT}\n"
LATER = f"# Shelter\n\nNew words.\n\n{PAYS}\n\nSince spring, {WAIT}\n"


OTHER = f"{WAIT[:31]}[move three times]. Nobody tells them why."
THEY = "They move three times."
CASES: dict[str, tuple[str, str, AnchorState, str]] = {
    "as it was": ("move three times", TEXT, HERE, OTHER),
    "words before it": ("move three times", LATER, HERE, f"Since spring, {OTHER}"),
    "edited inside": (
        THEY,
        TEXT.replace("three times", "four times"),
        CHANGED,
        "Families wait for a year. [They move four times.] Nobody tells them why.",
    ),
    "taken out": (THEY, TEXT.replace(f"{THEY} ", ""), DETACHED, ""),
    "to another paragraph": (
        THEY,
        TEXT.replace(f"{THEY} ", "").replace("winter.", f"winter. {THEY}"),
        MOVED,
        f"{PAYS} [{THEY}]",
    ),
    "with its paragraph": (
        THEY,
        f"# Shelter\n\n{WAIT}\n\n{PAYS}\n\nMore.\n\nMuch more.\n",
        HERE,
        f"{WAIT[:26]}[{THEY}]{WAIT[48:]}",
    ),
    "other words in its place": (THEY, TEXT.replace(THEY, "Rents rose."), DETACHED, ""),
    "only inside another word": ("winter", f"# Shelter\n\nMidwinters come.\n\n{WAIT}\n", DETACHED, ""),
}


@pytest.mark.parametrize(("quote", "newer", "state", "place"), CASES.values(), ids=CASES)
def test_a_passage_that_comes_to_stand(quote: str, newer: str, state: AnchorState, place: str) -> None:
    draft = a_draft(TEXT)
    assert after(a_passage(draft, quote), draft, newer) == (state, place)


def test_words_that_change_step_by_step_are_held_against_what_was_commented_on() -> None:
    draft = a_draft(TEXT)
    anchor = a_passage(draft, THEY)
    steps = [
        "They move four times.",
        "They come four days.",
        "Rents come four days.",
        "Rents rose four days.",
    ]
    texts = [TEXT.replace(THEY, each) for each in steps]
    states = [after(anchor, draft, *texts[:count])[0] for count in range(1, 5)]
    assert states[0] is CHANGED
    assert states[-1] is DETACHED


def test_words_that_come_back_are_found_again() -> None:
    draft = a_draft(TEXT)
    anchor = a_passage(draft, THEY)
    changed, gone = TEXT.replace("three", "four"), TEXT.replace("They move three times. ", "")
    assert after(anchor, draft, changed, TEXT)[0] is HERE
    assert after(anchor, draft, gone, TEXT) == (MOVED, f"{WAIT[:26]}[They move three times.]{WAIT[48:]}")


def test_words_that_come_to_stand_twice_stay_where_what_is_around_them_stayed() -> None:
    draft = a_draft("The poor wait. The old wait for shelter here.\n")
    newer = "The young wait for a wait. The poor wait. The old wait for shelter here.\n"
    assert after(a_passage(draft, "The old wait"), draft, newer)[0] is HERE
    ambiguous = "Yes. The poor wait. Yes. The poor wait. Yes.\n"
    assert after(a_passage(draft, "poor"), draft, ambiguous) == (DETACHED, "")


def test_a_comment_on_a_whole_paragraph_goes_with_it_and_says_that_it_changed() -> None:
    draft = a_draft(TEXT)
    anchor = on_all_of(draft, "Families")
    assert after(anchor, draft, TEXT.replace(PAYS, "Nobody pays."))[0] is HERE
    assert after(anchor, draft, LATER) == (CHANGED, f"[Since spring, {WAIT}]")
    assert after(anchor, draft, TEXT.replace(WAIT, "")) == (DETACHED, "")
    assert after(anchor, draft, TEXT.replace(WAIT, ""), LATER.replace("Since spring, ", "")) == (
        MOVED,
        f"[{WAIT}]",
    )
    assert after(anchor, draft, TEXT.replace(f"\n\n{WAIT}", f" {WAIT}")) == (CHANGED, f"[{PAYS} {WAIT}]")


def test_what_is_detached_keeps_the_words_it_was_about() -> None:
    draft = a_draft(TEXT)
    passage, whole = a_passage(draft, "three times"), on_all_of(draft, "Families", key=2)
    gone = carried([passage, whole], draft, a_draft("# Shelter\n", draft))
    assert gone == [
        Anchor(1, None, quote="three times", state=DETACHED),
        Anchor(2, None, quote=WAIT, state=DETACHED),
    ]


@st.composite
def redrafts(draw: st.DrawFn) -> tuple[list[Draft], list[Anchor]]:
    """Drafts one after the other, and passages of the first, from word to word."""
    text = draw(st.one_of(DOCUMENT, TANGLE))
    drafts = [a_draft(text)]
    for _ in range(draw(st.integers(1, 3))):
        text = edited(text, draw(st.sampled_from("xy")), draw(EDITS))
        drafts.append(a_draft(text, drafts[-1]))
    words = [(each.id, each.words, tokens(each.words).ends()) for each in drafts[0].placed if each.words]
    anchors = []
    for key in range(draw(st.integers(0, 6)) if words else 0):
        block, said, ends = draw(st.sampled_from(words))
        first = draw(st.integers(0, len(ends) // 2 - 2))
        last = draw(st.integers(first, min(first + 8, len(ends) // 2 - 2)))
        start, end = ends[2 * first + 1], ends[2 * last + 2]
        anchors.append(Anchor(key, block, start, end, said[start:end]))
    return drafts, [*anchors, *(Anchor(100 + at, each.id) for at, each in enumerate(drafts[0].placed))]


@settings(max_examples=150)
@given(redrafts())
def test_no_comment_is_lost_or_placed_on_other_words_without_saying_so(
    made: tuple[list[Draft], list[Anchor]],
) -> None:
    drafts, anchors = made
    first = {each.key: each for each in anchors}
    for old, new in pairwise(drafts):
        anchors = carried(anchors, old, new)
        assert [each.key for each in anchors] == list(first)
        for anchor in anchors:
            event(anchor.state.value)
            _check(anchor, first[anchor.key], new)


def _check(anchor: Anchor, made: Anchor, draft: Draft) -> None:
    if made.quote is not None:
        assert anchor.quote == made.quote or (anchor.quote is None and anchor.start is None)
    if anchor.state is DETACHED:
        assert (anchor.block_id, anchor.start, anchor.end, anchor.words) == (None, None, None, None)
        assert anchor.quote is not None
        assert _times(anchor.quote, draft.placed) != 1
        return
    said = draft.words[anchor.block_id or ""]
    if anchor.start is None:
        assert anchor.end is None
        assert anchor.words is None
        return
    passage = said[anchor.start : anchor.end]
    assert passage == passage.strip() != ""
    if anchor.state is CHANGED:
        assert passage == anchor.words != anchor.quote
        assert _times(anchor.quote or "", draft.placed) != 1
    else:
        assert passage == anchor.quote
        assert anchor.words is None


def _times(quote: str, blocks: Sequence[Placed]) -> int:
    """How often `quote` stands in the blocks as whole words, counted by its tokens."""
    wanted = tokens(quote)
    size, count = len(wanted.contents), 0
    for block in blocks:
        held = tokens(block.words)
        for at in range(len(held.contents) - size + 1) if size else ():
            same = held.contents[at : at + size] == wanted.contents
            count += same and held.spaces[at + 1 : at + size] == wanted.spaces[1:size]
    return count


@settings(max_examples=40)
@given(redrafts())
def test_all_at_once_or_one_by_one_comes_to_the_same(made: tuple[list[Draft], list[Anchor]]) -> None:
    drafts, anchors = made
    together = carried(anchors, drafts[0], drafts[1])
    assert together == [carried([each], drafts[0], drafts[1])[0] for each in reversed(anchors)][::-1]


@settings(max_examples=40)
@given(redrafts())
def test_a_text_that_is_saved_again_as_it_was_changes_nothing(made: tuple[list[Draft], list[Anchor]]) -> None:
    (draft, *_), anchors = made
    again = Draft(draft.blocks, draft.placed)
    assert carried(anchors, draft, again) == anchors
