"""Grants that many rows of the permission table name."""

from __future__ import annotations

from policyspace.charter.grants import Grant
from policyspace.charter.standing import When, Who

ANYONE = Grant((Who.ANYONE,))
SIGNED_IN = Grant((Who.SIGNED_IN,))
WRITERS = (Who.DRAFTER, Who.FACILITATOR)
FACILITATOR = Grant((Who.FACILITATOR,))
TAKES_PART = (
    Grant((Who.MEMBER,), (When.COMMENTS_OPEN,)),
    Grant((Who.SIGNED_IN,), (When.PUBLIC, When.COMMENTS_OPEN)),
    Grant(WRITERS, (When.DRAFT,)),
)
TALKS = (*TAKES_PART, Grant((Who.MEMBER,), (When.ON_ENTRY,)))
"""The shared outcome can be talked about before its proposal is published, by all who read it then."""
