"""Pages of documents: read, write, compare, look back, and the steps of their lives."""

from __future__ import annotations

from policyspace.web.drafting import (
    advising,
    authorship,
    comparing,
    deciding,
    exporting,
    importing,
    live,
    lives,
    presence,
    previewing,
    reading,
    starting,
    suggesting,
    templates,
    writing,
)
from policyspace.web.drafting.blueprint import bp, document_url

__all__ = [
    "advising",
    "authorship",
    "bp",
    "comparing",
    "deciding",
    "document_url",
    "exporting",
    "importing",
    "live",
    "lives",
    "presence",
    "previewing",
    "reading",
    "starting",
    "suggesting",
    "templates",
    "writing",
]
