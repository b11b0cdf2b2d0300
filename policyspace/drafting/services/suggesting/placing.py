"""Words for the place of a passage, checked and brought to the newest revision."""

from __future__ import annotations

from dataclasses import dataclass

from policyspace.drafting.blocks import blocks_of
from policyspace.drafting.models import Document, Revision, Suggestion
from policyspace.drafting.queries import get_revision
from policyspace.drafting.rules.identity import Block
from policyspace.drafting.rules.suggesting import (
    Obstacle,
    Proposed,
    carry,
    find_passage,
    passage_of,
    put_in,
)
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.text.guard import DOCUMENT, check_document, check_text

RUNS_ON = lazy(
    "These words would run into the text around them. If you began a block of code, end it with the same signs."
)
OVERTAKEN = {
    Obstacle.CHANGED: lazy(
        "Someone changed the same words while you were writing. Compare, then send yours again."
    ),
    Obstacle.DIVIDED: lazy(
        "Someone divided this paragraph while you were writing. Compare, then send yours again."
    ),
    Obstacle.GONE: lazy(
        "Someone took this paragraph out while you were writing. Choose another, or comment."
    ),
    Obstacle.THERE: lazy("Someone made the same change while you were writing. The text says it now."),
}


@dataclass(frozen=True)
class Placed:
    """`words` in the place of `passage`, a block of `newest`."""

    newest: Revision
    passage: str
    words: str


def place(document: Document, block_id: str, base_number: int, words: str) -> Placed:
    """`words`, written over a block of revision `base_number`, as a change of the newest revision.

    Raises Invalid, by field: for words that change nothing or cannot stand there, for a revision or block that is
    not there, and under `base_number` where the text has changed so that only their author can say what is meant.
    """
    words = passage_of(words)
    check_text(words, DOCUMENT, field="words")
    newest = get_revision(document, document.revision_count)
    blocks = blocks_of(newest)
    base = blocks if base_number == newest.number else _base(document, base_number)
    passage = find_passage(base, block_id)
    if passage is None:
        raise Invalid(block_id=lazy("That paragraph is not in this text. Choose another."))
    if words == passage:
        raise Invalid(words=lazy("Change the words. To say something about them, comment instead."))
    placed = _carried(newest, Proposed(0, block_id, passage, words), base, blocks)
    require_fit(newest, block_id, placed.words)
    return placed


def require_fit(newest: Revision, block_id: str, words: str, *, field: str = "words") -> str:
    """The text of `newest` with `words` in the place of a block. Raises Invalid where it could not be saved."""
    text = put_in(blocks_of(newest), block_id, words)
    if text is None:
        raise Invalid(**{field: RUNS_ON})
    if not text.strip():
        raise Invalid(**{field: lazy("A text needs some words. Enter what it should say instead.")})
    check_document(text, field=field)
    return text


def still_fits(suggestion: Suggestion, newest: Revision) -> str:
    """The text with an open suggestion in its place. Raises Invalid, for the whole form."""
    return require_fit(newest, suggestion.block_id, suggestion.words, field="")


def _base(document: Document, number: int) -> list[Block]:
    if not 1 <= number <= document.revision_count:
        raise Invalid(base_number=lazy("There is no such revision to start from."))
    return blocks_of(get_revision(document, number))


def _carried(newest: Revision, proposed: Proposed, base: list[Block], blocks: list[Block]) -> Placed:
    outcome = carry([proposed], base, blocks).get(proposed.key)
    if outcome is None:
        return Placed(newest, proposed.passage, proposed.words)
    if isinstance(outcome, Obstacle):
        raise Invalid(base_number=OVERTAKEN[outcome])
    return Placed(newest, outcome.passage, outcome.words)
