"""The columns of a contribution that keep the hat it was made in, as it was then."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, declared_attr

from policyspace.charter.capacity import Capacity, Side, Voice
from policyspace.foundation.db import one_of, refers_to, short


def capacity_is_sound() -> tuple[CheckConstraint, ...]:
    """Constraints for the table of any class that is InCapacity."""
    return (
        one_of("side", [side.value for side in Side]),
        one_of("voice", [voice.value for voice in Voice]),
        CheckConstraint(
            "(side = 'resident') = (organisation_id IS NULL)", name="resident_without_organisation"
        ),
        CheckConstraint("organisation_id IS NOT NULL OR voice = 'own'", name="resident_speaks_for_self"),
    )


class InCapacity:
    """Side, organisation (with its name at the time) and voice in which something was said or done."""

    side: Mapped[str] = short(10)
    voice: Mapped[str] = short(12)
    organisation_name: Mapped[str | None] = short(120)

    @declared_attr
    def organisation_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        column: Mapped[int | None] = refers_to("organisation.id")
        return column

    @property
    def capacity(self) -> Capacity:
        return Capacity(
            side=Side(self.side),
            organisation=self.organisation_name,
            organisation_id=self.organisation_id,
            voice=Voice(self.voice),
        )

    @capacity.setter
    def capacity(self, worn: Capacity) -> None:
        self.side = worn.side.value
        self.voice = worn.voice.value
        self.organisation_id = worn.organisation_id
        self.organisation_name = worn.organisation
