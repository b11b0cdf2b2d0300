"""Texts redrafted again and again, with comments on passages of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from policyspace.discussion.rules import Anchor, AnchorState, Placed, carry_anchors
from policyspace.drafting.rules.alignment import links_between
from policyspace.drafting.rules.identity import Block, carry_ids
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.plain import plain_text
from policyspace.foundation.text.render import render_blocks

IDS = count(1)


@dataclass(frozen=True)
class Draft:
    """A text cut in blocks, with the words that a reader sees of each."""

    blocks: Sequence[Block]
    placed: Sequence[Placed]

    @property
    def words(self) -> dict[str, str]:
        return {block.id: block.words for block in self.placed}


def a_draft(text: str, old: Draft | None = None) -> Draft:
    """`text` as a person saves it, after `old` if there was one."""
    sources = split_blocks(text)
    blocks = carry_ids(old.blocks if old else [], sources, lambda: f"b{next(IDS)}")
    rendered = render_blocks(sources)
    return Draft(
        blocks, [Placed(each.id, plain_text(html)) for each, html in zip(blocks, rendered, strict=True)]
    )


def a_passage(draft: Draft, words: str, *, key: int = 1) -> Anchor:
    """A comment on `words`, where they stand first."""
    block = next(each for each in draft.placed if words in each.words)
    start = block.words.index(words)
    return Anchor(key, block.id, start, start + len(words), words)


def on_all_of(draft: Draft, words: str, *, key: int = 1) -> Anchor:
    """A comment on the whole block that begins with `words`."""
    return Anchor(key, next(each.id for each in draft.placed if each.words.startswith(words)))


def carried(anchors: Iterable[Anchor], old: Draft, new: Draft) -> list[Anchor]:
    """All anchors as they stand on `new`, those that stand as they did as well."""
    anchors = list(anchors)
    links = links_between(old.blocks, new.blocks)
    changed = {each.key: each for each in carry_anchors(anchors, old.placed, new.placed, links)}
    return [changed.get(each.key, each) for each in anchors]


def after(anchor: Anchor, draft: Draft, *texts: str) -> tuple[AnchorState, str]:
    """What became of an anchor when `draft` was redrafted to each of `texts` in turn, and where it stands now:
    the passage in brackets in its block, or nothing."""
    for text in texts:
        newer = a_draft(text, draft)
        anchor = carried([anchor], draft, newer)[0]
        draft = newer
    return anchor.state, shown(anchor, draft)


def shown(anchor: Anchor, draft: Draft) -> str:
    """The block that an anchor stands on, with brackets around the passage."""
    if anchor.block_id is None:
        return ""
    words, start, end = draft.words[anchor.block_id], anchor.start or 0, anchor.end
    return f"{words[:start]}[{words[start:end]}]{'' if end is None else words[end:]}"
