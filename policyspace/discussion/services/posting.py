"""Saying something: a comment on a document, a block, a passage or an entry, a suggestion with its reason, a reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.capacity import Capacity
from policyspace.charter.words import CommentKind
from policyspace.discussion.models import Comment
from policyspace.discussion.queries import find_posted, thread_of
from policyspace.discussion.rendering import rendered
from policyspace.discussion.services.anchoring import find_way, keep_way
from policyspace.discussion.services.counting import count_in_thread, count_posted, count_reply
from policyspace.discussion.services.tallying import sort_of, tally
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.drafting.services import make_suggestion
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import Facts, db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.spaces.models import Membership, Space
from policyspace.spaces.queries import SpaceView, view_of
from policyspace.spaces.services import ensure_membership, spoken


@command
def post_comment(
    actor: Person,
    document: Document,
    *,
    kind: CommentKind | str,
    body: str,
    revision_number: int,
    block_id: str | None = None,
    quote: str = "",
    before: str = "",
    entry_id: int | None = None,
    capacity: str | None = None,
    voice: str | None = None,
    idempotency_key: str,
    imported: Facts | None = None,
    state_then: str | None = None,
    view: SpaceView | None = None,
) -> Comment:
    """Comment on `document`, on a block of its revision `revision_number`, or on the words `quote` in it (behind
    `before`, where they stand more than once); who is no member joins with it. The same key twice posts once.
    With `entry_id` it is about that entry of the record of `document`: whoever calls has settled that it is one.
    `voice`: whether it is their own view or their organisation's position, where that is not as they act here.
    `imported` tells where a comment made elsewhere comes from, in plain values; its `at` (ISO 8601, with a zone) is
    when it was made. `state_then`: the state of the document by which what was held is judged to come in time.
    `view`: how they stand in the space, where this transaction has asked.
    Raises Invalid for what cannot be taken, NotAllowed, Conflict when comments closed meanwhile.
    """
    words = _Words(body, rendered(body), idempotency_key, imported)
    if (earlier := find_posted(actor, idempotency_key)) is not None:
        return _posted_before(earlier, document_id=document.id, parent_id=None, entry_id=entry_id)
    on_entry = entry_id is not None
    membership = _taking_part(actor, Action.COMMENT, document, capacity, state_then, view, on_entry=on_entry)
    way = find_way(document, revision_number, block_id, quote, before)
    comment = Comment(kind=CommentKind(kind).value, revision_number=revision_number, block_id=way.block_id)
    comment.entry_id = entry_id
    _count(document, comment, asks=True)
    _add(comment, document, actor, spoken(actor, membership, voice), words)
    _tell_posted(actor, document, comment, membership)
    keep_way(comment, document, way)
    return comment


@command
def post_suggestion(
    actor: Person,
    document: Document,
    *,
    block_id: str,
    base_number: int,
    words: str,
    why: str,
    capacity: str | None = None,
    idempotency_key: str,
    view: SpaceView | None = None,
) -> Comment:
    """Suggest `words` for a block, and begin the thread about it: its first comment, an idea, says `why`.

    Raises what `make_suggestion` and `post_comment` raise. The ledger tells of it once, as a suggestion.
    """
    said = _Words(why, rendered(why, field="why"), idempotency_key, None)
    if (earlier := find_posted(actor, idempotency_key)) is not None:
        return _posted_before(earlier, document_id=document.id, parent_id=None, entry_id=None)
    membership = _taking_part(actor, Action.SUGGEST, document, capacity, view=view)
    count_posted(document, block_id, asks=False)
    suggestion = make_suggestion(
        actor,
        document,
        block_id=block_id,
        base_number=base_number,
        words=words,
        why=why,
        idempotency_key=idempotency_key,
    )
    way = find_way(document, suggestion.made_on, block_id)
    comment = Comment(kind=CommentKind.IDEA.value, revision_number=suggestion.made_on, block_id=block_id)
    comment.suggestion_id = suggestion.id
    _add(comment, document, actor, membership.capacity, said)
    tally(document, {sort_of(comment): 1})
    keep_way(comment, document, way)
    return comment


@command
def post_reply(
    actor: Person,
    parent: Comment,
    *,
    body: str,
    capacity: str | None = None,
    voice: str | None = None,
    idempotency_key: str,
    imported: Facts | None = None,
    state_then: str | None = None,
    view: SpaceView | None = None,
) -> Comment:
    """Reply to `parent`, a comment or a reply; who is no member joins with it. The same key twice posts once.

    Raises Invalid for what cannot be taken, NotAllowed, Conflict when `parent` was hidden or withdrawn or
    comments closed meanwhile. `imported`, `state_then` and `view` as for `post_comment`.
    """
    words = _Words(body, rendered(body), idempotency_key, imported)
    document = db.session.get_one(Document, parent.document_id)
    earlier = find_posted(actor, idempotency_key)
    if earlier is not None:
        about = {"parent_id": parent.id, "entry_id": parent.entry_id}
        return _posted_before(earlier, document_id=document.id, **about)
    on_entry = parent.entry_id is not None
    membership = _taking_part(actor, Action.REPLY, document, capacity, state_then, view, on_entry=on_entry)
    thread = thread_of(parent)
    reply = Comment(parent_id=parent.id, thread_id=thread.id, revision_number=document.revision_count)
    reply.entry_id = parent.entry_id
    _add(reply, document, actor, spoken(actor, membership, voice), words)
    _count(document, reply, asks=False)
    verb = "entry.replied" if on_entry else "comment.replied"
    _tell(actor, verb, document, reply, membership, parent_author=parent.author_id)
    count_reply(parent, thread)
    count_in_thread(document, thread, 1)
    return reply


@dataclass(frozen=True)
class _Words:
    """What somebody says, made into HTML before anything is locked."""

    body: str
    html: str
    idempotency_key: str
    imported: Facts | None


def _taking_part(
    actor: Person,
    action: Action,
    document: Document,
    capacity: str | None,
    state_then: str | None = None,
    view: SpaceView | None = None,
    *,
    on_entry: bool = False,
) -> Membership:
    """Ask the charter; then the membership of `actor`, who joins now where they may without having done so."""
    space = db.session.get_one(Space, document.space_id)
    view = view or view_of(space, actor)
    state = type(document.state_word)(state_then) if state_then else state_of(document)
    view.require(action, document_state=state, on_entry=on_entry)
    return view.membership or ensure_membership(actor, space, capacity=capacity)


def _count(document: Document, comment: Comment, *, asks: bool) -> None:
    """Count it with what is said of the text, if it is said of that. Raises Conflict where comments closed."""
    if comment.entry_id is None:
        count_posted(document, comment.block_id, asks=asks)


def _add(comment: Comment, document: Document, author: Person, capacity: Capacity, words: _Words) -> None:
    comment.document_id = document.id
    comment.author_id = author.id
    comment.capacity = capacity
    comment.body, comment.html = words.body, words.html
    comment.idempotency_key, comment.imported = words.idempotency_key, words.imported
    comment.created_at = _made_at(words.imported)
    db.session.add(comment)


def _tell_posted(actor: Person, document: Document, comment: Comment, membership: Membership) -> None:
    """Tell of a top-level comment; one on the text is counted among those of its sort."""
    if comment.entry_id is None:
        tally(document, {sort_of(comment): 1})
    verb = "comment.posted" if comment.entry_id is None else "entry.commented"
    _tell(actor, verb, document, comment, membership, kind=comment.kind)


def _tell(
    actor: Person, verb: str, document: Document, comment: Comment, membership: Membership, **facts: Any
) -> None:
    space = db.session.get_one(Space, membership.space_id)
    told = {"document": document.number, **facts, **comment.capacity.facts}
    record(actor, verb, space=space, subject=comment, **told)


def _posted_before(earlier: Comment, **about: int | None) -> Comment:
    if any(getattr(earlier, name) != key for name, key in about.items()):
        raise Invalid(idempotency_key=lazy("This key was used for another comment. Use a new one."))
    return earlier


def _made_at(imported: Facts | None) -> datetime:
    return datetime.fromisoformat(imported["at"]) if imported and "at" in imported else now()
