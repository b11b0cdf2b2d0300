"""Texts to measure with: real policies, redraft by redraft, and long ones put together from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HISTORIES = Path(__file__).resolve().parents[2] / "shared" / "data" / "histories"
LONG = 100_000
_SENTENCE = (
    "The council must tell each family in writing, within {} days, where they will live next and why. "
)


@cache
def histories() -> dict[str, tuple[str, ...]]:
    """The texts of the revisions of each real document, by the name of its folder; empty where they are not here."""
    folders = sorted(HISTORIES.iterdir()) if HISTORIES.is_dir() else []
    return {
        folder.name: tuple(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md")))
        for folder in folders
    }


def long_texts(count: int) -> list[str]:
    """`count` successive states of one text of about 100,000 characters, each a real step of real documents further.

    Where the real ones are not here, made-up sentences of which a few change at each step.
    """
    if not histories():
        return [_made_up(step) for step in range(count)]
    return ["".join(_states(step))[:LONG].rsplit("\n\n", 1)[0] + "\n" for step in range(count)]


def _states(step: int) -> list[str]:
    """One revision of each real document: the last but some, in turn, so that every step changes one or two."""
    chosen = []
    for place, revisions in enumerate(histories().values()):
        index = (len(revisions) // 2 + (step + place) // len(histories())) % len(revisions)
        chosen.append(revisions[index].rstrip() + "\n\n")
    return sorted(chosen, key=len, reverse=True)


def _made_up(step: int) -> str:
    parts = []
    for number in range(LONG // 600):
        days = number + (step if number % 40 == step % 40 else 0)
        parts.append(_SENTENCE.format(days) * 6)
        if number % 8 == 0:
            parts.append(f"## Part {number // 8}")
    return "\n\n".join(parts) + "\n"
