"""How often somebody may have a file made."""

from __future__ import annotations

from policyspace.foundation.limits import take
from policyspace.people.models import Person


def count_export(reader: Person | None, network: str) -> None:
    """Count one more file for `reader`, or for a visitor's network. Raises TooMany."""
    if reader is not None:
        take("exporting", key=reader.id)
    else:
        take("exporting_from", key=network)
