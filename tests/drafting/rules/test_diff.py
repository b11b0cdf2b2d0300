"""Comparing two texts shows what became of each block and of each word."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from policyspace.drafting.rules.diff import (
    Summary,
    apply_diff,
    changed_summary,
    compare_texts,
    has_changes,
    reverse_diff,
)
from tests.drafting.rules.drawing import drawn, drawn_change

OLD = """# Winter shelter

The council will pay for the shelter.

- blankets
- hot meals

Nobody is turned away.
"""


def test_a_text_compared_with_itself_has_no_changes() -> None:
    diff = compare_texts(OLD, OLD)
    assert not has_changes(diff)
    assert {change.what for change in diff.changes} == {"same"}
    assert changed_summary(diff) == Summary(words_added=0, words_removed=0)


def test_changed_words_are_marked_in_their_block() -> None:
    new = OLD.replace("council will", "county may").replace("- hot meals", "- hot meals\n- a bed")
    assert drawn(compare_texts(OLD, new)) == [
        ("same", "# Winter shelter"),
        ("changed", "The [-council will-][+county may+] pay for the shelter."),
        ("changed", "- blankets\n- hot meals[+\n- a bed+]"),
        ("same", "Nobody is turned away."),
    ]


def test_a_deleted_block_stands_before_what_came_in_its_place() -> None:
    diff = compare_texts(OLD, OLD.replace("The council will pay for the shelter.", "Costs: unknown."))
    assert drawn(diff)[1:3] == [
        ("deleted", "[-The council will pay for the shelter.\n\n-]"),
        ("inserted", "[+Costs: unknown.\n\n+]"),
    ]


def test_a_moved_block_tells_where_it_was_and_where_it_is() -> None:
    last = "Nobody is turned away.\n"
    diff = compare_texts(OLD, last + "\n" + OLD.removesuffix("\n" + last))
    moved = diff.changes[0]
    assert (moved.what, moved.old, moved.new) == ("moved", 3, 0)
    assert drawn_change(moved) == "Nobody is turned away.\n[+\n+]"
    assert changed_summary(diff) == Summary(words_added=0, words_removed=0)


def test_a_block_cut_in_two_shows_only_the_cut() -> None:
    old = "The shelter opens in winter and residents are told by letter before it does.\n"
    new = "The shelter opens in winter.\n\nAnd residents are told by letter before it does.\n"
    (change,) = compare_texts(old, new).changes
    assert (change.what, change.old_count, change.new_count) == ("changed", 1, 2)
    assert drawn_change(change) == old.replace(" and ", "[- and-][+.\n\nAnd+] ")


def test_a_block_of_which_only_blank_lines_changed_is_the_same_but_the_texts_differ() -> None:
    diff = compare_texts("one\n\ntwo\n", "one\n\n\ntwo")
    assert {change.what for change in diff.changes} == {"same"}
    assert has_changes(diff)


def test_a_cell_of_a_table_is_marked_not_the_row() -> None:
    table = "| who | pays |\n|---|---|\n| council | 5 |\n| county | 7 |\n"
    (change,) = compare_texts(table, table.replace("5", "6")).changes
    assert drawn_change(change) == table.replace("5", "[-5-][+6+]")


def test_lines_that_became_a_list_keep_their_words() -> None:
    (change,) = compare_texts(
        "Blankets for all,\nhot meals for some\n", "- Blankets for all,\n- hot meals for some\n"
    ).changes
    assert drawn_change(change) == "[+- +]Blankets for all,\n[+- +]hot meals for some\n"


def test_each_change_carries_the_kind_of_its_block() -> None:
    kinds = [(change.kind, change.level) for change in compare_texts(OLD, "## Shelter\n").changes]
    assert kinds == [("heading", 2), ("paragraph", 0), ("list", 0), ("paragraph", 0)]


def test_words_added_and_removed_are_counted() -> None:
    diff = compare_texts("one two three\n", "one 2 three four, five\n")
    assert changed_summary(diff) == Summary(words_added=3, words_removed=1)


def test_a_comparison_turned_round_marks_the_same_words_the_other_way() -> None:
    new = OLD.replace("blankets", "warm blankets").replace("# Winter shelter\n\n", "")
    back = reverse_diff(compare_texts(OLD, new))
    assert drawn(back)[0] == ("inserted", "[+# Winter shelter\n\n+]")
    assert ("changed", "- [-warm -]blankets\n- hot meals") in drawn(back)
    assert apply_diff(back, new) == OLD


def test_a_comparison_is_not_applied_to_another_text() -> None:
    with pytest.raises(ValueError, match="not the text"):
        apply_diff(compare_texts("one", "two"), "three")


def test_a_comparison_can_be_kept_as_json() -> None:
    kept = json.loads(json.dumps(asdict(compare_texts("one\n", "one two\n"))))
    assert kept["changes"][0]["segments"] == [
        {"mark": "equal", "text": "one"},
        {"mark": "insert", "text": " two"},
        {"mark": "equal", "text": "\n"},
    ]
