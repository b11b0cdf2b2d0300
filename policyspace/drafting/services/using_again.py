"""Making an older text the newest."""

from __future__ import annotations

from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.drafting.services.saving import Saved, save_revision
from policyspace.foundation.command import command
from policyspace.foundation.i18n import _
from policyspace.people.models import Person


@command
def use_again(
    actor: Person, document: Document, *, number: int, base_number: int, why: str = "", idempotency_key: str
) -> Saved:
    """Save the text of revision `number` as the newest, as somebody would who wrote it anew from `base_number`.

    Raises what `save_revision` raises, and NotFound.
    """
    old = get_revision(document, number)
    return save_revision(
        actor,
        document,
        base_number=base_number,
        title=old.title,
        text=old.text,
        why=why or _("The text of revision %(number)s again", number=number),
        idempotency_key=idempotency_key,
        drew_on=number,
    )
