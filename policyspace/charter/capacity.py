"""The capacity ("hat") in which someone speaks, printed as text beside every contribution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from policyspace.charter.words import Word
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import _, lazy


class Side(Word):
    """The side a person speaks from."""

    CENTRAL = "central", lazy("central government")
    LOCAL = "local", lazy("local government")
    PARTNER = "partner", lazy("partner organisation")
    RESIDENT = "resident", lazy("resident")


class Voice(Word):
    """Whether someone speaks for themselves or for their organisation."""

    OWN = "own", lazy("own view")
    ORGANISATION = "organisation", lazy("organisation’s position")


@dataclass(frozen=True, slots=True)
class Capacity:
    """A side, the organisation (by name, and by id where it has one here), and the voice.

    Raises Invalid, by field, for a hat that cannot be worn.
    """

    side: Side
    organisation: str | None = None
    organisation_id: int | None = None
    voice: Voice = Voice.OWN

    def __post_init__(self) -> None:
        if self.side is Side.RESIDENT:
            self._check_resident()
        elif not (self.organisation or "").strip():
            raise Invalid(organisation=lazy("Say which organisation you belong to."))

    def _check_resident(self) -> None:
        if self.organisation is not None or self.organisation_id is not None:
            raise Invalid(organisation=lazy("A resident speaks without an organisation."))
        if self.voice is not Voice.OWN:
            raise Invalid(voice=lazy("A resident speaks only for themselves."))

    @property
    def facts(self) -> dict[str, str | None]:
        """The plain values a ledger row keeps of it."""
        return {"side": self.side.value, "organisation": self.organisation, "voice": self.voice.value}

    @property
    def text(self) -> str:
        """The words beside a name: organisation, side, and whether it is their own view or its position."""
        if self.side is Side.RESIDENT:
            return str(self.side.label)
        if self.voice is Voice.ORGANISATION:
            return _(
                "%(organisation)s (%(side)s) – speaking for the organisation",
                organisation=self.organisation,
                side=self.side.label,
            )
        return _(
            "%(organisation)s (%(side)s) – own view", organisation=self.organisation, side=self.side.label
        )

    @property
    def short_text(self) -> str:
        """The same without the voice, for where nothing is said: "Northfield Council, local government"."""
        if self.side is Side.RESIDENT:
            return str(self.side.label)
        return _("%(organisation)s, %(side)s", organisation=self.organisation, side=self.side.label)


@lru_cache(maxsize=1024)
def read_capacity(side: str, organisation: str | None, organisation_id: int | None, voice: str) -> Capacity:
    """The hat that a row holds in these columns: the few of a service are worn on very many rows. Raises Invalid."""
    return Capacity(Side(side), organisation, organisation_id, Voice(voice))


RESIDENT = Capacity(Side.RESIDENT)
"""The hat of everyone who speaks for no organisation."""
