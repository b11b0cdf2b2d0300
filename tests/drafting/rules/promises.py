"""What must be true of every comparison and every merge, whatever the texts: told by the texts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from policyspace.drafting.rules.diff import (
    apply_diff,
    changed_summary,
    compare_texts,
    has_changes,
    new_text,
    old_text,
    reverse_diff,
)
from policyspace.drafting.rules.merge import Choice, Conflict, Merge, Piece, Take, merge, text_with_choices
from policyspace.drafting.rules.words import words


def check_comparison(old: str, new: str) -> None:
    """Applying the diff gives the new text, reversing it the old; equal texts have no changes."""
    diff = compare_texts(old, new)
    assert apply_diff(diff, old) == new
    assert old_text(diff) == old
    back = reverse_diff(diff)
    assert apply_diff(back, new) == old
    assert new_text(back) == old
    assert has_changes(diff) == (old != new)
    summary = changed_summary(diff)
    assert summary.words_added - summary.words_removed == len(words(new)) - len(words(old))


def check_merge(base: str, mine: str, theirs: str) -> Merge:
    """Every promise of a merge that can be told from the three texts and the result; gives the merge."""
    merged = merge(base, mine, theirs)
    _check_nothing_is_lost(base, mine, theirs, merged)
    _check_both_sides_are_treated_alike(merged, merge(base, theirs, mine))
    before, one, other = Counter(words(base)), _Side.of(base, mine), _Side.of(base, theirs)
    _check_words(before, one, other, merged)
    _check_choices(before, one, other, merged)
    return merged


def check_equal_inputs(base: str, mine: str) -> None:
    """A side that changed nothing yields, and the same change by both is made once."""
    assert merge(base, base, mine).text == mine
    assert merge(base, mine, base).text == mine
    assert merge(base, mine, mine).text == mine


def pieces(merged: Merge) -> list[Piece]:
    """All pieces in order, those of conflicts among them."""
    found: list[Piece] = []
    for piece in merged.pieces:
        found += piece.parts if isinstance(piece, Conflict) else [piece]
    return found


def _check_nothing_is_lost(base: str, mine: str, theirs: str, merged: Merge) -> None:
    found = pieces(merged)
    assert "".join(piece.base for piece in found).rstrip() == base.rstrip()
    assert "".join(piece.mine for piece in found).rstrip() == mine.rstrip()
    assert "".join(piece.theirs for piece in found).rstrip() == theirs.rstrip()
    for piece in found:
        _check_piece(piece)
    assert [each.number for each in merged.conflicts] == list(range(len(merged.conflicts)))
    assert all(base[each.start : each.end].rstrip() == each.base.rstrip() for each in merged.conflicts)


def _check_piece(piece: Piece) -> None:
    if piece.source == "base":
        assert piece.base == piece.mine == piece.theirs == piece.text
    elif piece.source == "both":
        assert piece.mine == piece.theirs == piece.text
    elif piece.source == "mine":
        assert piece.text == piece.mine
        assert piece.theirs.split() == piece.base.split()
    elif piece.source == "theirs":
        assert piece.text == piece.theirs
        assert piece.mine.split() == piece.base.split()


def _all(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words(text)}


def _check_both_sides_are_treated_alike(merged: Merge, swapped: Merge) -> None:
    assert merged.text == swapped.text
    assert [(each.base, each.mine, each.theirs) for each in merged.conflicts] == [
        (each.base, each.theirs, each.mine) for each in swapped.conflicts
    ]


@dataclass(frozen=True)
class _Side:
    """The words of one side, and which of the base it left alone: where they were, or at least in their block."""

    text: str
    counts: Counter[str]
    in_place: set[str]
    unchanged: set[str]

    @classmethod
    def of(cls, base: str, text: str) -> _Side:
        changes = compare_texts(base, text).changes
        equal = [
            (change.what, segment.text)
            for change in changes
            for segment in change.segments
            if segment.mark == "equal"
        ]
        return cls(
            text,
            Counter(words(text)),
            _all(said for what, said in equal if what != "moved"),
            _all(said for _, said in equal),
        )


def _check_words(before: Counter[str], one: _Side, other: _Side, merged: Merge) -> None:
    apart = [piece.text if isinstance(piece, Piece) else "\n" for piece in merged.pieces]
    clean = Counter(words("".join(apart)))
    for side, shown in (
        (one, _all(each.mine for each in merged.conflicts)),
        (other, _all(each.theirs for each in merged.conflicts)),
    ):
        assert side.counts.keys() - before.keys() <= clean.keys() | shown, "new words are lost"
    if merged.text is None:
        return
    once = {word for word, count in before.items() if count == 1}
    for remover, keeper in ((one, other), (other, one)):
        removed = {word for word in once & keeper.in_place if keeper.counts[word] == 1}
        assert not (removed - remover.counts.keys()) & clean.keys(), "words taken out by one side came back"
    if not any(piece.source in {"both", "moved"} for piece in pieces(merged)):
        expected = {
            word: one.counts[word] + other.counts[word] - before[word]
            for word in before | one.counts | other.counts
        }
        assert {word: count for word, count in expected.items() if count} == dict(clean)


def _check_choices(before: Counter[str], one: _Side, other: _Side, merged: Merge) -> None:
    """Whatever is chosen, the new words of the chosen side are there, and all words both sides left alone."""
    stays = {
        word
        for word in one.unchanged & other.unchanged
        if before[word] == one.counts[word] == other.counts[word] == 1
    }
    mine, theirs = one.counts.keys() - before.keys(), other.counts.keys() - before.keys()
    kept: dict[Take, set[str]] = {"mine": mine, "theirs": theirs, "both": mine | theirs}
    for take, new in kept.items():
        text = text_with_choices(merged, {each.number: Choice(take) for each in merged.conflicts})
        assert new | stays <= _all([text])
