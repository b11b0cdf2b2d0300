"""Reckoning about people: how long things live, what is an address, a good password, a path of our own."""

from __future__ import annotations

from policyspace.people.rules.addresses import domain_of, domain_or_none, email_or_none
from policyspace.people.rules.browsers import browser_name
from policyspace.people.rules.lives import LIFE_OF_LINK, SEEN_EVERY, SESSION_IDLE, SESSION_LIFE, LinkState
from policyspace.people.rules.passwords import (
    LEAST_PASSWORD,
    MOST_PASSWORD,
    is_simple,
    own_words_in,
    without_ends,
)
from policyspace.people.rules.paths import own_path

__all__ = [
    "LEAST_PASSWORD",
    "LIFE_OF_LINK",
    "MOST_PASSWORD",
    "SEEN_EVERY",
    "SESSION_IDLE",
    "SESSION_LIFE",
    "LinkState",
    "browser_name",
    "domain_of",
    "domain_or_none",
    "email_or_none",
    "is_simple",
    "own_path",
    "own_words_in",
    "without_ends",
]
