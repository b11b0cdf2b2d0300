"""The letter with the link to what somebody wrote first. It holds nothing that a stranger could have typed."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.discussion.models import Written
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.dates import friendly_time
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft
from policyspace.notifications.rules import HELD_BACK, Link, Paragraph, Wording
from policyspace.people.queries import find_person
from policyspace.spaces.models import Space

ENGLISH = "en"


def comment_written_first(row: LedgerRow) -> Iterator[Draft]:
    """To the address that was typed, the same words whether or not it has an account."""
    written = db.session.get(Written, row.subject_id)
    if written is None or written.used_at is not None or written.expires_at <= now():
        return
    person = find_person(written.email)
    space = db.session.get_one(Space, row.space_id)
    yield Draft(
        to_address=written.email,
        language=person.language if person else ENGLISH,
        words=lambda: _to_confirm(space, written),
        person_id=person.id if person else None,
        not_after=written.expires_at,
    )


def _to_confirm(space: Space, written: Written) -> Wording:
    document = db.session.get_one(Document, written.document_id)
    return Wording(
        _("Confirm your comment on “%(title)s”", title=document.title),
        (
            Paragraph(
                _(
                    "Someone wrote a comment on “%(title)s” on policyspace with this email address.",
                    title=document.title,
                )
            ),
            Paragraph(_("If it was you, read it once more and post it.")),
            Link(_("Read and post your comment"), f"/written/{HELD_BACK}", button=True),
            Paragraph(
                _(
                    "The link works once, until %(time)s, on any device.",
                    time=friendly_time(written.expires_at, space.time_zone),
                )
            ),
            Paragraph(_("If it was not you, ignore this email. Nothing will be posted.")),
        ),
    )
