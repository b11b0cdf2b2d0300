"""The real redrafts beside the project, revision by revision."""

from __future__ import annotations

from itertools import pairwise

from policyspace.drafting.rules.alignment import block_key
from policyspace.drafting.rules.diff import compare_texts
from policyspace.drafting.rules.identity import Block, carry_ids
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import histories, ids_from
from tests.drafting.rules.promises import check_comparison, check_equal_inputs


def test_consecutive_revisions_compare_both_ways() -> None:
    for revisions in histories().values():
        for old, new in pairwise(revisions):
            check_comparison(old, new)


def test_consecutive_revisions_merge_with_themselves_to_themselves() -> None:
    for revisions in histories().values():
        for old, new in pairwise(revisions):
            check_equal_inputs(old, new)


def test_unchanged_blocks_keep_their_id_through_every_redraft() -> None:
    for revisions in histories().values():
        new_id = ids_from("b")
        blocks: list[Block] = []
        for old, new in pairwise(("", *revisions)):
            after = carry_ids(blocks, split_blocks(new), new_id)
            for change in compare_texts(old, new).changes:
                if change.what in {"same", "moved"}:
                    assert blocks[change.old].id == after[change.new].id
                if change.what == "inserted":
                    assert after[change.new].id not in {block.id for block in blocks}
            blocks = after


def test_a_block_has_had_the_same_id_whenever_it_had_the_same_words_in_the_revision_before() -> None:
    for revisions in histories().values():
        blocks: list[Block] = []
        new_id = ids_from("b")
        for text in revisions:
            after = carry_ids(blocks, split_blocks(text), new_id)
            before, now = _once(blocks), _once(after)
            assert {key: before[key] for key in before.keys() & now} == {
                key: now[key] for key in before.keys() & now
            }
            blocks = after


def _once(blocks: list[Block]) -> dict[str, str]:
    keys = [block_key(block.source) for block in blocks]
    return {key: block.id for key, block in zip(keys, blocks, strict=True) if keys.count(key) == 1}
