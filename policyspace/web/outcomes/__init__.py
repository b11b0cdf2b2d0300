"""Pages of the shared outcome: the five stages of a proposal, their entries, confirmations and movements."""

from __future__ import annotations

from policyspace.web.outcomes import confirming, entries, overview, stages
from policyspace.web.outcomes.blueprint import bp

__all__ = ["bp", "confirming", "entries", "overview", "stages"]
