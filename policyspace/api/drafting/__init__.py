"""Documents and their revisions."""

from __future__ import annotations

from policyspace.api.drafting import advice, documents, exporting, lives, previews, revisions, templates
from policyspace.api.drafting.blueprint import bp

__all__ = ["advice", "bp", "documents", "exporting", "lives", "previews", "revisions", "templates"]
