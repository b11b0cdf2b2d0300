"""Records as people write them: both sides, a residents' group, a facilitator, through the real services."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import insert

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Role, Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.outcomes import services
from policyspace.outcomes.models import Acceptance, Confirmation, Entry
from policyspace.outcomes.queries import RecordView, find_record, get_record, read_record
from policyspace.outcomes.rules import StageState
from policyspace.people.models import Organisation, Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of
from tests.builders.drafting import a_key, a_proposal, space_of
from tests.builders.people import an_organisation
from tests.builders.spaces import a_member, a_space, the_facilitator


@dataclass
class Table:
    """The people around one proposal: a drafter on each side, a residents' group, a resident, the facilitator."""

    space: Space
    document: Document

    @cached_property
    def facilitator(self) -> Person:
        return the_facilitator(self.space)

    @cached_property
    def central(self) -> Person:
        return a_member(self.space, role=Role.DRAFTER, side=Side.CENTRAL)

    @cached_property
    def local(self) -> Person:
        return a_member(self.space, role=Role.DRAFTER, side=Side.LOCAL)

    @cached_property
    def group(self) -> Organisation:
        return an_organisation(side=Side.PARTNER)

    @cached_property
    def neighbour(self) -> Person:
        """Someone who acts for the residents' group."""
        return a_member(self.space, side=Side.PARTNER, organisation=self.group)

    @cached_property
    def resident(self) -> Person:
        return a_member(self.space)

    def of(self, side: Side) -> Person:
        """The drafter on that side."""
        return self.central if side is Side.CENTRAL else self.local


def a_table(space: Space | None = None, **told: Any) -> Table:
    """A proposal in draft, and the people around it."""
    document = a_proposal(space or a_space(), **told)
    return Table(space_of(document), document)


def an_entry(table: Table, stage: Stage, prompt: str, *, by: Person | None = None, **told: Any) -> Entry:
    """An answer to a prompt, by the central side unless told otherwise; what is not a word is a field."""
    return services.add_entry(
        by or table.central,
        table.document,
        stage=stage,
        prompt=prompt,
        words=told.pop("words", f"Our words on {prompt}."),
        idempotency_key=told.pop("key", a_key()),
        facts=told,
    )


def many_entries(table: Table, stage: Stage, prompt: str, number: int, **facts: Any) -> None:
    """`number` more answers like the last one to a prompt, written straight into the table: it is quicker."""
    last = the_record(table).entries_for(prompt)[-1]
    kept = {column.name: getattr(last, column.name) for column in Entry.__table__.c if column.name != "id"}
    rows = [kept | {"idempotency_key": a_key(), "facts": facts or last.facts} for _ in range(number)]
    with db.engine.begin() as connection:
        connection.execute(insert(Entry), rows)


def new_words(table: Table, entry: Entry, words: str, *, by: Person | None = None, **told: Any) -> Entry:
    """`words` put in the place of an entry, by whoever wrote it unless told otherwise; its fields stay."""
    return services.change_entry(
        by or entry.author,
        table.document,
        entry,
        words=words,
        facts=told or entry.facts,
        idempotency_key=a_key(),
    )


def an_acceptance(table: Table, entry: Entry, by: Person, *, yes: bool = True, note: str = "") -> Acceptance:
    """What someone says of an entry for their side."""
    return services.accept_entry(by, table.document, entry, accepted=yes, note=note)


def a_word(
    table: Table,
    stage: Stage,
    by: Person,
    kind: ConfirmationKind = ConfirmationKind.CONFIRM,
    words: str = "",
    **told: Any,
) -> Confirmation:
    """What someone says of a stage as it is."""
    digest = told.pop("digest", state_of(table, stage).digest)
    return services.confirm_stage(
        by, table.document, stage=stage, kind=kind, digest=digest, words=words, **told
    )


def a_move(table: Table, to: Stage, *, by: Person | None = None, reason: str = "") -> None:
    """The proposal moved by the facilitator, from wherever it is."""
    here = the_record(table).stage
    services.move_stage(by or table.facilitator, table.document, from_stage=here, to=to, reason=reason)


