"""What is so outside a record, and is judged with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, or_, select

from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.needs import Outside, OutsideFact
from policyspace.charter.words import Role, Stage
from policyspace.discussion.models import Comment
from policyspace.discussion.queries.said import stands
from policyspace.drafting.models import Document, ProposalProblem
from policyspace.foundation.db import db
from policyspace.outcomes.models import Entry, Record
from policyspace.outcomes.rules import Surroundings
from policyspace.people.models import Person
from policyspace.spaces.models import Membership

INTERESTS = "interests"
MOST_NAMES = 20
TEAM = (Role.DRAFTER.value, Role.FACILITATOR.value)
ORGANISED = (Side.CENTRAL.value, Side.LOCAL.value, Side.PARTNER.value)


def surroundings_of(asked: Iterable[tuple[int, Stage]]) -> dict[int, Surroundings]:
    """What is so around the records of the documents named by id, as far as the stages asked for look at it.

    At most one statement for each kind of fact. "You said, we did" is published once comments have answers, which
    no part of policyspace gives yet: until then it is not.
    """
    wanted: dict[OutsideFact, set[int]] = defaultdict(set)
    documents = set()
    for document_id, stage in asked:
        documents.add(document_id)
        for fact in _looked_at(stage):
            wanted[fact].add(document_id)
    undeclared = _undeclared(wanted[OutsideFact.EVERY_MEMBER_DECLARED])
    unanswered = _unanswered(wanted[OutsideFact.EVERY_COMMENT_ANSWERED])
    return {
        each: Surroundings(
            unanswered_comments=int(each in unanswered),
            undeclared_members=tuple(undeclared.get(each, ())),
            you_said_we_did_published=False,
        )
        for each in documents
    }


def declares(membership: type[Membership] = Membership) -> ColumnElement[bool]:
    """Whether Honesty waits for this member's declaration: one of the team, or someone who acts for an organisation.

    Residents who take part as residents may declare, and are not waited for: see docs/decisions.
    """
    return or_(membership.role.in_(TEAM), membership.side.in_(ORGANISED))


def _looked_at(stage: Stage) -> set[OutsideFact]:
    return {item.rule.fact for item in stage_row(stage).requirements if isinstance(item.rule, Outside)}


def _undeclared(documents: set[int]) -> dict[int, list[str]]:
    """By document, the first names of those whose declaration is waited for; one more than are shown."""
    if not documents:
        return {}
    declared = (
        select(Entry.id)
        .join(Record, Record.id == Entry.record_id)
        .where(
            Record.document_id == Document.id,
            Entry.stage == Stage.HONESTY.value,
            Entry.prompt == INTERESTS,
            Entry.author_id == Membership.person_id,
            Entry.ended_at.is_(None),
        )
    )
    place = func.row_number().over(partition_by=Document.id, order_by=(Membership.role.desc(), Membership.id))
    waited_for = (
        select(Document.id.label("document_id"), Person.display_name, place.label("place"))
        .join(Membership, Membership.space_id == Document.space_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Document.id.in_(documents), Membership.ended_at.is_(None), declares(), ~declared.exists())
        .subquery()
    )
    names: dict[int, list[str]] = defaultdict(list)
    query = select(waited_for).where(waited_for.c.place <= MOST_NAMES + 1)
    for row in db.session.execute(query.order_by(waited_for.c.document_id, waited_for.c.place)):
        names[row.document_id].append(row.display_name)
    return names


def _unanswered(documents: set[int]) -> set[int]:
    """The documents that answer a problem on which a comment has no answer; no comment can have one yet.

    Whether there is one is all that is judged: counting them would cost more the more there are.
    """
    if not documents:
        return set()
    comment = (
        select(Comment.id)
        .join(ProposalProblem, ProposalProblem.problem_id == Comment.document_id)
        .where(
            ProposalProblem.proposal_id == Document.id,
            Comment.thread_id.is_(None),
            stands(),
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
        )
    )
    return set(db.session.scalars(select(Document.id).where(Document.id.in_(documents), comment.exists())))
