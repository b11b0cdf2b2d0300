"""Advice on a document's text, or on one section of it as it stands in the whole."""

from __future__ import annotations

from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.rules.advice import Advice, advise
from policyspace.drafting.rules.sections import Section, with_section
from policyspace.drafting.sectioning import inside_section
from policyspace.foundation.text.blocks import split_blocks


def advice_on(document: Document, revision: Revision, section: str, typed: str | None) -> Advice:
    """What could be plainer in `revision`, or in what somebody `typed` in its place.

    With `section` (an id, "" for the whole text) both are that section alone; where the revision has no such
    section, what was typed is looked at by itself.
    """
    guidance = document.guidance or ()
    inside = inside_section(revision, section) if section else None
    if inside is None or (not inside and typed is not None):
        return advise(revision.text if typed is None else typed, guidance)
    if typed is None:
        return advise(revision.text, guidance, inside)
    blocks = blocks_of(revision)
    whole = with_section(blocks, Section(inside.start, inside.stop, 0), typed)
    behind = len(blocks) - inside.stop
    return advise(whole, guidance, range(inside.start, len(split_blocks(whole)) - behind))
