"""What a stage still lacks before it is ready, and from whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from policyspace.charter.stages import stage_row
from policyspace.charter.stages.needs import (
    AtLeast,
    DayAhead,
    EachAccepted,
    EachHas,
    EntryRule,
    OneNoted,
    Outside,
    OutsideFact,
)
from policyspace.charter.stages.rows import Requirement, StageRow
from policyspace.charter.words import Stage
from policyspace.outcomes.rules.digests import entry_digest
from policyspace.outcomes.rules.facts import (
    AcceptanceFact,
    EntryFact,
    Missing,
    SetAsideFact,
    StageFacts,
    Surroundings,
)


def missing(stage: Stage, facts: StageFacts, now: datetime) -> list[Missing]:
    """Every requirement of `stage` that is neither fulfilled nor set aside with a reason.

    `now` is aware, in the time zone of the space: days are counted there.
    """
    row = stage_row(stage)
    aside = set_aside_with_reason(facts.set_aside)
    gaps = (_gap(item, row, facts, now.date()) for item in row.requirements if item.key not in aside)
    return [gap for gap in gaps if gap]


def set_aside_with_reason(set_aside: Iterable[SetAsideFact]) -> set[str]:
    """The keys of the requirements the record does without."""
    return {item.requirement for item in set_aside if item.reason.strip()}


def answers(entries: Iterable[EntryFact], prompt: str) -> list[EntryFact]:
    """The entries of `prompt` that say something."""
    return [entry for entry in entries if entry.prompt == prompt and entry.words.strip()]


def day_in(entry: EntryFact, field: str) -> date | None:
    """The day kept in `field`, or None where it is empty or no day."""
    try:
        return date.fromisoformat(str(entry.data.get(field)))
    except ValueError:
        return None


def party_word(entry: EntryFact, row: StageRow) -> AcceptanceFact | None:
    """The last word on this entry, as it stands, of the side it concerns; None while there is none.

    Nobody accepts for another side, nor, where another side is asked, what they wrote themselves.
    """
    prompt = row.find_prompt(entry.prompt)
    if prompt is None or prompt.acceptance is None:
        return None
    asked = entry.data.get(prompt.acceptance.field)
    another = prompt.acceptance.another
    if another and asked == entry.side:
        return None
    own = entry_digest(entry)
    said = [
        each
        for each in entry.acceptances
        if each.side == asked and each.digest == own and not (another and each.person_id == entry.person_id)
    ]
    return max(said, key=lambda each: (each.at, each.id), default=None)


def _gap(item: Requirement, row: StageRow, facts: StageFacts, today: date) -> Missing | None:
    if isinstance(item.rule, Outside):
        if _OUTSIDE[item.rule.fact](facts.surroundings):
            return None
        return Missing(item.key, item.sentence, item.from_whom, names=_names(item.rule, facts.surroundings))
    said = answers(facts.entries, item.rule.prompt)
    fulfilled, lacking = _look(item.rule, row, said, today)
    if fulfilled:
        return None
    return Missing(item.key, item.sentence, item.from_whom, entries=tuple(entry.id for entry in lacking))


def _look(rule: EntryRule, row: StageRow, said: list[EntryFact], today: date) -> tuple[bool, list[EntryFact]]:
    """Whether `rule` is fulfilled by the answers, and which of them lack what it asks."""
    match rule:
        case AtLeast(number=number):
            return sum(_counts(entry, rule) for entry in said) >= number, []
        case EachHas(field=field):
            lacking = [entry for entry in said if not str(entry.data.get(field) or "").strip()]
            return bool(said) and not lacking, lacking
        case EachAccepted():
            lacking = [entry for entry in said if not _accepted(entry, row)]
            return bool(said) and not lacking, lacking
        case OneNoted(field=field, values=values):
            meant = [entry for entry in said if entry.data.get(field) in values]
            return any(_noted(entry, row) for entry in meant), meant
        case DayAhead(field=field):
            return any((day_in(entry, field) or date.min) > today for entry in said), []


def _counts(entry: EntryFact, rule: AtLeast) -> bool:
    if rule.side is not None and entry.side != rule.side:
        return False
    if rule.field is None:
        return True
    held = entry.data.get(rule.field)
    return held in rule.values if rule.values else bool(str(held or "").strip())


def _accepted(entry: EntryFact, row: StageRow) -> bool:
    word = party_word(entry, row)
    return word is not None and word.accepted


def _noted(entry: EntryFact, row: StageRow) -> bool:
    word = party_word(entry, row)
    return word is not None and word.accepted and bool(word.note.strip())


_OUTSIDE: dict[OutsideFact, Callable[[Surroundings], bool]] = {
    OutsideFact.EVERY_COMMENT_ANSWERED: lambda around: around.unanswered_comments == 0,
    OutsideFact.EVERY_MEMBER_DECLARED: lambda around: not around.undeclared_members,
    OutsideFact.YOU_SAID_WE_DID: lambda around: around.you_said_we_did_published,
}


def _names(rule: Outside, around: Surroundings) -> tuple[str, ...]:
    return around.undeclared_members if rule.fact is OutsideFact.EVERY_MEMBER_DECLARED else ()
