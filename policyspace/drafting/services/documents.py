"""Starting a document."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import DocumentKind, ProblemState, ProposalState
from policyspace.drafting.models import Document, ProposalProblem
from policyspace.drafting.queries import find_saved
from policyspace.drafting.rules.guidance import guidance_in, without_written_guidance
from policyspace.drafting.services.writing import Start, Words, write_revision
from policyspace.drafting.starting import EMPTY, template_text
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import Facts, db, lock
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.foundation.text.guard import check_document
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of

STARTS = {
    DocumentKind.PROBLEM: (Action.CREATE_PROBLEM, ProblemState.DRAFT),
    DocumentKind.PROPOSAL: (Action.CREATE_PROPOSAL, ProposalState.DRAFT),
}


@command
def create_document(
    actor: Person,
    space: Space,
    *,
    kind: DocumentKind | str,
    title: str,
    text: str,
    why: str = "",
    problems: Sequence[int] = (),
    template: str = EMPTY,
    idempotency_key: str,
    imported: Facts | None = None,
) -> Document:
    """Start a problem, or a proposal that answers `problems` (numbers in this space), with its first revision.

    `template` names what the text started from: its guidance goes away where something is written, now and in
    later revisions. `imported` as for `save_revision`. Raises Invalid for a text that cannot be taken, a problem or
    a template that is not there, NotAllowed.
    """
    kind = DocumentKind(kind)
    check_document(text, field="text")
    action, state = STARTS[kind]
    view = view_of(space, actor)
    require(action, view.standing())
    lock(space)
    earlier = find_saved(actor.id, idempotency_key)
    if earlier is not None:
        return earlier.document
    answered = _problems(space, kind, problems)
    guidance = guidance_in(template_text(space, kind, template))
    document = _add(actor, space, kind=kind, state=state, title=title)
    document.guidance = guidance or None
    db.session.add_all(ProposalProblem(proposal_id=document.id, problem_id=each.id) for each in answered)
    start = Start(None, base_number=None, merged=False, idempotency_key=idempotency_key, imported=imported)
    own = without_written_guidance(text, guidance)
    write_revision(document, actor, view.capacity, Words(title, own, why), start)
    facts = {"document": document.number, "kind": kind.value}
    record(actor, "document.created", space=space, subject=document, **facts, **view.capacity.facts)
    return document


def _add(actor: Person, space: Space, *, kind: DocumentKind, state: str, title: str) -> Document:
    moment = now()
    space.document_count += 1
    document = Document(
        space_id=space.id,
        number=space.document_count,
        kind=kind.value,
        state=state,
        title=title,
        revision_count=0,
        created_at=moment,
        updated_at=moment,
        created_by=actor.id,
    )
    db.session.add(document)
    db.session.flush()
    return document


def _problems(space: Space, kind: DocumentKind, numbers: Sequence[int]) -> Sequence[Document]:
    wanted = set(numbers)
    if wanted and kind is not DocumentKind.PROPOSAL:
        raise Invalid(problems=lazy("Only a proposal answers problems."))
    found = db.session.scalars(
        select(Document).where(
            Document.space_id == space.id,
            Document.kind == DocumentKind.PROBLEM.value,
            Document.number.in_(wanted),
        )
    ).all()
    if len(found) != len(wanted):
        raise Invalid(problems=lazy("Choose problems of this space."))
    return found
