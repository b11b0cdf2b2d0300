"""What is so outside a record, and is judged with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Row, Select, Subquery, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.needs import Outside, OutsideFact
from policyspace.charter.words import Role, Stage
from policyspace.discussion.queries import with_open_suggestion
from policyspace.drafting.models import Document, ProposalProblem
from policyspace.foundation.db import db
from policyspace.outcomes.models import Entry, Record
from policyspace.outcomes.rules import Surroundings
from policyspace.people.models import Person
from policyspace.spaces.models import Membership

Problem = aliased(Document)
INTERESTS = "interests"
MOST_NAMES = 20
TEAM = (Role.DRAFTER.value, Role.FACILITATOR.value)
ORGANISED = (Side.CENTRAL.value, Side.LOCAL.value, Side.PARTNER.value)


def surroundings_of(asked: Iterable[tuple[int, Stage]]) -> dict[int, Surroundings]:
    """What is so around the records of the documents named by id, as far as the stages asked for look at it.

    One statement at most. "You said, we did" is published once comments on the problems the proposal answers have
    answers, and none waits for one.
    """
    wanted: dict[OutsideFact, set[int]] = defaultdict(set)
    documents = set()
    for document_id, stage in asked:
        documents.add(document_id)
        for fact in _looked_at(stage):
            wanted[fact].add(document_id)
    undeclared: dict[int, list[str]] = defaultdict(list)
    unanswered, published = set(), set()
    for what, document_id, name in _found(wanted):
        if what == OutsideFact.EVERY_MEMBER_DECLARED:
            undeclared[document_id].append(name)
        elif what == OutsideFact.EVERY_COMMENT_ANSWERED:
            unanswered.add(document_id)
        else:
            published.add(document_id)
    return {
        each: Surroundings(
            unanswered_comments=int(each in unanswered),
            undeclared_members=tuple(undeclared[each]),
            you_said_we_did_published=each in published,
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
    """By document what is not so, with a name where one is to be shown, and whether "you said, we did" is published."""
    parts = {
        OutsideFact.EVERY_MEMBER_DECLARED: _undeclared,
        OutsideFact.EVERY_COMMENT_ANSWERED: _unanswered,
        OutsideFact.YOU_SAID_WE_DID: _published,
    }
    asked = [select_from(wanted[fact]) for fact, select_from in parts.items() if wanted.get(fact)]
    if not asked:
        return []
    found = union_all(*asked).subquery()
    query = select(found.c.fact, found.c.document_id, found.c.name)
    return db.session.execute(query.order_by(found.c.document_id, found.c.place)).all()


def undeclared_people(documents: Collection[int]) -> dict[int, set[int]]:
    """By document, the ids of the first members whose declaration of interests is waited for."""
    found: dict[int, set[int]] = defaultdict(set)
    if documents:
        waited_for = _waited_for(documents)
        query = select(waited_for.c.document_id, waited_for.c.person_id)
        for document_id, person_id in db.session.execute(query.where(waited_for.c.place <= MOST_NAMES)):
            found[document_id].add(person_id)
    return found


def has_not_declared(document: Document, membership: Membership) -> bool:
    """Whether the record of `document` waits for this member's declaration."""
    waited_for = _waited_for([document.id])
    query = select(waited_for.c.person_id).where(waited_for.c.person_id == membership.person_id)
    return db.session.execute(query).first() is not None


def _undeclared(documents: Collection[int]) -> Select[str, int, str, int]:
    """By document, the first names of those whose declaration is waited for; one more than are shown."""
    waited_for = _waited_for(documents)
    fact = literal(OutsideFact.EVERY_MEMBER_DECLARED.value).label("fact")
    columns = (fact, waited_for.c.document_id, waited_for.c.name, waited_for.c.place)
    return select(*columns).where(waited_for.c.place <= MOST_NAMES + 1)


def _waited_for(documents: Collection[int]) -> Subquery:
    """By document, those whose declaration is waited for, each with their place among them."""
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
    name, person_id = Person.display_name.label("name"), Person.id.label("person_id")
    return (
        select(Document.id.label("document_id"), name, person_id, place.label("place"))
        .join(Membership, Membership.space_id == Document.space_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Document.id.in_(documents), Membership.ended_at.is_(None), declares(), ~declared.exists())
        .subquery()
    )


def _unanswered(documents: Collection[int]) -> Select[str, int, str, int]:
    """The documents that answer a problem on which a comment has no published answer, or a suggestion waits.

    Problems carry the counts: no comment is read.
    """
    waits = or_(Problem.asked_count > Problem.answered_count, with_open_suggestion(Problem.id))
    columns = _fact(OutsideFact.EVERY_COMMENT_ANSWERED)
    return select(*columns).where(Document.id.in_(documents), _a_problem_where(waits))


def _published(documents: Collection[int]) -> Select[str, int, str, int]:
    """The documents that answer problems whose comments have answers, every one of them."""
    columns = _fact(OutsideFact.YOU_SAID_WE_DID)
    return select(*columns).where(
        Document.id.in_(documents),
        _a_problem_where(Problem.answered_count > 0),
        ~_a_problem_where(Problem.asked_count > Problem.answered_count),
    )


def _fact(
    what: OutsideFact,
) -> tuple[ColumnElement[str], ColumnElement[int], ColumnElement[str], ColumnElement[int]]:
    document = Document.id.label("document_id")
    return literal(what.value).label("fact"), document, literal("").label("name"), literal(0).label("place")


def _a_problem_where(holds: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the proposal answers a problem of which this holds."""
    answers = select(ProposalProblem.problem_id).join(Problem, Problem.id == ProposalProblem.problem_id)
    return answers.where(ProposalProblem.proposal_id == Document.id, holds).exists()
