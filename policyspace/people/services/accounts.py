"""Changing one's own account."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.foundation.command import command
from policyspace.foundation.db import lock
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.people.passwords import hashed_password, is_password, refuse_guessable
from policyspace.people.queries import standing_of
from policyspace.people.services.links import void_links
from policyspace.people.services.sessions import end_all


@command
def change_account(
    actor: Person,
    *,
    display_name: str | None = None,
    place: str | None = None,
    language: str | None = None,
) -> None:
    """Change what is given of the actor's own account; an empty place is none."""
    require(Action.MANAGE_OWN_ACCOUNT, standing_of(actor))
    lock(actor)
    given = {"display_name": display_name, "place": place, "language": language}
    changed = {name: value or None for name, value in given.items() if value is not None}
    changed = {name: value for name, value in changed.items() if getattr(actor, name) != value}
    for name, value in changed.items():
        setattr(actor, name, value)
    if changed:
        record(actor, "account.changed", subject=actor, fields=sorted(changed))


@command
def change_password(actor: Person, *, current_password: str, password: str, token: str) -> None:
    """Change the actor's password and end all their sessions but the one with `token`.

    Raises Invalid, by field, when `current_password` is not the password, or others would guess the new one. Who has
    no password yet chooses one by an emailed link, which proves as much as a password would.
    """
    require(Action.MANAGE_OWN_ACCOUNT, standing_of(actor))
    seen = actor.password_hash
    if not is_password(current_password, seen):
        raise Invalid(current_password=lazy("That is not your password."))
    refuse_guessable(password, actor.email, actor.display_name)
    password_hash = hashed_password(password)
    lock(actor)
    if actor.password_hash != seen:
        raise Invalid(current_password=lazy("Your password was changed at this moment. Enter the new one."))
    actor.password_hash = password_hash
    end_all(actor, but=token)
    void_links(actor)
    record(actor, "password.changed", subject=actor)
