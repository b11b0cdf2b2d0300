"""A person's choices for the conflicts of a merge, and the text they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policyspace.drafting.rules.merge.outcome import Conflict, Merge

Take = Literal["mine", "theirs", "both", "own"]


@dataclass(frozen=True, slots=True)
class Choice:
    """For one conflict: take `mine`, `theirs`, `both` (mine first), or one's `own` words, given in `text`."""

    take: Take
    text: str = ""


def text_with_choices(merge: Merge, choices: Mapping[int, Choice]) -> str:
    """The merged text with each conflict, by its number, settled as chosen.

    ValueError if a conflict has no choice, or a choice no conflict.
    """
    numbers = {conflict.number for conflict in merge.conflicts}
    if numbers != set(choices):
        raise ValueError(f"Choices are for the conflicts {sorted(choices)}, but there are {sorted(numbers)}.")
    texts = [
        chosen(piece, choices[piece.number]) if isinstance(piece, Conflict) else piece.text
        for piece in merge.pieces
    ]
    return merge.ended("".join(texts))


def chosen(conflict: Conflict, choice: Choice) -> str:
    """What a choice puts in the place of a conflict, set apart from the words before and behind it as before."""
    if choice.take == "mine":
        return conflict.mine
    if choice.take == "theirs":
        return conflict.theirs
    if choice.take == "both":
        return _both(conflict)
    return _framed(choice.text, conflict.mine if conflict.mine.strip() else conflict.theirs)


def _both(conflict: Conflict) -> str:
    """Mine, then theirs, with as much of the separator between as the two have not got themselves."""
    mine, theirs, separator = conflict.mine, conflict.theirs, conflict.separator
    if not mine.strip() or not theirs.strip():
        return theirs if not mine.strip() else mine
    there = mine[len(mine.rstrip()) :] + theirs[: len(theirs) - len(theirs.lstrip())]
    lines = separator.count("\n")
    if not lines:
        return mine + separator + theirs
    newline = separator[: len(separator) // lines]
    return mine + newline * (lines - there.count("\n")) + theirs


def _framed(text: str, like: str) -> str:
    """Someone's own words with the line breaks around them that the words they stand for had; none for no words."""
    if not text.strip():
        return ""
    before = like[: len(like) - len(like.lstrip("\r\n"))]
    after = like[len(like.rstrip("\r\n")) :] if like.strip() else ""
    return before + text.strip("\r\n") + after
