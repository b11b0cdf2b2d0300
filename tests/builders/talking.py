"""Comments on entries, by the real service."""

from __future__ import annotations

from typing import Any

from policyspace.discussion.models import Comment, Held
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.outcomes import services
from policyspace.outcomes.models import Entry
from policyspace.people.models import Person
from tests.builders.drafting import a_key
from tests.builders.outcomes import Table, fresh


def said_on(table: Table, entry: Entry, by: Person, **said: Any) -> Comment | Held:
    """Something said on an entry, or held."""
    words = {"kind": "concern", "body": "Ask the **wardens**, too.", "idempotency_key": a_key()}
    return services.comment_on_entry(by, table.document, entry, **(words | said))


def a_comment_on(table: Table, entry: Entry, by: Person | None = None, **said: Any) -> Comment:
    """A comment on an entry, by the resident unless told otherwise."""
    found = said_on(table, entry, by or table.resident, **said)
    assert isinstance(found, Comment)
    return found


def published(table: Table) -> Document:
    """The proposal, published before Trust is met: the facilitator lets it be."""
    services.lift_publication(table.facilitator, table.document, reason="It is urgent")
    drafting.publish_proposal(table.facilitator, table.document)
    return fresh(table.document)
