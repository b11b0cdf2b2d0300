"""Whether an exported agreement is what was confirmed: by the file alone, and by the record it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policyspace.foundation.i18n import lazy
from policyspace.outcomes.rules.agreements import (
    CHANGED,
    OTHER_FORM,
    UNREADABLE,
    Inconsistent,
    NotAnAgreement,
    Read,
    inconsistencies,
    read_agreement,
)
from policyspace.outcomes.verifying import Compared, compare_with_record
from policyspace.reporting.exporting.agreements.carrying import Carried, open_carried

WHY: dict[str, Any] = {
    UNREADABLE: lazy("This is no exported agreement."),
    CHANGED: lazy(
        "The file was changed after it was exported: its bytes are not those its digest was made of."
    ),
    OTHER_FORM: lazy("This version of policyspace does not know the form of this file."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of a file. `refused`: the sentence that says why it is not looked at further.

    `shown_is_own`: what people see in it was made here; None where it is not known, or shows nothing.
    """

    refused: Any = None
    read: Read | None = None
    inconsistent: tuple[Inconsistent, ...] = ()
    compared: Compared | None = None
    shown_is_own: bool | None = None

    @property
    def differs(self) -> bool:
        """Whether anything is not as it should be."""
        here = bool(self.compared and self.compared.differences)
        return bool(self.refused or self.inconsistent or here or self.shown_is_own is False)


def verify_file(file: bytes, secret: str | None) -> Verdict:
    """What is found of `file`; with `secret`, of the record in the database, too, and of who made the file."""
    carried = None if file.startswith(b"{") else open_carried(file)  # what people wrote may look like a mark
    if carried is not None and not carried.whole:
        return Verdict(refused=WHY[CHANGED])
    try:
        read = read_agreement(carried.inside if carried else file)
        wrong = tuple(inconsistencies(read.content))
    except NotAnAgreement as refusal:
        return Verdict(refused=WHY[refusal.why])
    if secret is None:
        return Verdict(read=read, inconsistent=wrong)
    return Verdict(
        read=read,
        inconsistent=wrong,
        compared=compare_with_record(read, secret),
        shown_is_own=_is_own(carried, secret),
    )


def _is_own(carried: Carried | None, secret: str) -> bool | None:
    return carried.is_own(secret) if carried else None
