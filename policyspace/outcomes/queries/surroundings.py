"""What is so outside a record, and is judged with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select, union_all

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

    One statement at most. "You said, we did" is published once comments have answers, which
    no part of policyspace gives yet: until then it is not.
    """
    wanted: dict[OutsideFact, set[int]] = defaultdict(set)
    documents = set()
    for document_id, stage in asked:
        documents.add(document_id)
        for fact in _looked_at(stage):
            wanted[fact].add(document_id)
    undeclared: dict[int, list[str]] = defaultdict(list)
    unanswered = set()
    for what, document_id, name in _found(wanted):
        if what == OutsideFact.EVERY_MEMBER_DECLARED:
            undeclared[document_id].append(name)
        else:
            unanswered.add(document_id)
    return {
        each: Surroundings(
            unanswered_comments=int(each in unanswered),
            undeclared_members=tuple(undeclared[each]),
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


def _found(wanted: Mapping[OutsideFact, Collection[int]]) -> Sequence[Row[str, int, str]]:
    """What is not so: the kind of fact, the document, and a name where one is to be shown."""
    parts = {
        OutsideFact.EVERY_MEMBER_DECLARED: _undeclared,
        OutsideFact.EVERY_COMMENT_ANSWERED: _unanswered,
    }
    asked = [select_from(wanted[fact]) for fact, select_from in parts.items() if wanted.get(fact)]
    if not asked:
        return []
    found = union_all(*asked).subquery()
    query = select(found.c.fact, found.c.document_id, found.c.name)
    return db.session.execute(query.order_by(found.c.document_id, found.c.place)).all()


def _undeclared(documents: Collection[int]) -> Select[str, int, str, int]:
    """By document, the first names of those whose declaration is waited for; one more than are shown."""
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
    order = (Membership.role.desc(), Membership.id)
    place = func.row_number().over(partition_by=Document.id, order_by=order)
    waited_for = (
        select(Document.id.label("document_id"), Person.display_name.label("name"), place.label("place"))
        .join(Membership, Membership.space_id == Document.space_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Document.id.in_(documents), Membership.ended_at.is_(None), declares(), ~declared.exists())
        .subquery()
    )
    fact = literal(OutsideFact.EVERY_MEMBER_DECLARED.value).label("fact")
    columns = (fact, waited_for.c.document_id, waited_for.c.name, waited_for.c.place)
    return select(*columns).where(waited_for.c.place <= MOST_NAMES + 1)


def _unanswered(documents: Collection[int]) -> Select[str, int, str, int]:
    """The documents that answer a problem on which a comment has no answer; no comment can have one yet.

    Whether there is one is all that is judged: counting them would cost more the more there are.
    """
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
    fact = literal(OutsideFact.EVERY_COMMENT_ANSWERED.value).label("fact")
    columns = (fact, Document.id.label("document_id"), literal("").label("name"), literal(0).label("place"))
    return select(*columns).where(Document.id.in_(documents), comment.exists())
