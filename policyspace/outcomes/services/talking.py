"""Saying something about an entry: a comment like those on texts, with all that is done with them."""

from __future__ import annotations

from typing import Any

from policyspace.charter.actions import Action
from policyspace.discussion.models import Comment, Held
from policyspace.discussion.services import say_comment
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.command import command
from policyspace.foundation.db import db
from policyspace.outcomes.models import Entry
from policyspace.outcomes.queries import first_of
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def comment_on_entry(
    actor: Person, document: Document, entry: Entry, *, trapped: bool = False, **said: Any
) -> Comment | Held:
    """Comment on an entry of the record of `document`, whichever of its words stand now, also when it is closed.

    `said` is what `post_comment` takes, but for the place. It is held for a facilitator where a comment on a text would
    be. No word of the record changes, so nobody is asked to confirm again. Raises what `say_comment` raises.
    """
    space = db.session.get_one(Space, document.space_id)
    view_of(space, actor).require(Action.COMMENT, document_state=state_of(document), on_entry=True)
    about: dict[str, Any] = {"entry_id": first_of(entry), "revision_number": document.revision_count}
    return say_comment(actor, document, trapped=trapped, **about, **said)
