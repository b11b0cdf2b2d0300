"""Opening a space and changing what it says."""

from __future__ import annotations

import secrets

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import Role, Visibility
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.foundation.text.slugs import free_slug, slug_of
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import standing_outside, view_of
from policyspace.spaces.rules import RESERVED, SLUG_LENGTH, TIME_ZONES, visibility_is_open
from policyspace.spaces.services.places import take_place, worn_hat


@command
def open_space(
    actor: Person, *, title: str, question: str, visibility: str, capacity: str, idempotency_key: str
) -> Space:
    """Open a space; `actor` becomes its first facilitator, in the capacity they choose.

    The same key twice opens one space. Raises NotAllowed, Invalid for a capacity that is not theirs.
    """
    require(Action.OPEN_SPACE, standing_outside(actor))
    worn = worn_hat(actor, capacity)
    earlier = db.session.scalar(
        select(Space).where(Space.created_by == actor.id, Space.idempotency_key == idempotency_key)
    )
    if earlier is not None:
        return earlier
    space = Space(
        slug=_free_slug(title, Visibility(visibility)),
        title=title,
        question=question,
        visibility=Visibility(visibility).value,
        time_zone=TIME_ZONES[0],
        idempotency_key=idempotency_key,
        created_at=now(),
        created_by=actor.id,
    )
    db.session.add(space)
    record(actor, "space.opened", space=space, subject=space, **worn.facts)
    take_place(actor, space, role=Role.FACILITATOR, capacity=worn)
    return space


def _free_slug(title: str, visibility: Visibility) -> str:
    """An address nobody has. That of a members-only space cannot be guessed, and never gets in another's way:
    a number behind a public one would tell that it is there.
    """
    slug = slug_of(title, most=SLUG_LENGTH, otherwise="space")
    if visibility is Visibility.MEMBERS:
        return f"{slug}-{secrets.token_hex(5)}"
    taken = db.session.scalars(
        select(Space.slug).where((Space.slug == slug) | Space.slug.startswith(f"{slug}-", autoescape=True))
    )
    return free_slug(slug, RESERVED | set(taken))


@command
def edit_space(
    actor: Person,
    space: Space,
    *,
    title: str,
    question: str,
    visibility: str,
    time_zone: str,
    holds_first: bool | None = None,
) -> None:
    """Change what a space says, and whether it holds the first words of new accounts. Its address stays.

    Raises NotAllowed, and Invalid once visibility is settled.
    """
    view = view_of(space, actor)
    view.require(Action.EDIT_SPACE)
    lock(space)
    wanted: dict[str, str | bool] = {
        "title": title,
        "question": question,
        "visibility": visibility,
        "time_zone": time_zone,
    }
    if holds_first is not None:
        wanted["holds_first"] = holds_first
    changed = [name for name, value in wanted.items() if getattr(space, name) != value]
    if not changed:
        return
    if "visibility" in changed:
        _keep_visibility(space)
    for name in changed:
        setattr(space, name, wanted[name])
    record(actor, "space.edited", space=space, subject=space, changed=changed, **view.capacity.facts)


def _keep_visibility(space: Space) -> None:
    if not visibility_is_open(documents=space.document_count, members=space.member_count):
        raise Invalid(
            visibility=lazy(
                "Who can read this space cannot change any more, because people have joined it or written in it."
            )
        )
