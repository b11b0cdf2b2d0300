"""Saving a revision: once, whole, and never over somebody else's words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import find_saved, get_known_revision, state_of
from policyspace.drafting.rules.authorship import Sent
from policyspace.drafting.rules.guidance import without_written_guidance
from policyspace.drafting.sectioning import whole_text
from policyspace.drafting.services.live.settling import lock_text
from policyspace.drafting.services.writing import Start, Words, write_revision
from policyspace.drafting.settling import Meeting, meet
from policyspace.drafting.tracing import written
from policyspace.foundation.command import command
from policyspace.foundation.db import Facts, db
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.foundation.text.guard import check_document
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@dataclass(frozen=True)
class Saved:
    """What a save came to. `merged`: joined with what others saved meanwhile. `new`: a revision was added;
    not so when the same key was saved before or nothing differs from the newest revision."""

    revision: Revision
    merged: bool
    new: bool


class EditConflict(Conflict):
    """The same words were changed by someone else. `meeting` holds all that a page needs to show both.

    What others typed into the live text was made revisions before the two met, and stays so.
    """

    undoes = False

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(
            lazy("Someone else changed the same words while you were writing."),
            newest=meeting.theirs.number,
            title_changed_by_both=meeting.title is None,
            conflicts=[
                {"number": each.number, "base": each.base, "mine": each.mine, "theirs": each.theirs}
                for each in meeting.merge.conflicts
            ],
        )
        self.meeting = meeting


@command
def save_revision(
    actor: Person,
    document: Document,
    *,
    base_number: int,
    title: str,
    text: str,
    section: str = "",
    why: str = "",
    idempotency_key: str,
    imported: Facts | None = None,
    drew_on: int | None = None,
) -> Saved:
    """Save `text` as the next revision, merged with what was saved since revision `base_number`.

    Raises EditConflict when the same words were changed meanwhile, Invalid for a text or base that cannot
    be taken, NotAllowed. The same key twice gives the same revision. Guidance that is written over is taken out.
    With `section` (the id of its heading's block, or "start") `text` is that section of the base alone.
    `imported` tells where a revision made elsewhere comes from, in plain values; its `at` (ISO 8601, with a zone)
    is the moment it was made. Such a one is kept even where it says the same as the newest.
    `drew_on` is the number of an older revision that words were taken from, as when a conflict was settled.
    """
    check_document(text, field="text")
    view = view_of(db.session.get_one(Space, document.space_id), actor)
    require(Action.SAVE_REVISION, view.standing(document_state=state_of(document)))
    text = _with_section(document, base_number, section, text) if section else text
    lock_text(document)
    if (earlier := find_saved(actor.id, idempotency_key)) is not None:
        return _saved_before(earlier, document)
    newest = get_known_revision(document, document.revision_count)
    words, sent = _joined(document, newest, base_number, Words(title, text, why))
    if imported is None and (words.title, words.text) == (newest.title, newest.text):
        return Saved(newest, merged=bool(sent), new=False)
    start = Start(newest, base_number, bool(sent), idempotency_key, imported, sent, drew_on)
    revision = write_revision(document, actor, view.capacity, words, start)
    facts = {"document": document.number, "revision": revision.number, "merged": revision.merged}
    record(actor, "revision.saved", space=view.space, subject=revision, **facts, **view.capacity.facts)
    return Saved(revision, merged=revision.merged, new=True)


def _with_section(document: Document, base_number: int, section: str, words: str) -> str:
    """The whole text of the base with `words` for its section."""
    _check_base(document, base_number)
    text = whole_text(get_known_revision(document, base_number), section, words)
    check_document(text, field="text")
    return text


def _check_base(document: Document, base_number: int) -> None:
    if base_number > document.revision_count:
        raise Invalid(base_number=lazy("There is no such revision to start from."))


def _saved_before(earlier: Revision, document: Document) -> Saved:
    if earlier.document_id != document.id:
        raise Invalid(idempotency_key=lazy("This key was used for another document. Use a new one."))
    return Saved(earlier, merged=earlier.merged, new=False)


def _joined(document: Document, newest: Revision, base_number: int, mine: Words) -> tuple[Words, Sent | None]:
    """`mine` without guidance that is written over, with what was saved since its base; and if anything was, what
    it was before."""
    _check_base(document, base_number)
    mine = replace(mine, text=without_written_guidance(mine.text, document.guidance or ()))
    if base_number == newest.number:
        return mine, None
    meeting = meet(
        document, base_number=base_number, against_number=newest.number, title=mine.title, text=mine.text
    )
    if meeting.title is None or meeting.merge.text is None:
        raise EditConflict(meeting)
    check_document(meeting.merge.text, field="text")
    return Words(meeting.title, meeting.merge.text, mine.why), Sent(mine.text, written(meeting.base))
