"""Who may do what, and when: one table, two questions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policyspace.charter.actions import Action
from policyspace.charter.granted import ROWS
from policyspace.charter.grants import Grant, Row
from policyspace.charter.standing import Standing
from policyspace.foundation.errors import NotAllowed

__all__ = ["Action", "Grant", "Row", "Standing", "may", "require", "rows"]


def may(action: Action, standing: Standing) -> bool:
    """Whether a person who stands so may do `action`."""
    return any(grant.allows(standing) for grant in _TABLE[action].grants)


def require(action: Action, standing: Standing) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless they may."""
    if not may(action, standing):
        raise NotAllowed(_TABLE[action].sentence)


def rows() -> tuple[Row, ...]:
    """The whole table, in the order it is printed."""
    return tuple(_TABLE.values())


_TABLE: Mapping[Action, Row] = MappingProxyType({row.action: row for row in ROWS})
