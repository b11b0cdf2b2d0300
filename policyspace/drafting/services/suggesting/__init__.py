"""Suggestions: made by whoever may comment, carried through revisions, accepted, declined, withdrawn, renewed.

All of it happens while the document is held, as saving does: two people never decide the same one differently.
"""

from __future__ import annotations

from policyspace.drafting.services.suggesting.deciding import accept_suggestion, decline_suggestion
from policyspace.drafting.services.suggesting.making import make_suggestion
from policyspace.drafting.services.suggesting.renewing import renew_suggestion, withdraw_suggestion

__all__ = [
    "accept_suggestion",
    "decline_suggestion",
    "make_suggestion",
    "renew_suggestion",
    "withdraw_suggestion",
]
