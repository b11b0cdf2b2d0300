"""Reckoning about words: how a text becomes terms, what somebody looks for, and what is shown around a hit."""

from __future__ import annotations

from policyspace.reporting.searching.rules.asking import MOST_CHARACTERS, MOST_WORDS, Question
from policyspace.reporting.searching.rules.kinds import FoundKind, place_of
from policyspace.reporting.searching.rules.marks import Narrowed, marks_of
from policyspace.reporting.searching.rules.showing import excerpt, highlighted
from policyspace.reporting.searching.rules.terms import terms_of

__all__ = [
    "MOST_CHARACTERS",
    "MOST_WORDS",
    "FoundKind",
    "Narrowed",
    "Question",
    "excerpt",
    "highlighted",
    "marks_of",
    "place_of",
    "terms_of",
]
