"""The blocks of a saved revision with their sources."""

from __future__ import annotations

from policyspace.drafting.models import Revision
from policyspace.drafting.rules.identity import Block


def blocks_of(revision: Revision) -> list[Block]:
    """The blocks that a revision keeps, each with the words of the text that belong to it."""
    blocks, start = [], 0
    for kept in revision.blocks:
        end = start + kept["length"]
        blocks.append(
            Block(
                id=kept["id"],
                number=kept["number"],
                kind=kept["kind"],
                level=kept["level"],
                source=revision.text[start:end],
            )
        )
        start = end
    return blocks


def guidance_of(revision: Revision) -> list[tuple[int, int]]:
    """Where the template's guidance stands (start, end) that nothing was written over yet: nobody's words."""
    found, start = [], 0
    for kept in revision.blocks:
        end = start + kept["length"]
        if kept.get("guidance"):
            found.append((start, end))
        start = end
    return found
