"""Invitations that nobody has accepted or withdrawn, and the one a link leads to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from policyspace.charter.actions import Action
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Organisation, Person
from policyspace.spaces.models import Invitation, Space
from policyspace.spaces.queries.views import SpaceView
from policyspace.spaces.tokens import find_by_token

MOST_NAMED = 1000


def invitations_of(view: SpaceView, span: Span) -> Page[Invitation]:
    """The invitations nobody has accepted or withdrawn, newest first; nothing for those who may not invite."""
    if not view.may(Action.INVITE):
        return Page([])
    query = _waiting().where(Invitation.space_id == view.space.id)
    return page_of(query, Invitation.id, lambda each: each, span)


def invitations_to(person: Person) -> Sequence[Invitation]:
    """What `person`, whose address is confirmed, is invited to and can still accept, newest first."""
    if person.email_confirmed_at is None:
        return []
    query = _waiting().where(Invitation.email == person.email, Invitation.expires_at > now())
    return db.session.scalars(query.order_by(Invitation.id.desc()).limit(20)).all()


def find_waiting_invitation(space: Space, email: str) -> Invitation | None:
    """The invitation of that address into the space which nobody has accepted or withdrawn; it may have expired."""
    return db.session.scalar(_waiting().where(Invitation.space_id == space.id, Invitation.email == email))


def get_waiting_invitation(view: SpaceView, invitation_id: int) -> Invitation:
    """An invitation into this space that can still be withdrawn. Raises NotFound."""
    query = _waiting().where(Invitation.space_id == view.space.id, Invitation.id == invitation_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def get_invitation(token: str, reader: Person | None) -> Invitation:
    """The invitation whose link ends in `token`; who accepted it may use the link again.

    Raises NotFound, in words that help, when it no longer counts.
    """
    found = find_by_token(token)
    if found is None:
        raise NotFound(lazy("Check that you copied the whole link from the email."))
    own = reader is not None and found.accepted_by == reader.id
    waits = found.accepted_at is None and found.withdrawn_at is None and found.expires_at > now()
    if not own and not waits:
        raise NotFound(lazy("This invitation has ended. Ask the person who sent it for a new one."))
    return found


def organisations_to_name(view: SpaceView) -> Sequence[Organisation]:
    """The organisations that the reader may vouch for when they invite someone, by name."""
    if not view.may(Action.ADMINISTER):
        return []
    return db.session.scalars(select(Organisation).order_by(Organisation.name).limit(MOST_NAMED)).all()


def is_own(invitation: Invitation, person: Person | None) -> bool:
    """Whether the invitation was sent to an address that `person` has confirmed."""
    return person is not None and person.email_confirmed_at is not None and person.email == invitation.email


def _waiting() -> Select[Invitation]:
    return select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
