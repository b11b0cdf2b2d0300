"""One section of a revision: found by the block that its heading is, given out to be edited, and put back.

A section is named by the id of its heading's block, which lasts through revisions, or by the word `start` for
what stands before the first heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Revision
from policyspace.drafting.rules.identity import Block
from policyspace.drafting.rules.sections import Section, opening, section_at, source_of, with_section
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.text.clean import clean_line
from policyspace.foundation.text.plain import plain_text

START = "start"
LOWEST = 3
"""The lowest level of heading whose section is offered to be edited by itself."""
MOST_OF_TITLE = 160


@dataclass(frozen=True)
class OneSection:
    """A section as an editor gets it. `title`: the words of its heading, "" for what stands before the first one."""

    id: str
    title: str
    text: str


class Offer(NamedTuple):
    """A section that can be edited by itself: its id and the words of its heading."""

    section: str
    title: str


def find_section(revision: Revision, section_id: str) -> OneSection | None:
    """The section with this id, if the revision has it."""
    blocks = blocks_of(revision)
    section = _find(blocks, section_id)
    if section is None:
        return None
    return OneSection(section_id, title_of(revision, section_id), source_of(blocks, section).strip("\n"))


def title_of(revision: Revision, section_id: str) -> str:
    """The words of the heading, as plain words; "" where there is none."""
    html = next((each["html"] for each in revision.blocks if each["id"] == section_id), "")
    return clean_line(plain_text(html))[:MOST_OF_TITLE]


def editable_sections(revision: Revision) -> dict[str, Offer]:
    """The offers to edit one section, by the id of the block that each stands at.

    The words before the first heading are offered where they are not all there is.
    """
    offers = {
        each["id"]: Offer(each["id"], title_of(revision, each["id"]))
        for each in revision.blocks
        if each["kind"] == "heading" and each["level"] <= LOWEST
    }
    first = revision.blocks[0] if revision.blocks else None
    if offers and first and first["kind"] != "heading":
        offers[first["id"]] = Offer(START, "")
    return offers


def whole_text(revision: Revision, section_id: str, words: str) -> str:
    """The text of `revision` with `words` in the place of a section. Raises Invalid where it has no such section."""
    blocks = blocks_of(revision)
    section = _find(blocks, section_id)
    if section is None:
        raise Invalid(
            section=lazy(
                "Revision %(number)s has no such section. Copy your words and edit the whole text.",
                number=revision.number,
            )
        )
    return with_section(blocks, section, words)


def outside_section(revision: Revision, section_id: str) -> set[str]:
    """The ids of the blocks of `revision` that are not part of a section it has."""
    inside = inside_section(revision, section_id)
    return {block["id"] for place, block in enumerate(revision.blocks) if place not in inside}


def inside_section(revision: Revision, section_id: str) -> range:
    """The places of the blocks that are part of a section; none where the revision does not have it."""
    section = _find(blocks_of(revision), section_id)
    return range(section.start, section.end) if section else range(0)


def saved_at(revision: Revision, section_id: str, words: str) -> str | None:
    """The id of the block at which the `words` saved as a section begin now, as near as can be told."""
    if section_id == START:
        return revision.blocks[0]["id"] if revision.blocks else None
    if any(each["id"] == section_id for each in revision.blocks):
        return section_id
    first_line = words.strip("\n").partition("\n")[0]
    begins = (each.id for each in blocks_of(revision) if first_line and each.source.startswith(first_line))
    return next(begins, None)


def _find(blocks: list[Block], section_id: str) -> Section | None:
    if section_id == START:
        return opening(blocks)
    places = (place for place, each in enumerate(blocks) if each.id == section_id and each.kind == "heading")
    place = next(places, None)
    return None if place is None else section_at(blocks, place)
