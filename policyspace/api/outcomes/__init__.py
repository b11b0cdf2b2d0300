"""Shared outcomes: the five stages of a proposal, what was written, accepted and confirmed, and how it moved."""

from __future__ import annotations

from policyspace.api.outcomes import agreement, comments, facilitating, reading, writing
from policyspace.api.outcomes.blueprint import bp

__all__ = ["agreement", "bp", "comments", "facilitating", "reading", "writing"]
