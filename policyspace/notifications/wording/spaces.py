"""The letter that asks someone into a space, and how a letter to members ends."""

from __future__ import annotations

from collections.abc import Iterator

from policyspace.charter.words import Role
from policyspace.foundation.clock import now
from policyspace.foundation.dates import friendly_date
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft
from policyspace.notifications.rules import HELD_BACK, Link, Paragraph, Part, Quote, Wording
from policyspace.people.queries import find_person
from policyspace.spaces.models import Invitation, Space


def invitation_sent(row: LedgerRow) -> Iterator[Draft]:
    """An invitation that can still be accepted, in the language of its reader or else of whoever sent it."""
    invitation = db.session.get(Invitation, row.subject_id)
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at:
        return
    if invitation.expires_at > now():
        person = find_person(invitation.email)
        yield Draft(
            to_address=invitation.email,
            language=(person or invitation.inviter).language,
            words=lambda: _invitation(invitation),
            person_id=person.id if person else None,
            not_after=invitation.expires_at,
        )


def _invitation(invitation: Invitation) -> Wording:
    space = invitation.space
    return Wording(
        _("Invitation to “%(space)s”", space=space.title),
        (
            Paragraph(
                _(
                    "%(name)s asks you to join “%(space)s” on policyspace.",
                    name=invitation.inviter.display_name,
                    space=space.title,
                )
            ),
            Paragraph(
                _("There, people from government and residents write policy together about this question:")
            ),
            Quote(space.question),
            Paragraph(_("You would join as: %(role)s.", role=Role(invitation.role).label)),
            Link(_("See the invitation"), f"/invitations/{HELD_BACK}", button=True),
            Paragraph(
                _(
                    "The invitation is for this email address only. You can accept it until %(day)s.",
                    day=friendly_date(invitation.expires_at, space.time_zone),
                )
            ),
            Paragraph(_("If you do not want to join, ignore this email.")),
        ),
    )


def stop_path(space: Space) -> str:
    """Where a member can leave the space, and so stop its letters."""
    return f"/spaces/{space.slug}/members"


def ending(space: Space) -> tuple[Part, ...]:
    """Why a member gets the letter, and how to get no more."""
    return (
        Paragraph(
            _("You get this email because you are a member of “%(space)s”.", space=space.title)
            + " "
            + _("To get no more, leave the space.")
        ),
        Link(_("See your membership"), stop_path(space)),
    )
