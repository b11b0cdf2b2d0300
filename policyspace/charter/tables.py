"""The permission table and the stages as Markdown, from the rows that are enforced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policyspace.charter.permissions import rows
from policyspace.charter.stages import STAGES, StageRow


def permission_table() -> str:
    """One line for each action: who may do it, and when."""
    return _table(
        ("Action", "Who may"),
        ((str(row.action.label), row.who_may) for row in rows()),
    )


def stage_table() -> str:
    """One line for each stage: what the record asks, what it needs before it is ready, who confirms."""
    return _table(
        ("Stage", "The record asks", "Needed before it is ready", "Confirmed by"),
        (_stage_line(row) for row in STAGES),
    )


def _stage_line(row: StageRow) -> tuple[str, ...]:
    confirmed = [str(confirmer.sentence) for confirmer in row.confirmers]
    confirmed += [str(rule.sentence) for rule in (row.challenge, row.lapse) if rule]
    return (
        f"**{row.stage.label}**: {row.meaning}",
        "<br>".join(str(prompt.question) for prompt in row.prompts),
        "<br>".join(str(item.sentence) for item in row.requirements),
        "<br>".join(confirmed),
    )


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    drawn = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in drawn)
