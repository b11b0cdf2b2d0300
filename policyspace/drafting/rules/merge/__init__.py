"""Merging three ways, what comes of it, and settling what it leaves open."""

from __future__ import annotations

from policyspace.drafting.rules.merge.choices import Choice, Take, chosen, text_with_choices
from policyspace.drafting.rules.merge.merging import merge, merge_line
from policyspace.drafting.rules.merge.outcome import Conflict, Merge, Piece

__all__ = [
    "Choice",
    "Conflict",
    "Merge",
    "Piece",
    "Take",
    "chosen",
    "merge",
    "merge_line",
    "text_with_choices",
]
