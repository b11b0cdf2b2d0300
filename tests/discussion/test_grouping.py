"""Comments that say the same: suggested by the likeness of their words, the same way each time."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from policyspace.discussion.rules import alike_groups
from policyspace.discussion.rules.grouping import MOST_LOOKED_AT, _Groups

WORDS = st.sampled_from(["bus", "night", "late", "shift", "fare", "school", "rent", "mould", "noise", "park"])
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=25)


def test_what_says_the_same_in_other_words_stands_together_and_strangers_do_not() -> None:
    texts = [
        "Support more school choice options for all families.",
        "The bridge on Mill Lane floods every winter.",
        "Increase and support SCHOOL CHOICE option for all families!",
        "Buses should run later.",
        "Mill Lane’s bridge floods each winter.",
        "",
    ]
    assert alike_groups(texts) == [[0, 2], [1, 4]]


def test_everything_in_a_group_is_like_its_first_and_not_like_a_neighbour_of_a_neighbour() -> None:
    chain = ["red apple", "apple green", "green pear", "pear blue"]
    assert alike_groups([*chain, "x y", "z q", "k l"]) == [[0, 1], [2, 3]]


@given(TEXTS)
def test_groups_are_disjoint_in_order_and_the_same_each_time(texts: list[str]) -> None:
    groups = alike_groups(texts)
    assert groups == alike_groups(texts)
    places = [place for group in groups for place in group]
    assert len(places) == len(set(places))
    assert all(len(group) > 1 and group == sorted(group) for group in groups)
    assert groups == sorted(groups, key=lambda group: (-len(group), group[0]))
    assert all(texts[place].strip() for place in places)


@given(TEXTS)
def test_the_same_words_in_any_order_are_never_parted(texts: list[str]) -> None:
    found = {place: number for number, group in enumerate(alike_groups(texts)) for place in group}
    by_words: dict[frozenset[tuple[str, int]], list[int]] = {}
    for place, text in enumerate(texts):
        if text:
            by_words.setdefault(frozenset(Counter(text.split()).items()), []).append(place)
    for places in by_words.values():
        assert len({found.get(place, -place - 1) for place in places}) == 1


@given(TEXTS)
def test_only_so_many_groups_are_looked_at_for_a_comment(texts: list[str]) -> None:
    groups = _Groups()
    for place, text in enumerate(texts * 20):
        weights = dict.fromkeys((*text.split(), f"own{place}"), 1.0)
        assert len(groups._looked_at(weights)) <= MOST_LOOKED_AT
        groups.take(place, Counter(weights), weights)


def test_real_comments_find_those_that_were_said_twice(shared_data: Path) -> None:
    with (shared_data / "polis/american-assembly.bowling-green/comments.csv").open(newline="") as file:
        texts = [row["comment-body"] for row in csv.DictReader(file)]
    groups = [[texts[place] for place in group] for group in alike_groups(texts)]
    assert 60 < len(groups) < 200
    [food] = [group for group in groups if "Bowling Green needs a health food store" in group]
    assert "We need a health food store." in food
