"""What the spaces someone is invited to ask."""

from __future__ import annotations

from policyspace.foundation.i18n import _
from policyspace.people.models import Person
from policyspace.reporting.asks.ask import Ask
from policyspace.spaces.queries import invitations_to
from policyspace.spaces.tokens import token_of


def invited(reader: Person) -> list[Ask]:
    """The invitations that wait for `reader`, from spaces they cannot see yet."""
    return [
        Ask(
            sentence=_("Answer the invitation to “%(title)s”", title=each.space.title),
            why=_("%(who)s invited you.", who=each.inviter.display_name),
            endpoint="spaces.invitation",
            values={"token": token_of(each)},
            since=each.created_at,
            time_zone=each.space.time_zone,
            due=each.expires_at,
        )
        for each in invitations_to(reader)
    ]
