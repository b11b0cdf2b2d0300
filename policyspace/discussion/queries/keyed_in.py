"""What facilitators keyed in, the slips they printed, and what a code leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerState, HideReason, TakenBack, Visibility
from policyspace.discussion.models import Answer, Comment, KeyedIn, Pack, Slip
from policyspace.discussion.provenance import SaidElsewhere, from_row
from policyspace.discussion.queries.answered import Answered, shown_answer
from policyspace.discussion.queries.comments import get_comment
from policyspace.discussion.rules import code_or_none, minutes_between, shown_code
from policyspace.drafting.models import Document
from policyspace.drafting.queries import UNPUBLISHED
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import lazy
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

MOST_PACKS = 20


@dataclass(frozen=True, slots=True)
class KeyedHere:
    """A comment that was keyed in, where it comes from, and its code as it is printed; for facilitators.

    `may_correct`: the reader may still put it right, where that was asked.
    """

    comment: Comment
    keyed: KeyedIn
    code: str
    may_correct: bool = False

    @property
    def origin(self) -> SaidElsewhere:
        return from_row(self.keyed)


@dataclass(frozen=True, slots=True)
class PackHere:
    """A pack, and how many of its slips have come back and were keyed in."""

    pack: Pack
    used: int


@dataclass(frozen=True, slots=True)
class ByCode:
    """What a code leads to: the document it was printed for, and, once it was keyed in, what its holder said.

    `readable`: anyone may read the document, so that the page may lead there. `html` is empty, and there is no
    answer, where the comment is hidden or was taken back: whoever holds the code may pass the address on.
    """

    code: str
    title: str
    space_title: str
    document_path: tuple[str, int]
    readable: bool
    comment: Comment | None
    origin: SaidElsewhere | None
    taken_back: TakenBack | None
    html: str
    answer: Answered | None

    @property
    def hidden_reason(self) -> HideReason | None:
        """Why a facilitator hid it."""
        hidden = self.comment.hidden_reason if self.comment else None
        return HideReason(hidden) if hidden else None


def find_keyed_in(actor: Person, idempotency_key: str) -> KeyedIn | None:
    """What `actor` already keyed in under this key."""
    query = select(KeyedIn).where(KeyedIn.keyed_by == actor.id, KeyedIn.idempotency_key == idempotency_key)
    return db.session.scalar(query)


def get_keyed_in(comment: Comment) -> KeyedIn:
    """Where `comment` comes from. Raises NotFound for one that its author wrote here."""
    keyed = db.session.get(KeyedIn, comment.id)
    if keyed is None:
        raise NotFound
    return keyed


def find_slip(code: str) -> Slip | None:
    """The slip with this code, in the form it is kept in."""
    return db.session.scalar(select(Slip).where(Slip.code == code))


def revision_of_slip(slip: Slip) -> int | None:
    """The revision that was printed with the slip; None for one that was not printed."""
    return db.session.scalar(select(Pack.revision_number).where(Pack.id == slip.pack_id))


def find_pack(actor: Person, idempotency_key: str) -> Pack | None:
    """The pack that `actor` already made under this key."""
    query = select(Pack).where(Pack.made_by == actor.id, Pack.idempotency_key == idempotency_key)
    return db.session.scalar(query)


def count_unused_slips(document: Document) -> int:
    """How many printed slips of `document` have not come back."""
    query = select(func.count()).where(Slip.document_id == document.id, Slip.comment_id.is_(None))
    return db.session.scalar(query) or 0


def keyed_in_of(view: SpaceView, document: Document, span: Span) -> Page[KeyedHere]:
    """What was keyed in about `document` and not taken back, newest first, for facilitators. Raises NotAllowed."""
    view.require(Action.READ_KEYED_IN)
    query = (
        select(Comment, KeyedIn, Slip.code)
        .join(KeyedIn, KeyedIn.comment_id == Comment.id)
        .join(Slip, Slip.comment_id == Comment.id)
        .where(KeyedIn.document_id == document.id, Comment.withdrawn_at.is_(None))
        .options(joinedload(Comment.author, innerjoin=True), joinedload(KeyedIn.keyer, innerjoin=True))
    )
    return page_of(query, KeyedIn.comment_id, _here, span)


def get_keyed_here(view: SpaceView, document: Document, comment_id: int, action: Action) -> KeyedHere:
    """Something keyed in, and not taken back, with which the reader may do `action`. Raises NotFound, NotAllowed."""
    view.require(Action.READ_KEYED_IN)
    comment = get_comment(document, comment_id)
    keyed = get_keyed_in(comment)
    if comment.withdrawn_at is not None:
        raise NotFound
    minutes = minutes_between(comment.created_at, now())
    view.require(action, minutes_since=minutes)
    code = db.session.scalar(select(Slip.code).where(Slip.comment_id == comment.id)) or ""
    untouched = comment.is_visible and comment.answered_at is None
    in_time = view.may(Action.CORRECT_KEYED_IN, minutes_since=minutes)
    return KeyedHere(comment, keyed, shown_code(code), may_correct=untouched and in_time)


def packs_of(view: SpaceView, document: Document) -> Sequence[PackHere]:
    """The newest packs for `document`, for facilitators. One statement. Raises NotAllowed."""
    view.require(Action.READ_KEYED_IN)
    used = select(func.count(Slip.comment_id)).where(Slip.pack_id == Pack.id).scalar_subquery()
    query = select(Pack, used).where(Pack.document_id == document.id).order_by(Pack.id.desc())
    return [PackHere(pack, number) for pack, number in db.session.execute(query.limit(MOST_PACKS))]


def get_pack(view: SpaceView, document: Document, pack_id: int) -> tuple[Pack, Sequence[str]]:
    """A pack and its codes as they are printed, for facilitators. Raises NotAllowed, NotFound."""
    view.require(Action.READ_KEYED_IN)
    pack = db.session.scalar(select(Pack).where(Pack.id == pack_id, Pack.document_id == document.id))
    if pack is None:
        raise NotFound
    codes = db.session.scalars(select(Slip.code).where(Slip.pack_id == pack.id).order_by(Slip.id))
    return pack, [shown_code(each) for each in codes]


def get_by_code(typed: str) -> ByCode:
    """What the code that was typed leads to, whoever asks: in a space that is not public, too, since its holder said it
    and this page shows nothing else. One statement. Raises NotFound, in words that help."""
    code = code_or_none(typed)
    published = and_(Answer.id == Comment.answer_id, Answer.state == AnswerState.PUBLISHED.value)
    query = (
        select(Document, Space, Comment, KeyedIn, Answer)
        .select_from(Slip)
        .join(Document, Document.id == Slip.document_id)
        .join(Space, Space.id == Document.space_id)
        .outerjoin(Comment, Comment.id == Slip.comment_id)
        .outerjoin(KeyedIn, KeyedIn.comment_id == Comment.id)
        .outerjoin(Answer, published)
        .where(Slip.code == code)
        .options(joinedload(KeyedIn.keyer), joinedload(Answer.drafter), joinedload(Answer.clearer))
    )
    found = db.session.execute(query).first() if code else None
    if code is None or found is None:
        raise NotFound(lazy("We do not know this code. Check it and try again."))
    return _by_code(code, *found)


def _by_code(
    code: str,
    document: Document,
    space: Space,
    comment: Comment | None,
    keyed: KeyedIn | None,
    answer: Answer | None,
) -> ByCode:
    shown = comment is not None and comment.is_visible
    return ByCode(
        code=shown_code(code),
        title=document.title,
        space_title=space.title,
        document_path=(space.slug, document.number),
        readable=space.visibility == Visibility.PUBLIC and document.state not in UNPUBLISHED,
        comment=comment,
        origin=from_row(keyed) if keyed else None,
        taken_back=TakenBack(keyed.taken_back) if keyed and keyed.taken_back else None,
        html=comment.html if comment is not None and shown else "",
        answer=shown_answer(answer) if answer and shown else None,
    )


def _here(comment: Comment, keyed: KeyedIn, code: str) -> KeyedHere:
    return KeyedHere(comment, keyed, shown_code(code))
