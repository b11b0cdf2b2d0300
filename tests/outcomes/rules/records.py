"""Builders of plain facts: a complete record of each stage, and the confirmations that meet it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.outcomes.rules import (
    AcceptanceFact,
    ConfirmationFact,
    EntryFact,
    SetAsideFact,
    StageFacts,
    StageState,
    Surroundings,
    digest_of,
    entry_digest,
    judge,
)

CENTRAL, LOCAL, GROUP, RESIDENT, FACILITATOR = range(1, 6)
SIDES = {
    CENTRAL: Side.CENTRAL,
    LOCAL: Side.LOCAL,
    GROUP: Side.PARTNER,
    RESIDENT: Side.RESIDENT,
    FACILITATOR: Side.PARTNER,
}
ORGANISATIONS = {CENTRAL: 10, LOCAL: 20, GROUP: 30, FACILITATOR: 40}
WRITTEN = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
NOW = datetime(2027, 4, 1, 12, 0, tzinfo=UTC)
ALL_WELL = Surroundings(unanswered_comments=0, undeclared_members=(), you_said_we_did_published=True)
WHO_CONFIRMS = {
    Stage.TRUST: (CENTRAL, LOCAL, GROUP),
    Stage.FLEXIBILITY: (CENTRAL, LOCAL),
    Stage.HONESTY: (CENTRAL, LOCAL),
    Stage.CLARITY: (CENTRAL, LOCAL, RESIDENT),
    Stage.SUSTAINABILITY: (CENTRAL, LOCAL),
}

_ids = count(1)


def an_entry(prompt: str, person: int = CENTRAL, words: str = "", **data: Any) -> EntryFact:
    """An entry by `person`, written before NOW; its words are its prompt's name unless given."""
    return EntryFact(
        id=next(_ids),
        prompt=prompt,
        side=SIDES[person],
        person_id=person,
        words=words or f"Words on {prompt}",
        at=WRITTEN,
        data=data,
        organisation_id=ORGANISATIONS.get(person),
    )


def accepted(entry: EntryFact, person: int, *, note: str = "", yes: bool = True) -> EntryFact:
    """`entry` with the word of `person` on it as it stands, later than any before."""
    word = AcceptanceFact(
        id=next(_ids),
        person_id=person,
        side=SIDES[person],
        accepted=yes,
        digest=entry_digest(entry),
        at=WRITTEN + timedelta(hours=len(entry.acceptances) + 1),
        note=note,
    )
    return replace(entry, acceptances=(*entry.acceptances, word))


def _trust() -> list[EntryFact]:
    both = [an_entry(key, who) for key in ("priorities", "contact", "deputy") for who in (CENTRAL, LOCAL)]
    return [
        *both,
        accepted(an_entry("heard", CENTRAL, about="local"), LOCAL),
        accepted(an_entry("heard", LOCAL, about="central"), CENTRAL),
        accepted(
            an_entry("meeting", CENTRAL, kind="visit", date="2027-02-10", host="local"), LOCAL, note="Welcome"
        ),
        an_entry("residents_group", LOCAL, organisation_id=ORGANISATIONS[GROUP]),
    ]


def _flexibility() -> list[EntryFact]:
    return [
        an_entry("open_question", state="exploring"),
        an_entry("open_question", state="parked"),
        an_entry("option", state="alive"),
        an_entry("option", LOCAL, state="alive"),
        an_entry("affected_group", kind="business", route="A monthly breakfast"),
        an_entry("decision", CENTRAL, step="clearance", date="2027-06-01"),
        an_entry("decision", LOCAL, step="committee", date="2027-06-20"),
        an_entry("senior_advice", LOCAL, post="Director of housing"),
    ]


def _honesty() -> list[EntryFact]:
    return [
        an_entry("cannot", CENTRAL, limit="law"),
        an_entry("cannot", LOCAL, limit="money"),
        an_entry("already_decided", LOCAL, words="Nothing"),
        an_entry("residents_view", FACILITATOR, open_until="2027-03-31"),
    ]


def _clarity() -> list[EntryFact]:
    return [
        an_entry("outcome"),
        accepted(an_entry("cost", CENTRAL, amount="£20,000", payer="local"), LOCAL),
        an_entry("exit", CENTRAL),
        an_entry("exit", LOCAL),
    ]


def _sustainability() -> list[EntryFact]:
    return [
        an_entry("sponsor", CENTRAL),
        an_entry("sponsor", LOCAL),
        an_entry("role", CENTRAL, deputy="The next lead"),
        an_entry("review", LOCAL, date="2027-10-01"),
    ]


_COMPLETE = {
    Stage.TRUST: _trust,
    Stage.FLEXIBILITY: _flexibility,
    Stage.HONESTY: _honesty,
    Stage.CLARITY: _clarity,
    Stage.SUSTAINABILITY: _sustainability,
}


def complete(stage: Stage) -> StageFacts:
    """A record of `stage` that lacks nothing but confirmations."""
    return StageFacts(entries=_COMPLETE[stage](), confirmations=[], set_aside=[], surroundings=ALL_WELL)


def says(
    stage: Stage,
    facts: StageFacts,
    person: int,
    kind: ConfirmationKind = ConfirmationKind.CONFIRM,
    **differing: Any,
) -> StageFacts:
    """`facts` with a word of `person` on the stage as it stands, later than all before."""
    word = ConfirmationFact(
        id=next(_ids),
        person_id=person,
        side=SIDES.get(person, Side.PARTNER),
        kind=kind,
        digest=digest_of(stage, facts.entries, facts.set_aside),
        at=WRITTEN + timedelta(days=1, hours=len(facts.confirmations)),
        organisation_id=ORGANISATIONS.get(person),
        attests=person == FACILITATOR,
    )
    return replace(facts, confirmations=[*facts.confirmations, replace(word, **differing)])


def confirmed(stage: Stage, facts: StageFacts | None = None) -> StageFacts:
    """`facts` (or a complete record) confirmed by everyone who must."""
    facts = facts or complete(stage)
    for person in WHO_CONFIRMS[stage]:
        facts = says(stage, facts, person)
    return facts


def with_entries(facts: StageFacts, *entries: EntryFact) -> StageFacts:
    return replace(facts, entries=[*facts.entries, *entries])


def without(facts: StageFacts, prompt: str, person: int | None = None) -> StageFacts:
    """`facts` less the entries of `prompt` (by `person`)."""
    kept = [
        entry
        for entry in facts.entries
        if entry.prompt != prompt or (person is not None and entry.person_id != person)
    ]
    return replace(facts, entries=kept)


def reworded(facts: StageFacts, prompt: str, change: Any) -> StageFacts:
    """`facts` with `change` applied to each entry of `prompt`."""
    return replace(
        facts, entries=[change(entry) if entry.prompt == prompt else entry for entry in facts.entries]
    )


def aside(facts: StageFacts, *requirements: str, reason: str = "We are a small council") -> StageFacts:
    items = [SetAsideFact(requirement, reason) for requirement in requirements]
    return replace(facts, set_aside=[*facts.set_aside, *items])


def look(stage: Stage, facts: StageFacts, now: datetime = NOW) -> StageState:
    return judge(stage, facts, now)


def keys(items: Iterable[Any]) -> list[str]:
    """The keys of what is missing or awaited."""
    return [item.key for item in items]