def the_record(table: Table, reader: Person | None = None) -> RecordView:
    """The record as it stands, as a member reads it."""
    view = view_of(table.space, reader or table.facilitator)
    return get_record(view, table.document.number)


def state_of(table: Table, stage: Stage) -> StageState:
    """How a stage stands, read anew."""
    record = find_record(table.document)
    return read_record(table.space, table.document, record, [stage]).states[stage]


def missing(table: Table, stage: Stage) -> set[str]:
    """The keys of what a stage still lacks."""
    return {each.key for each in state_of(table, stage).missing}


def awaited(table: Table, stage: Stage) -> set[str]:
    """The keys of those who must still confirm."""
    return {each.key for each in state_of(table, stage).awaiting}


def fill_trust(table: Table) -> None:
    """Everything Trust asks for but confirmations."""
    central, local = table.central, table.local
    for prompt in ("priorities", "contact", "deputy"):
        for person in (central, local):
            an_entry(table, Stage.TRUST, prompt, by=person)
    an_acceptance(table, an_entry(table, Stage.TRUST, "heard", by=central, about="local"), local)
    an_acceptance(table, an_entry(table, Stage.TRUST, "heard", by=local, about="central"), central)
    day = (now() - timedelta(days=30)).date().isoformat()
    visit = an_entry(table, Stage.TRUST, "meeting", by=central, kind="visit", date=day, host="local")
    an_acceptance(table, visit, local, note="They listened.")
    table.neighbour  # noqa: B018 - the group has to be here before an entry can name it
    an_entry(table, Stage.TRUST, "residents_group", organisation_id=table.group.id)


def meet_trust(table: Table) -> None:
    """Trust, filled in and confirmed by both sides and the residents' group."""
    fill_trust(table)
    for person in (table.central, table.local, table.neighbour):
        a_word(table, Stage.TRUST, person)


def fill_flexibility(table: Table) -> None:
    """Everything Flexibility asks for but confirmations."""
    stage, day = Stage.FLEXIBILITY, (now() + timedelta(days=60)).date().isoformat()
    for state in ("exploring", "parked"):
        an_entry(table, stage, "open_question", state=state)
    for person in (table.central, table.local):
        an_entry(table, stage, "option", by=person, state="alive")
        an_entry(table, stage, "decision", by=person, step="committee", date=day)
    an_entry(table, stage, "affected_group", kind="business", route="A breakfast each month")
    an_entry(table, stage, "senior_advice", by=table.local, post="Director of housing")


def declare_all(table: Table, people: Iterable[Person] | None = None) -> None:
    """A declaration of interests by each of `people`, the whole table unless told otherwise."""
    whom: Sequence[Person] = [*(people or (table.facilitator, table.central, table.local, table.neighbour))]
    for person in whom:
        an_entry(table, Stage.HONESTY, "interests", by=person, words="None")


def fill_honesty(table: Table) -> None:
    """Everything Honesty asks for but confirmations; residents' view can be challenged until tomorrow."""
    stage = Stage.HONESTY
    for person in (table.central, table.local):
        an_entry(table, stage, "cannot", by=person, limit="money")
    an_entry(table, stage, "already_decided", words="Nothing")
    declare_all(table)
    until = (now() + timedelta(days=1)).date().isoformat()
    an_entry(table, stage, "residents_view", by=table.facilitator, open_until=until)


def fill_clarity(table: Table) -> None:
    """Everything Clarity asks for but confirmations, where no comment waits for its answer."""
    stage = Stage.CLARITY
    an_entry(table, stage, "outcome", words="Nobody waits longer than six weeks.")
    an_acceptance(table, an_entry(table, stage, "cost", amount="£20,000", payer="local"), table.local)
    for person in (table.central, table.local):
        an_entry(table, stage, "exit", by=person)


def fresh(document: Document) -> Document:
    """`document` as the database has it now."""
    db.session.refresh(document)
    return document
