"""The place where clients write while the server is killed, and the count of what they left there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import func, select, text

from policyspace.app import create_app
from policyspace.charter.words import Role
from policyspace.discussion.models import Comment, DiscussedBlock, Support
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.models import Letter
from policyspace.people import services as people
from policyspace.spaces.models import Membership, Space
from tests.builders.discussion import a_discussed_problem
from tests.builders.drafting import a_document
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space
from tests.conftest import settings_for
from tests.serving.until import Kept

SAVERS = ("Amira", "Bryn")
TEXT = "\n\nThese words stand between them.\n\n".join(f"{name} says 0." for name in SAVERS) + "\n"


@dataclass(frozen=True)
class Place:
    """A problem that is discussed, a document that drafters share, and who writes there: cookies and tokens."""

    document: str
    comments: str
    shared: str
    text: str
    blocks: list[str]
    residents: list[str]
    tokens: dict[str, str]


@contextmanager
def at(database_url: str) -> Iterator[Flask]:
    """The application on that database, without a server."""
    app = create_app(settings_for(database_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def make_place(database_url: str, *, residents: int) -> Place:
    """Everything that the clients need, made by the real services."""
    with at(database_url) as app:
        space = a_space()
        problem, shared = a_discussed_problem(space), a_document(space, title="Shared", text=TEXT)
        revision = db.session.scalars(select(Revision.blocks).where(Revision.document_id == problem.id)).one()
        drafters = {name: a_member(space, role=Role.DRAFTER) for name in SAVERS}
        return Place(
            document=f"/spaces/{space.slug}/documents/{problem.number}",
            comments=f"/spaces/{space.slug}/documents/{problem.number}/comments",
            shared=f"/spaces/{space.slug}/documents/{shared.number}",
            text=TEXT,
            blocks=[block["id"] for block in revision if block["number"]],
            residents=[_cookie(app) for _ in range(residents)],
            tokens={
                name: people.make_api_token(person, name="saver", days=1)[1]
                for name, person in drafters.items()
            },
        )


def _cookie(app: Flask) -> str:
    """The cookie of a browser in which someone new is signed in."""
    token = people.begin_session(a_resident(), browser="a browser")
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own kind of session has it
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'_user_id': token, '_fresh': True})}"


def found_whole(database_url: str, kept: Kept) -> dict[str, int]:
    """Everything acknowledged is stored once and nothing is half done; gives how much there is of each."""
    with at(database_url):
        _sound()
        _comments_are_whole(kept)
        _counters_equal_rows()
        _revisions_are_whole(kept)
        _ledger_tells_of_each_once()
        return {
            "comments and replies": len(kept.comments),
            "supports": len(kept.supports),
            "revisions": len(kept.saves),
            "letters": _count(Letter),
            "requests the server died over": kept.cut_off,
            "of these, stored all the same": _stored_unheard(kept),
        }


def _count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def _stored_unheard(kept: Kept) -> int:
    """How much was stored by a request whose answer never came: sent again, it must not be stored again."""
    verbs = ("comment.posted", "comment.replied", "comment.supported", "revision.saved")
    by = select(LedgerRow.request_id).where(LedgerRow.verb.in_(verbs), LedgerRow.request_id.is_not(None))
    return sum(request_id not in kept.request_ids for request_id in db.session.scalars(by))


def _sound() -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def _comments_are_whole(kept: Kept) -> None:
    stored = {comment.id: comment for comment in db.session.scalars(select(Comment))}
    assert all(stored[each].body == f"Said once: {key}" for key, each in kept.comments.items())
    bodies = Counter(comment.body for comment in stored.values())
    assert bodies == Counter(f"Said once: {key}" for key in kept.comments)
    assert _count(Support) == len(kept.supports)


def _counters_equal_rows() -> None:
    comments = list(db.session.scalars(select(Comment)))
    threads = {comment.id: comment for comment in comments}
    replies = Counter(comment.parent_id for comment in comments)
    replies += Counter(comment.thread_id for comment in comments if comment.parent_id != comment.thread_id)
    supports = Counter(db.session.scalars(select(Support.comment_id)))
    blocks = Counter(threads[comment.thread_id or comment.id].block_id for comment in comments)
    for comment in comments:
        assert comment.reply_count == replies[comment.id]
        assert comment.support_count == supports[comment.id]
    for document in db.session.scalars(select(Document)):
        assert document.comment_count == sum(comment.document_id == document.id for comment in comments)
    counted = {each.block_id: each.comment_count for each in db.session.scalars(select(DiscussedBlock))}
    assert counted == {block: count for block, count in blocks.items() if block}
    assert db.session.scalars(select(Space.member_count)).one() == _count(Membership)


def _revisions_are_whole(kept: Kept) -> None:
    """Numbers without a gap; what was acknowledged says what was sent; nobody's words go back."""
    shared = db.session.scalars(select(Document).where(Document.title == "Shared")).one()
    query = select(Revision.number, Revision.text).where(Revision.document_id == shared.id)
    texts = {row.number: row.text for row in db.session.execute(query.order_by(Revision.number))}
    assert list(texts) == list(range(1, shared.revision_count + 1))
    assert len(texts) == 1 + len(kept.saves)
    for (name, turn), number in kept.saves.items():
        assert f"{name} says {turn}." in texts[number]
    for name in SAVERS:
        turns = [int(said.partition(f"{name} says ")[2].partition(".")[0]) for said in texts.values()]
        assert turns == sorted(turns)
        assert turns[-1] == max(turn for named, turn in kept.saves if named == name)


def _ledger_tells_of_each_once() -> None:
    told = Counter(
        (row.subject_kind, row.subject_id)
        for row in db.session.scalars(select(LedgerRow))
        if row.verb in {"comment.posted", "comment.replied", "revision.saved"}
    )
    saved = select(Revision.id).where(Revision.number > 1)
    assert told == Counter(
        [("comment", each) for each in db.session.scalars(select(Comment.id))]
        + [("revision", each) for each in db.session.scalars(saved)]
    )
    supported = db.session.scalars(select(LedgerRow).where(LedgerRow.verb == "comment.supported"))
    assert Counter((row.actor_id, row.subject_id) for row in supported) == Counter(
        (row.person_id, row.comment_id) for row in db.session.scalars(select(Support))
    )
    letters = Counter((letter.ledger_id, letter.to_address) for letter in db.session.scalars(select(Letter)))
    assert max(letters.values(), default=1) == 1
