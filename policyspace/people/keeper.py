"""The actor of the command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whoever keeps this service, at its command line: no account, so the ledger names nobody.

    A type of its own, so that a visitor's None can never pass for it. Only `policyspace.cli` makes one,
    and the service for what it does by itself.
    """

    id: None = None
