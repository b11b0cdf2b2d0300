"""Documents and their revisions."""

from __future__ import annotations

from policyspace.api.drafting import (
    advice,
    authorship,
    documents,
    exporting,
    importing,
    lives,
    previews,
    revisions,
    suggestions,
    templates,
)
from policyspace.api.drafting.blueprint import bp

__all__ = [
    "advice",
    "authorship",
    "bp",
    "documents",
    "exporting",
    "importing",
    "lives",
    "previews",
    "revisions",
    "suggestions",
    "templates",
]
