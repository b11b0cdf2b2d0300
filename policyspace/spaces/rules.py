"""Reckoning about spaces: roles, what may still change, which times are shown."""

from __future__ import annotations

from policyspace.charter.words import Role

SLUG_LENGTH = 48
RESERVED = frozenset({"mine", "new"})
TIME_ZONES = (
    "Europe/London",
    "Europe/Isle_of_Man",
    "Europe/Jersey",
    "Europe/Guernsey",
    "Europe/Gibraltar",
    "Asia/Famagusta",
    "Atlantic/Bermuda",
    "America/Anguilla",
    "America/Cayman",
    "America/Grand_Turk",
    "America/Montserrat",
    "America/Tortola",
    "Atlantic/St_Helena",
    "Atlantic/Stanley",
    "Atlantic/South_Georgia",
    "Indian/Chagos",
    "Pacific/Pitcairn",
)
"""The zones of the United Kingdom, the Crown Dependencies and the Overseas Territories."""


def visibility_is_open(*, documents: int, members: int) -> bool:
    """Whether who may read the space can still change: nobody else has joined and nothing is written.

    Later it cannot: people would find their words shown to more readers than they wrote them for, or a public
    record would disappear.
    """
    return documents == 0 and members <= 1


def higher_role(one: Role, other: Role) -> Role:
    """The one of two roles that allows more."""
    order = list(Role)
    return max(one, other, key=order.index)


def veiled(email: str) -> str:
    """An address that its owner recognises and nobody else can use: "j•••@northfield.gov.uk"."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"
