"""What a row of the permission table is made of: who may, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.standing import HOLDS, IS, Standing, When, Who
from policyspace.foundation.i18n import _


@dataclass(frozen=True, slots=True)
class Grant:
    """Any of `who` may, when all of `when` hold."""

    who: tuple[Who, ...]
    when: tuple[When, ...] = ()

    def allows(self, standing: Standing) -> bool:
        return any(IS[who](standing) for who in self.who) and all(HOLDS[when](standing) for when in self.when)

    @property
    def text(self) -> str:
        """In words: "drafters and facilitators, when the document is a draft"."""
        who = _(" and ").join(str(each.label) for each in self.who)
        if not self.when:
            return who
        when = _(" and ").join(str(each.label) for each in self.when)
        return _("%(who)s, when %(when)s", who=who, when=when)


@dataclass(frozen=True, slots=True)
class Row:
    """One action, the sentence shown to those who may not, and the grants: any one is enough."""

    action: Action
    sentence: Any
    grants: tuple[Grant, ...]

    @property
    def who_may(self) -> str:
        """The grants in words."""
        return _("; or ").join(grant.text for grant in self.grants)
