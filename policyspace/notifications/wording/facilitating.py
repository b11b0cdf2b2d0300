"""The letters of facilitators to one person: a proposal waits for them, or is handed over to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.words import Stage, WaitKind
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import _, plural
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_author
from policyspace.notifications.rules import Link, Paragraph, Quote, Wording
from policyspace.notifications.wording.drafting import path_of
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.outcomes.models import Deed, Record
from policyspace.outcomes.queries import INTERESTS, get_proposal, wanted_of
from policyspace.outcomes.rules import Wanted
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, find_membership

MOST_ASKED = 5
MOST_NAMED = 20


def record_handed_over(row: LedgerRow) -> Iterator[Draft]:
    """To the facilitator who looks after the proposal from now on; nobody writes to themselves.

    Of those that were handed over together, one letter tells: `records_handed_over`.
    """
    space, document, deed = _about(row)
    if deed.whom is None or deed.whom_id == deed.person_id or row.facts.get("together"):
        return

    def readable(view: SpaceView) -> None:
        get_proposal(view, document.number)

    yield from to_author(space, deed.whom, lambda: _handed_over(space, document, deed), readable=readable)


def records_handed_over(row: LedgerRow) -> Iterator[Draft]:
    """To the facilitator who looks after several proposals from now on: one letter about all of them."""
    space, _document, first = _about(row)
    query = (
        select(Document)
        .join(Record, Record.document_id == Document.id)
        .join(Deed, Deed.record_id == Record.id)
        .where(Deed.id.in_(row.facts["deeds"]))
    )
    documents = db.session.scalars(query.order_by(Document.id)).all()
    if first.whom is not None:
        whom = first.whom
        yield from to_author(
            space, whom, lambda: _all_handed_over(space, documents, first), readable=_facilitates
        )


def member_nudged(row: LedgerRow) -> Iterator[Draft]:
    """To whoever was nudged, as long as the proposal still waits for them."""
    space, document, deed = _about(row)
    person = deed.whom
    membership = find_membership(space, person) if person else None
    if person is None or membership is None:
        return
    wanted = wanted_of(space, document, membership)

    def readable(view: SpaceView) -> None:
        get_proposal(view, document.number)

    if wanted:
        yield from to_author(space, person, lambda: _nudged(space, document, deed, wanted), readable=readable)


def _nudged(space: Space, document: Document, deed: Deed, wanted: Sequence[Wanted]) -> Wording:
    names = {"name": deed.person.display_name, "title": document.title}
    note = (Paragraph(_("They add:")), Quote(deed.words)) if deed.words.strip() else ()
    return Wording(
        _("“%(title)s” waits for you", title=document.title),
        (
            Paragraph(
                _("The proposal “%(title)s” waits for you, and %(name)s asks you to help it on.", **names)
            ),
            *note,
            Paragraph(_("What is asked of you:")),
            *(_asked(space, document, each) for each in wanted[:MOST_ASKED]),
            *ending(space),
        ),
        stop_path(space),
    )


def _asked(space: Space, document: Document, wanted: Wanted) -> Link:
    """One thing that is asked, and the page on which it is done."""
    record = db.session.scalar(select(Record).where(Record.document_id == document.id))
    at, stage = f"{path_of(space, document)}/outcome", record.stage if record else Stage.TRUST.value
    pages = {
        WaitKind.CONFIRM: f"{stage}/confirm",
        WaitKind.ACCEPT: f"entries/{wanted.entry_id}/accept",
        WaitKind.CORRECT: f"entries/{wanted.entry_id}/edit",
        WaitKind.DECLARE: f"{stage}/{INTERESTS}/new",
        WaitKind.ANSWER: stage,
    }
    what = Stage(stage).label if wanted.kind is WaitKind.CONFIRM else wanted.what
    return Link(_("%(ask)s: %(what)s", ask=wanted.kind.label, what=what), f"{at}/{pages[wanted.kind]}")


def _handed_over(space: Space, document: Document, deed: Deed) -> Wording:
    names = {"name": deed.person.display_name, "title": document.title}
    return Wording(
        _("You look after “%(title)s” now", title=document.title),
        (
            Paragraph(_("%(name)s handed the proposal “%(title)s” over to you.", **names)),
            Paragraph(_("Their note:")),
            Quote(deed.words),
            Link(_("See where it stands"), f"{path_of(space, document)}/outcome", button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _facilitates(view: SpaceView) -> None:
    """Raises NotFound for whoever facilitates no more."""
    if not view.may(Action.HAND_OVER):
        raise NotFound


def _all_handed_over(space: Space, documents: Sequence[Document], deed: Deed) -> Wording:
    subject = plural(
        "You look after %(num)s more proposal in “%(space)s” now",
        "You look after %(num)s more proposals in “%(space)s” now",
        len(documents),
        space=space.title,
    )
    said = plural(
        "%(name)s handed %(num)s proposal in “%(space)s” over to you.",
        "%(name)s handed %(num)s proposals in “%(space)s” over to you.",
        len(documents),
        name=deed.person.display_name,
        space=space.title,
    )
    return Wording(
        subject,
        (
            Paragraph(said),
            Paragraph(_("Their note:")),
            Quote(deed.words),
            *(Link(each.title, f"{path_of(space, each)}/outcome") for each in documents[:MOST_NAMED]),
            Link(_("See all of them on your desk"), f"/spaces/{space.slug}/desk?show=mine", button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _about(row: LedgerRow) -> tuple[Space, Document, Deed]:
    """The space, the proposal and the deed that a row tells of."""
    deed = db.session.get_one(Deed, row.subject_id)
    record = db.session.get_one(Record, deed.record_id)
    return db.session.get_one(Space, row.space_id), db.session.get_one(Document, record.document_id), deed
