"""Making a revision row: blocks carried, fragments rendered, words counted."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from policyspace.charter.capacity import Capacity
from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.redrafts import Redraft, tell_of
from policyspace.drafting.rules.alignment import links_between
from policyspace.drafting.rules.authorship import Claim, Sent
from policyspace.drafting.rules.diff import changed_summary, compare_blocks
from policyspace.drafting.rules.guidance import unwritten
from policyspace.drafting.rules.identity import Block, carry_ids, digest_of
from policyspace.drafting.services.carrying import carry_suggestions
from policyspace.drafting.services.crediting import credit
from policyspace.drafting.services.live.following import follow
from policyspace.foundation.clock import now
from policyspace.foundation.db import Facts, db
from policyspace.foundation.text.blocks import SourceBlock, split_blocks
from policyspace.foundation.text.lately import Lately
from policyspace.foundation.text.render import block_keys, render_blocks
from policyspace.people.models import Person

NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})
LATELY = Lately(most=4_000_000)


@dataclass(frozen=True)
class Words:
    """What somebody wants a document to say, and why."""

    title: str
    text: str
    why: str


@dataclass(frozen=True)
class Start:
    """What a revision was made from: the newest one there is, the one its author had before them, whether the
    two were merged, the key under which it is saved once, and for one made elsewhere, where it comes from.
    `sent`: what its author sent, where that was merged; `drew_on`: an older revision they took words from.
    `typed`: it comes from the live text, which tells which revision each passage stems from."""

    newest: Revision | None
    base_number: int | None
    merged: bool
    idempotency_key: str
    imported: Facts | None = None
    sent: Sent | None = None
    drew_on: int | None = None
    typed: Sequence[Claim] | None = None


def write_revision(
    document: Document, author: Person, capacity: Capacity, words: Words, start: Start
) -> Revision:
    """Add the next revision of `document`, whose row the caller has locked."""
    newest, sources = start.newest, split_blocks(words.text)
    old = blocks_of(newest) if newest else []
    links = links_between(old, sources)
    difference = compare_blocks([_source(block) for block in old], sources, links)
    counted = changed_summary(difference)
    carried = carry_ids(old, sources, _new_id, links)
    revision = Revision(
        document_id=document.id,
        number=document.revision_count + 1,
        title=words.title,
        text=words.text,
        blocks=_kept(carried, old, newest),
        why=words.why,
        author_id=author.id,
        base_number=start.base_number,
        merged=start.merged,
        words_added=counted.words_added,
        words_removed=counted.words_removed,
        idempotency_key=start.idempotency_key,
        digest=digest_of(words.title, words.text),
        imported=start.imported,
        created_at=_made_at(start.imported),
    )
    revision.capacity = capacity
    _mark_guidance(revision.blocks, sources, document.guidance or ())
    source = get_revision(document, start.drew_on) if start.drew_on else None
    credit(revision, newest, difference, sent=start.sent, drew_on=source, typed=start.typed)
    document.revision_count, document.title, document.updated_at = revision.number, words.title, now()
    db.session.add(revision)
    carry_suggestions(document, revision.number, old, carried)
    if start.typed is None:
        follow(document, revision)
    if newest:
        tell_of(Redraft(document, revision.number, newest.blocks, revision.blocks, links))
    return revision


def next_blocks(text: str, newest: Revision | None, guidance: Collection[str]) -> list[dict[str, Any]]:
    """The blocks that `text` would have as the revision after `newest`. Ids that are new are passing ones."""
    old, sources = blocks_of(newest) if newest else [], split_blocks(text)
    keys = block_keys(sources)
    blocks = _kept(carry_ids(old, sources, _new_id), old, newest, LATELY.find(keys))
    LATELY.keep(dict(zip(keys, (each["html"] for each in blocks), strict=True)))
    _mark_guidance(blocks, sources, guidance)
    return blocks


def _new_id() -> str:
    return secrets.token_hex(5)


def _kept(
    carried: Sequence[Block],
    old: Sequence[Block],
    newest: Revision | None,
    lately: Mapping[str, str] = NOTHING_KNOWN,
) -> list[dict[str, Any]]:
    """The blocks as a revision keeps them; what stands in `newest` already, or is known, is not rendered again."""
    known = dict(lately)
    if newest:
        kept = (each["html"] for each in newest.blocks)
        known |= dict(zip(block_keys([_source(block) for block in old]), kept, strict=True))
    fragments = render_blocks([_source(block) for block in carried], known=known)
    return [
        {
            "id": block.id,
            "number": block.number,
            "kind": block.kind,
            "level": block.level,
            "length": len(block.source),
            "html": html,
        }
        for block, html in zip(carried, fragments, strict=True)
    ]


def _mark_guidance(
    blocks: list[dict[str, Any]], sources: Sequence[SourceBlock], guidance: Collection[str]
) -> None:
    """Note on each block that is guidance, where nothing is written, that it is."""
    for place in unwritten(sources, guidance):
        for at in place.guidance:
            blocks[at]["guidance"] = True


def _made_at(imported: Facts | None) -> datetime:
    return datetime.fromisoformat(imported["at"]) if imported and "at" in imported else now()


def _source(block: Block) -> SourceBlock:
    return SourceBlock(source=block.source, kind=block.kind, level=block.level)
