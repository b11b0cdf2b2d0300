"""The state of a stage, from what was written and who confirmed it. Never a score."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from policyspace.charter.capacity import Side
from policyspace.charter.stages import stage_row
from policyspace.charter.stages.needs import ByNamedGroup, BySide, BySponsor
from policyspace.charter.stages.rows import Asked, Confirmer, StageRow
from policyspace.charter.words import ConfirmationKind, Stage, StageStatus
from policyspace.outcomes.rules.digests import digest_of
from policyspace.outcomes.rules.evidence import answers, day_in, missing, set_aside_with_reason
from policyspace.outcomes.rules.facts import (
    Awaiting,
    ConfirmationFact,
    EntryFact,
    Missing,
    StageFacts,
    StageState,
)


def judge(stage: Stage, facts: StageFacts, now: datetime) -> StageState:
    """How `stage` stands at `now` (aware, in the time zone of the space)."""
    row = stage_row(stage)
    digest = digest_of(stage, facts.entries, facts.set_aside)
    last = last_words(facts.confirmations)
    agreed = [said for said in last if said.kind != ConfirmationKind.NOT_YET]
    bound = [said for said in agreed if said.digest == digest]
    stale = [said for said in agreed if said.digest != digest]
    current = [said for said in bound if not _time_is_over(said, row, facts.entries, now)]
    unconfirmed = _unconfirmed(row, facts.entries, current)
    lapsed = bool(unconfirmed) and not _unconfirmed(row, facts.entries, bound)
    awaiting = [*unconfirmed, *_challenge_open(row, facts, now)]
    lacking = missing(stage, facts, now)
    return StageState(
        state=_state(row, facts, lacking, awaiting, stale, lapsed=lapsed),
        digest=digest,
        missing=tuple(lacking),
        awaiting=tuple(awaiting),
        current=tuple(current),
        stale_confirmations=tuple(stale),
        lapsed=tuple(said for said in bound if said not in current),
        not_yet=tuple(said for said in last if said.kind == ConfirmationKind.NOT_YET),
    )


def last_words(confirmations: Iterable[ConfirmationFact]) -> list[ConfirmationFact]:
    """What each person said last: one word each, so that nobody stands on two sides."""
    last: dict[int, ConfirmationFact] = {}
    for said in sorted(confirmations, key=lambda each: (each.at, each.id)):
        last[said.person_id] = said
    return sorted(last.values(), key=lambda each: (each.at, each.id))


def _state(
    row: StageRow,
    facts: StageFacts,
    lacking: Sequence[Missing],
    awaiting: Sequence[Awaiting],
    stale: Sequence[ConfirmationFact],
    *,
    lapsed: bool,
) -> StageStatus:
    if not _begun(row, facts):
        return StageStatus.NOT_BEGUN
    if lapsed:
        return StageStatus.LAPSED
    if lacking:
        return StageStatus.GATHERING
    if not awaiting:
        return StageStatus.MET
    if any(not said.attests for said in stale):
        return StageStatus.STALE
    return StageStatus.READY


def _begun(row: StageRow, facts: StageFacts) -> bool:
    return bool(
        facts.confirmations
        or any(row.find_prompt(entry.prompt) for entry in facts.entries)
        or any(row.find_requirement(item.requirement) for item in facts.set_aside)
    )


def _unconfirmed(
    row: StageRow, entries: Sequence[EntryFact], confirmed: Sequence[ConfirmationFact]
) -> list[Awaiting]:
    """The confirmers of the stage whom no one of `confirmed` satisfies."""
    return [
        Awaiting(confirmer.key, confirmer.sentence, confirmer.from_whom)
        for confirmer in row.confirmers
        if not any(_satisfies(said, confirmer, entries) for said in confirmed)
    ]


def _satisfies(said: ConfirmationFact, confirmer: Confirmer, entries: Sequence[EntryFact]) -> bool:
    if said.attests:
        return False
    match confirmer.rule:
        case BySide(side):
            return said.side == side
        case BySponsor(prompt, side):
            return said.side == side and str(said.person_id) in sponsors(answers(entries, prompt), side)
        case ByNamedGroup(prompt):
            named = answers(entries, prompt)
            return _of_group(said, named)


def sponsors(named: Sequence[EntryFact], side: Side) -> set[str]:
    """The ids of those whom the entries of a side name, or else of who wrote them."""
    return {str(entry.data.get("member_id") or entry.person_id) for entry in named if entry.side == side}


def _of_group(said: ConfirmationFact, named: Sequence[EntryFact]) -> bool:
    """Whether they act for a residents' group that is named; a resident may where it is no organisation here."""
    if said.side not in {Side.PARTNER, Side.RESIDENT}:
        return False
    here = groups(named)
    return str(said.organisation_id) in here if here else said.side == Side.RESIDENT


def groups(named: Sequence[EntryFact]) -> set[str]:
    """The ids of the organisations that entries name as residents' groups."""
    return {str(entry.data.get("organisation_id") or "") for entry in named} - {""}


def _time_is_over(said: ConfirmationFact, row: StageRow, entries: Sequence[EntryFact], now: datetime) -> bool:
    """Whether a review day has come, or too many months have gone by, since they confirmed."""
    if row.lapse is None:
        return False
    made, today = said.at.astimezone(now.tzinfo).date(), now.date()
    reviews = (day_in(entry, row.lapse.field) for entry in answers(entries, row.lapse.prompt))
    return today > months_later(made, row.lapse.months) or any(made < day <= today for day in reviews if day)


def _challenge_open(row: StageRow, facts: StageFacts, now: datetime) -> list[Awaiting]:
    """What is waited for while that which was published can be challenged.

    A day that was already past when the words were written gives nobody time, so it never ends the wait.
    """
    challenge = row.challenge
    if challenge is None or challenge.requirement in set_aside_with_reason(facts.set_aside):
        return []
    published = answers(facts.entries, challenge.prompt)
    days = [day for entry in published if (day := _fair_day(entry, challenge.field, now))]
    if published and len(days) == len(published) and now.date() > max(days):
        return []
    return [Awaiting("challenge", challenge.sentence, Asked.FACILITATOR, until=max(days, default=None))]


def _fair_day(entry: EntryFact, field: str, now: datetime) -> date | None:
    day = day_in(entry, field)
    return day if day and day > entry.at.astimezone(now.tzinfo).date() else None


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
