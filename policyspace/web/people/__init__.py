"""Pages of people: signing up and in, the account, the list of organisations."""

from __future__ import annotations

from policyspace.web.people import (
    account,
    api_tokens,
    links,
    organisations,
    sessions,
    signing_in,
    unsent,
    voices,
)
from policyspace.web.people.blueprint import bp

__all__ = [
    "account",
    "api_tokens",
    "bp",
    "links",
    "organisations",
    "sessions",
    "signing_in",
    "unsent",
    "voices",
]
