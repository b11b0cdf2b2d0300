"""Bringing in what people said elsewhere: each comment whole, with who supported it, or not at all."""

from __future__ import annotations

from collections.abc import Collection

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import CommentKind, HideReason, Role
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import find_posted
from policyspace.discussion.services.moderating import hide_comment
from policyspace.discussion.services.posting import post_comment
from policyspace.discussion.services.supporting import import_supports
from policyspace.drafting.models import Document
from policyspace.foundation.command import command
from policyspace.foundation.db import Facts, db
from policyspace.people.keeper import Keeper
from policyspace.people.models import Person
from policyspace.people.queries import standing_of
from policyspace.spaces.models import Space
from policyspace.spaces.services import bring_in


@command
def import_comment(
    actor: Keeper,
    document: Document,
    *,
    author: Person,
    kind: CommentKind | str,
    body: str,
    supporters: Collection[Person] = (),
    refused_for: Person | None = None,
    idempotency_key: str,
    imported: Facts,
) -> Comment:
    """Post a comment made elsewhere as its author, who is brought in with it, and let `supporters` support it.

    One that was refused there is hidden by the facilitator `refused_for`; what a facilitator here makes of it
    afterwards stands. The same key twice posts once; supporters who were not known the first time are added.
    Raises what `post_comment` and `hide_comment` raise.
    """
    require(Action.KEEP_SERVICE, standing_of(actor))
    is_new = find_posted(author, idempotency_key) is None
    if is_new:
        space = db.session.get_one(Space, document.space_id)
        bring_in(actor, author, space, role=Role.PARTICIPANT)
    comment = post_comment(
        author,
        document,
        kind=kind,
        body=body,
        revision_number=1,
        idempotency_key=idempotency_key,
        imported=imported,
    )
    if comment.is_visible and supporters:
        import_supports(actor, comment, people=supporters)
    if is_new and refused_for is not None:
        hide_comment(refused_for, comment, reason=HideReason.REFUSED_ELSEWHERE)
    return comment
