"""Writing a comment before having an account: it waits for the link in a letter to be followed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.discussion.models import Comment, Held, Written
from policyspace.discussion.queries import find_waiting_written, get_written
from policyspace.discussion.rendering import rendered
from policyspace.discussion.services.anchoring import check_place
from policyspace.discussion.services.holding import say_comment
from policyspace.drafting.models import Document
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, NotAllowed
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.people.models import Person
from policyspace.people.queries import standing_of
from policyspace.people.services import begin_session, take_address
from policyspace.people.tokens import hashed
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

LIFE = timedelta(days=7)
PLACE = ("revision_number", "block_id", "quote", "before")
MOST_OF_ADDRESS = 5
MOST_OF_ALL = 2_000
"""Rows that wait: whoever has no account can be many."""


@dataclass(frozen=True)
class Claimed:
    """What followed from a link: who wrote it, the comment (or what is held), and a session where it begins one.

    Without a comment, `refused` says why it could not be posted; the words are given back.
    """

    person: Person
    said: Comment | Held | None
    refused: str
    session_token: str | None


@command
def write_first(
    actor: None, document: Document, *, email: str, browser: str, form_key: str, trapped: bool, **said: Any
) -> Written:
    """Keep a comment by whoever owns `email`, and write to them. Says nothing about whether they have an account.

    Raises Invalid for a text or a place that cannot be taken, NotAllowed where visitors cannot write, Conflict when so
    much waits already that there is no room.
    """
    space = db.session.get_one(Space, document.space_id)
    SpaceView(space, actor, None).require(Action.WRITE_FIRST, document_state=state_of(document))
    rendered(said["body"])
    place = {name: said[name] for name in PLACE if name in said}
    check_place(document, **place)
    earlier = find_waiting_written(said["idempotency_key"])
    if earlier is not None:
        return earlier
    _require_room(email)
    moment = now()
    written = Written(
        document_id=document.id,
        email=email,
        body=said["body"],
        said=said,
        trapped=trapped,
        idempotency_key=said["idempotency_key"],
        form_key=form_key,
        nonce=secrets.token_urlsafe(24),
        browser_hash=hashed(browser),
        created_at=moment,
        expires_at=moment + LIFE,
    )
    db.session.add(written)
    record(None, "comment.written_first", space=space, subject=written, document=document.number)
    return written


@command
def claim_written(
    actor: None,
    *,
    token: str,
    browser: str,
    browser_name: str,
    instead_of: str | None = None,
    display_name: str,
    **chosen: Any,
) -> Claimed:
    """Post what the link with `token` leads to, as the owner of the address it went to, who has an account from now on.

    `chosen` is what they add to their words: their kind, and the capacity. In the browser in which it was written they
    are signed in, too. What may not be posted any more is given back. Raises NotFound for a link that is used or too
    old, Invalid for what was chosen.
    """
    require(Action.SIGN_IN, standing_of(actor))
    written = get_written(token)
    lock(written)
    get_written(token)
    person = take_address(actor, email=written.email, display_name=display_name)
    document = db.session.get_one(Document, written.document_id)
    said, refused = None, ""
    try:
        with db.session.begin_nested():
            said = say_comment(person, document, trapped=written.trapped, **written.said, **chosen)
    except (Conflict, NotAllowed) as refusal:
        db.session.refresh(document)
        refused = str(refusal)
    written.used_at = now()
    here = written.browser_hash == hashed(browser)
    session = (
        begin_session(person, browser=browser_name, means="link", instead_of=instead_of) if here else None
    )
    return Claimed(person, said, refused, session)


def _require_room(email: str) -> None:
    waits = Written.used_at.is_(None) & (Written.expires_at > now())
    own = select(func.count()).select_from(Written).where(waits, Written.email == email)
    whole = select(func.count()).select_from(Written).where(waits)
    mine, everyones = db.session.execute(select(own.scalar_subquery(), whole.scalar_subquery())).one()
    if mine >= MOST_OF_ADDRESS or everyones >= MOST_OF_ALL:
        raise Conflict(
            lazy("Too many comments wait for an email to be answered. Sign in, then send your comment again.")
        )
