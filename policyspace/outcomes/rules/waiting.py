"""Whom a stage waits for by name: who can confirm, accept, correct, declare or write what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from policyspace.charter.capacity import Side
from policyspace.charter.stages import StageRow, stage_row
from policyspace.charter.stages.needs import (
    ByNamedGroup,
    BySide,
    BySponsor,
    EachAccepted,
    OneNoted,
    Outside,
    OutsideFact,
)
from policyspace.charter.stages.rows import Confirmer, Requirement
from policyspace.charter.words import Role, Stage, WaitKind
from policyspace.outcomes.rules.evidence import answers, party_word
from policyspace.outcomes.rules.facts import EntryFact, Missing, StageFacts, StageState
from policyspace.outcomes.rules.judging import groups, sponsors

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class MemberFact:
    """A member of the space: who they are, their role, and the hat they wear."""

    person_id: int
    role: Role
    side: Side
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is waited for, since when, and of whom.

    Asked are those of `side` or of one of `organisations`, and of them only `people` where some are named; `but`
    those who cannot.
    `drafters`: only those who may write. `entry_id`: the entry it is about.
    """

    kind: WaitKind
    what: Any
    since: datetime
    side: Side | None = None
    organisations: frozenset[int] = NOBODY
    people: frozenset[int] = NOBODY
    but: frozenset[int] = NOBODY
    drafters: bool = False
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Since when the stage waits, and the day it is now where the space is."""

    since: datetime
    today: date
    undeclared: frozenset[int] = field(default=NOBODY)


def is_wanted(wanted: Wanted, member: MemberFact) -> bool:
    """Whether this member can give what is waited for."""
    if member.person_id in wanted.but or (wanted.people and member.person_id not in wanted.people):
        return False
    if wanted.people and wanted.kind in {WaitKind.CORRECT, WaitKind.DECLARE}:
        return True
    if member.role is Role.FACILITATOR or (wanted.drafters and member.role is not Role.DRAFTER):
        return False
    if wanted.organisations:
        return member.organisation_id in wanted.organisations
    return wanted.side is not None and member.side is wanted.side


def wanted_at(stage: Stage, facts: StageFacts, state: StageState, moment: Moment) -> list[Wanted]:
    """What `stage` waits for of people who can be named. Nobody is asked to confirm before everything is there.

    `moment.undeclared`: the ids of members whose declaration of interests is waited for.
    """
    row = stage_row(stage)
    if not state.missing:
        return list(_confirmations(row, facts, state, moment))
    by_id = {entry.id: entry for entry in facts.entries}
    return [each for lacking in state.missing for each in _evidence(row, lacking, by_id, moment)]


def _evidence(
    row: StageRow, lacking: Missing, entries: Mapping[int, EntryFact], moment: Moment
) -> Iterator[Wanted]:
    item = row.find_requirement(lacking.key)
    if item is None:
        return
    if isinstance(item.rule, (EachAccepted, OneNoted)):
        for entry_id in lacking.entries:
            yield from _acceptance(row, entries[entry_id])
    elif item.rule == Outside(OutsideFact.EVERY_MEMBER_DECLARED):
        if moment.undeclared:
            yield Wanted(WaitKind.DECLARE, item.sentence, moment.since, people=moment.undeclared)
    else:
        yield from _words(item, moment)


def _words(item: Requirement, moment: Moment) -> Iterator[Wanted]:
    """What one side has to write; what any drafter may write is asked of nobody by name."""
    if item.from_whom.side in {Side.CENTRAL, Side.LOCAL}:
        side = item.from_whom.side
        yield Wanted(WaitKind.ANSWER, item.sentence, moment.since, side=side, drafters=True)


def _acceptance(row: StageRow, entry: EntryFact) -> Iterator[Wanted]:
    """The word of the side an entry describes; once that side has corrected it, the words of who wrote it."""
    prompt = row.find_prompt(entry.prompt)
    if prompt is None or prompt.acceptance is None:
        return
    asked, another = entry.data.get(prompt.acceptance.field), prompt.acceptance.another
    if asked not in list(Side) or (another and asked == entry.side):
        return
    word = party_word(entry, row)
    if word is not None and not word.accepted:
        people = frozenset({entry.person_id})
        yield Wanted(WaitKind.CORRECT, prompt.question, word.at, people=people, entry_id=entry.id)
        return
    yield Wanted(
        WaitKind.ACCEPT,
        prompt.acceptance.question,
        entry.at,
        side=Side(str(asked)),
        but=frozenset({entry.person_id}) if another else NOBODY,
        entry_id=entry.id,
    )


def _confirmations(row: StageRow, facts: StageFacts, state: StageState, moment: Moment) -> Iterator[Wanted]:
    """The words of those who must confirm; who said "not yet" to these words is left alone until their next day."""
    later = frozenset(
        said.person_id
        for said in state.not_yet
        if said.digest == state.digest and not (said.next_date and said.next_date < moment.today)
    )
    confirmers = {each.key: each for each in row.confirmers}
    for awaiting in state.awaiting:
        confirmer = confirmers.get(awaiting.key)
        if confirmer is not None:
            whom = _whom(confirmer, facts)
            yield Wanted(WaitKind.CONFIRM, confirmer.sentence, moment.since, but=later, **whom)


def _whom(confirmer: Confirmer, facts: StageFacts) -> dict[str, Any]:
    match confirmer.rule:
        case BySide(side):
            return {"side": side}
        case BySponsor(prompt, side):
            named = sponsors(answers(facts.entries, prompt), side)
            return {"side": side, "people": frozenset(int(each) for each in named)} if named else {}
        case ByNamedGroup(prompt):
            here = groups(answers(facts.entries, prompt))
            found = frozenset(int(each) for each in here)
            return {"organisations": found} if found else {"side": Side.RESIDENT}
