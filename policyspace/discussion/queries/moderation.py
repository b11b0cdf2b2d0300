"""What waits for facilitators, what became of it, and the log of it that everyone may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from policyspace.charter.actions import Action
from policyspace.charter.words import HideReason, Moderation, ProblemState, ReportReason
from policyspace.discussion.models import Appeal, Comment, Held, ModerationStep, Report
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.paging import Page, Span, page_of
from policyspace.people.models import Person
from policyspace.spaces.queries import SpaceView

MOST_COUNTED = 100
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Reported:
    """A comment on a document that readers reported, and what they said, the oldest first; `more`: others did, too."""

    comment: Comment
    document: Document
    reports: Sequence[tuple[ReportReason, str, datetime]]
    more: bool


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal that waits, and the comment on a document it is about. `may_decide`: the reader may."""

    appeal: Appeal
    comment: Comment
    document: Document
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for facilitators of a space; counted up to a hundred."""

    reported: int
    appeals: int
    held: int


@dataclass(frozen=True, slots=True)
class WaitsSince:
    """Something waits in a space, "reported", "held" or "appeals", since the oldest of it came."""

    space_id: int
    what: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """A line of the public log."""

    step: Moderation
    reason: HideReason
    on_appeal: bool
    when: datetime
    title: str
    number: int


def reported_in(view: SpaceView, span: Span) -> Page[Reported]:
    """The reported comments of the space, the newest first. Two statements. Raises NotAllowed."""
    view.require(Action.MODERATE)
    query = (
        select(Comment, Document)
        .join(Document, Document.id == Comment.document_id)
        .options(joinedload(Comment.author, innerjoin=True))
        .where(Comment.id.in_(_reported(view)), Comment.withdrawn_at.is_(None))
    )
    page = page_of(query, Comment.id, lambda comment, document: (comment, document), span)
    told = _told([comment.id for comment, _document in page.items])
    items = [_reported_with(comment, document, told) for comment, document in page.items]
    return Page(items, page.newer, page.older)


def appeals_in(view: SpaceView, span: Span) -> Page[Appealed]:
    """The appeals that wait in the space, the newest first, for who may decide those of others. One statement.

    Raises NotAllowed.
    """
    _require_deciding(view)
    query = (
        _appeals(view).where(Appeal.decided_at.is_(None)).options(joinedload(Comment.author, innerjoin=True))
    )
    return page_of(query, Appeal.id, lambda *row: _appealed(view, *row), span)


def get_appealed(view: SpaceView, appeal_id: int) -> Appealed:
    """An appeal in the space, for who may decide those of others. Raises NotAllowed, NotFound."""
    _require_deciding(view)
    row = db.session.execute(_appeals(view).where(Appeal.id == appeal_id)).first()
    if row is None:
        raise NotFound
    return _appealed(view, *row)


def waiting_in(view: SpaceView) -> Waiting:
    """How much waits in the space. One statement. Raises NotAllowed."""
    view.require(Action.MODERATE)
    open_appeals = select(Appeal.id).where(Appeal.space_id == view.space.id, Appeal.decided_at.is_(None))
    counted = (_counted(each) for each in (_reported(view), open_appeals))
    reported, appeals = db.session.execute(select(*counted)).one()
    return Waiting(reported, appeals, view.space.held_count)


def moderation_waiting(views: Mapping[int, SpaceView]) -> list[WaitsSince]:
    """What waits for the reader of `views`, by id of the space, who moderates them all; in one statement.

    An appeal that the reader may not decide does not wait for them.
    """
    reader = next((view.reader.id for view in views.values() if view.reader), None)
    if reader is None:
        return []
    reports = (
        select(Report.space_id, literal("reported").label("what"), func.min(Report.created_at).label("since"))
        .join(Comment, Comment.id == Report.comment_id)
        .where(Report.space_id.in_(views), Report.settled_at.is_(None), Comment.author_id != reader)
        .group_by(Report.space_id)
    )
    others = and_(Appeal.hidden_by != reader, Appeal.author_id != reader)
    appeals = (
        select(Appeal.space_id, literal("appeals"), func.min(Appeal.created_at))
        .where(Appeal.space_id.in_(views), Appeal.decided_at.is_(None), others)
        .group_by(Appeal.space_id)
    )
    held = (
        select(Held.space_id, literal("held"), func.min(Held.created_at))
        .where(Held.space_id.in_(views), Held.state == "waiting", Held.author_id != reader)
        .group_by(Held.space_id)
    )
    found = union_all(reports, appeals, held).subquery()
    query = select(found.c.space_id, found.c.what, found.c.since).order_by(found.c.space_id, found.c.what)
    return [WaitsSince(*row) for row in db.session.execute(query)]


def moderation_log(view: SpaceView, span: Span) -> Page[LoggedStep]:
    """What was done about comments in the space, the newest first, as far as its reader may read the documents."""
    query = (
        select(ModerationStep, Document.title, Document.number)
        .join(Document, Document.id == ModerationStep.document_id)
        .where(ModerationStep.space_id == view.space.id)
    )
    if not view.may(Action.READ_DRAFT_DOCUMENT):
        query = query.where(Document.state != ProblemState.DRAFT.value)
    return page_of(query, ModerationStep.id, _logged, span)


def find_waiting_report(reporter: Person, comment: Comment) -> Report | None:
    """The report of `comment` by `reporter` that nobody has looked at yet."""
    own = and_(Report.comment_id == comment.id, Report.reporter_id == reporter.id)
    return db.session.scalar(select(Report).where(own, Report.settled_at.is_(None)))


def find_appeal(comment: Comment) -> Appeal | None:
    """The appeal against the hiding of `comment` as it is hidden now."""
    here = and_(Appeal.comment_id == comment.id, Appeal.hidden_at == comment.hidden_at)
    return db.session.scalar(select(Appeal).where(here))


def find_told_appeal(comment: Comment) -> Appeal | None:
    """What the author of `comment` is told of: the appeal against its hiding now, or the last one once it is shown."""
    if comment.hidden_at is not None:
        return find_appeal(comment)
    newest = select(Appeal).where(Appeal.comment_id == comment.id).order_by(Appeal.id.desc())
    return db.session.scalar(newest.limit(1))


def find_waiting_appeal(comment: Comment) -> Appeal | None:
    """The appeal about `comment` that nobody has decided yet, as it is now."""
    here = and_(Appeal.comment_id == comment.id, Appeal.decided_at.is_(None))
    return db.session.scalar(select(Appeal).where(here).execution_options(populate_existing=True))


def _reported(view: SpaceView) -> Select[int]:
    here = and_(Report.space_id == view.space.id, Report.settled_at.is_(None))
    return select(Report.comment_id).where(here).distinct()


def _told(ids: Sequence[int]) -> Mapping[int, Sequence[Report]]:
    """The first reports of each comment that wait, one more than are shown."""
    place = func.row_number().over(partition_by=Report.comment_id, order_by=Report.id).label("place")
    waiting = (
        select(Report.id, place).where(Report.comment_id.in_(ids), Report.settled_at.is_(None)).subquery()
    )
    query = (
        select(Report)
        .join(waiting, waiting.c.id == Report.id)
        .where(waiting.c.place <= MOST_TOLD + 1)
        .order_by(Report.id)
    )
    found: dict[int, list[Report]] = {each: [] for each in ids}
    for report in db.session.scalars(query):
        found[report.comment_id].append(report)
    return found


def _reported_with(comment: Comment, document: Document, told: Mapping[int, Sequence[Report]]) -> Reported:
    reports = told[comment.id]
    said = [(ReportReason(each.reason), each.words, each.created_at) for each in reports[:MOST_TOLD]]
    return Reported(comment, document, said, more=len(reports) > MOST_TOLD)


def _require_deciding(view: SpaceView) -> None:
    view.require(Action.DECIDE_APPEAL, is_author=False, hidden_by_another=True)


def _appeals(view: SpaceView) -> Select[Appeal, Comment, Document]:
    query = (
        select(Appeal, Comment, Document)
        .join(Comment, Comment.id == Appeal.comment_id)
        .join(Document, Document.id == Comment.document_id)
        .where(Appeal.space_id == view.space.id)
    )
    if not view.may(Action.READ_DRAFT_DOCUMENT):
        query = query.where(Document.state != ProblemState.DRAFT.value)
    return query


def _appealed(view: SpaceView, appeal: Appeal, comment: Comment, document: Document) -> Appealed:
    reader = view.reader.id if view.reader else None
    may = view.may(
        Action.DECIDE_APPEAL,
        is_author=appeal.author_id == reader,
        hidden_by_another=appeal.hidden_by != reader,
    )
    return Appealed(appeal, comment, document, may and appeal.decided_at is None)


def _counted(query: Select[int]) -> Any:
    some = query.limit(literal(MOST_COUNTED, literal_execute=True)).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _logged(step: ModerationStep, title: str, number: int) -> LoggedStep:
    return LoggedStep(
        Moderation(step.step), HideReason(step.reason), step.on_appeal, step.created_at, title, number
    )
