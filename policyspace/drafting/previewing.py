"""A text as it would read once saved: made by what makes a revision, and kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind
from policyspace.drafting import queries
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.rules.advice import Advice, advise
from policyspace.drafting.rules.guidance import guidance_in, without_written_guidance
from policyspace.drafting.sectioning import outside_section, whole_text
from policyspace.drafting.services.documents import STARTS
from policyspace.drafting.services.writing import next_blocks
from policyspace.drafting.starting import EMPTY, template_text
from policyspace.foundation.text.guard import check_document
from policyspace.spaces.queries import SpaceView

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Preview:
    """The blocks a text would have, and at which character of what was typed each begins.

    Ids of blocks that no revision holds yet are passing ones. `advice` speaks of places in the whole text, whose
    blocks have `ids`.
    """

    blocks: list[dict[str, Any]]
    starts: list[int]
    advice: Advice
    ids: list[str]


def preview_new(
    view: SpaceView, *, text: str, kind: DocumentKind | str = DocumentKind.PROBLEM, template: str = EMPTY
) -> Preview:
    """`text` as it would read as a new document of the space. Raises Invalid, NotAllowed."""
    kind = DocumentKind(kind)
    view.require(STARTS[kind][0])
    check_document(text, field="text")
    return _drawn(text, text, None, guidance_in(template_text(view.space, kind, template)), NOTHING)


def preview_next(
    view: SpaceView, document: Document, *, text: str, base_number: int | None = None, section: str = ""
) -> Preview:
    """`text` as it would read as the next revision of `document`.

    With `section`, `text` is that section of revision `base_number` alone, drawn as it would stand in the whole.
    Raises Invalid, NotAllowed, NotFound.
    """
    view.require(Action.SAVE_REVISION, document_state=queries.state_of(document))
    check_document(text, field="text")
    newest = queries.get_revision(document, document.revision_count)
    if not section:
        return _drawn(text, text, newest, document.guidance or (), NOTHING)
    base = queries.get_revision(document, base_number) if base_number else newest
    whole = whole_text(base, section, text)
    check_document(whole, field="text")
    return _drawn(text, whole, newest, document.guidance or (), outside_section(base, section))


def _drawn(
    typed: str, whole: str, newest: Revision | None, guidance: Collection[str], outside: Collection[str]
) -> Preview:
    """The blocks of `whole`, but for those with an id that is `outside`."""
    own = without_written_guidance(whole, guidance)
    blocks = next_blocks(own, newest, guidance)
    ids = [each["id"] for each in blocks]
    kept = [(at, each) for at, each in _placed(blocks) if each["id"] not in outside]
    sources = (own[at : at + each["length"]] for at, each in kept)
    shown = [each for _at, each in kept]
    first = ids.index(shown[0]["id"]) if shown else 0
    advice = advise(own, guidance, range(first, first + len(shown)))
    return Preview(shown, list(_found(typed, sources)), advice, ids)


def _placed(blocks: list[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    at = 0
    for each in blocks:
        yield at, each
        at += each["length"]


def _found(typed: str, sources: Iterator[str]) -> Iterator[int]:
    """Where each of `sources`, which come in order, stands in what was typed."""
    behind = 0
    for source in sources:
        words = source.strip("\n")
        begin = typed.find(words, behind)
        begin = behind if begin < 0 else begin
        yield begin
        behind = min(begin + len(words), len(typed))
