"""An answer while it is drafted: for one or many comments, changed by anyone of the team, or thrown away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from policyspace.charter.actions import Action
from policyspace.charter.words import AnswerDeed, AnswerState, AnswerStatus
from policyspace.discussion.changed_passages import get_passage
from policyspace.discussion.models import Answer
from policyspace.discussion.rendering import rendered
from policyspace.discussion.services.answers.grouping import let_go, take_up
from policyspace.discussion.services.answers.telling import Desk, desk_of, hold
from policyspace.drafting.models import Document
from policyspace.foundation.command import command
from policyspace.foundation.db import Blocks, db
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.people.models import Person

NEEDS_WHY = (AnswerStatus.NOT_ADOPTED, AnswerStatus.OUT_OF_SCOPE)


@command
def draft_answer(
    actor: Person,
    document: Document,
    *,
    comment_ids: Collection[int],
    status: AnswerStatus | str,
    words: str = "",
    passed_to: str = "",
    revision_number: int | None = None,
    block_id: str | None = None,
    idempotency_key: str,
) -> Answer:
    """Draft one answer to all of these comments; only the team reads it until it is published.

    `block_id` is a passage of revision `revision_number`, or of the one before that it took out. `passed_to` is kept
    for what is passed on. The same key twice drafts once. Raises Invalid, by field, for what its status needs and for
    comments that ask for no answer or have one; NotAllowed.
    """
    said = _said(document, status, words, passed_to, revision_number, block_id)
    desk = desk_of(actor, document, Action.DRAFT_ANSWER)
    earlier = db.session.scalar(
        select(Answer).where(Answer.drafted_by == actor.id, Answer.idempotency_key == idempotency_key)
    )
    if earlier is not None:
        return earlier
    answer = _begun(desk, idempotency_key, comment_count=len(set(comment_ids)))
    said.put_in(answer)
    db.session.add(answer)
    take_up(answer, comment_ids)
    desk.step(answer, AnswerDeed.DRAFTED)
    desk.tell("answer.drafted", answer, comments=answer.comment_count)
    return answer


@command
def change_answer(
    actor: Person,
    answer: Answer,
    *,
    version: int,
    status: AnswerStatus | str,
    words: str = "",
    passed_to: str = "",
    revision_number: int | None = None,
    block_id: str | None = None,
) -> None:
    """Change a draft, of which `version` was read; it has to be cleared again. The same words change nothing.

    Raises Invalid as `draft_answer` does, and when someone else changed it meanwhile; Conflict when it is a draft no
    more; NotAllowed.
    """
    document = db.session.get_one(Document, answer.document_id)
    said = _said(document, status, words, passed_to, revision_number, block_id)
    desk = desk_of(actor, document, Action.DRAFT_ANSWER)
    hold(answer)
    require_draft(answer)
    if said.is_in(answer):
        return
    if version != answer.version:
        raise Invalid(
            version=lazy(
                "Someone changed this draft while you were writing. Read their words, then save yours."
            )
        )
    said.put_in(answer)
    answer.version += 1
    answer.changed_at, answer.cleared_at, answer.cleared_by = desk.moment, None, None
    desk.step(answer, AnswerDeed.CHANGED)
    desk.tell("answer.changed", answer, version=answer.version)


@command
def discard_answer(actor: Person, answer: Answer) -> None:
    """Throw a draft away; its comments have no answer again. Twice is once.

    Raises Conflict when it is published, NotAllowed.
    """
    document = db.session.get_one(Document, answer.document_id)
    desk = desk_of(actor, document, Action.DRAFT_ANSWER)
    hold(answer)
    if answer.state == AnswerState.DISCARDED:
        return
    require_draft(answer)
    comments = let_go(answer)
    answer.state, answer.comment_count = AnswerState.DISCARDED.value, 0
    desk.step(answer, AnswerDeed.DISCARDED)
    desk.tell("answer.discarded", answer, comments=comments)


def _begun(desk: Desk, idempotency_key: str, *, comment_count: int) -> Answer:
    answer = Answer(
        document_id=desk.document.id,
        state=AnswerState.DRAFT.value,
        version=1,
        comment_count=comment_count,
        drafted_by=desk.actor.id,
        idempotency_key=idempotency_key,
        created_at=desk.moment,
        changed_at=desk.moment,
    )
    answer.capacity = desk.view.capacity
    return answer


def require_draft(answer: Answer) -> None:
    """Raise Conflict unless the answer is still a draft."""
    if answer.state == AnswerState.PUBLISHED:
        raise Conflict(lazy("This answer is published. Take it back to draft before you change it."))
    if answer.state == AnswerState.DISCARDED:
        raise Conflict(lazy("This draft was thrown away."))


@dataclass(frozen=True)
class _Said:
    """What an answer says, ready to be kept."""

    status: str
    words: str
    html: str
    passed_to: str | None
    revision_number: int | None
    block_id: str | None
    change: Blocks | None

    def is_in(self, answer: Answer) -> bool:
        return self._facts == (
            answer.status,
            answer.words,
            answer.passed_to,
            answer.revision_number,
            answer.block_id,
        )

    @property
    def _facts(self) -> tuple[object, ...]:
        return self.status, self.words, self.passed_to, self.revision_number, self.block_id

    def put_in(self, answer: Answer) -> None:
        answer.status, answer.words, answer.html = self.status, self.words, self.html
        answer.passed_to, answer.revision_number = self.passed_to, self.revision_number
        answer.block_id, answer.change = self.block_id, self.change


def _said(
    document: Document,
    status: AnswerStatus | str,
    words: str,
    passed_to: str,
    revision_number: int | None,
    block_id: str | None,
) -> _Said:
    """What is to be said, once it is known to hold what its status needs. Raises Invalid."""
    became, to = AnswerStatus(status), passed_to.strip()
    words = words if words.strip() else ""
    if became in NEEDS_WHY and not words:
        raise Invalid(words=lazy("Say why"))
    if became is AnswerStatus.PASSED_ON and not to:
        raise Invalid(passed_to=lazy("Say to whom you passed it on"))
    if became is not AnswerStatus.PASSED_ON and not words and revision_number is None:
        raise Invalid(words=lazy("Say what became of it, or choose the revision that changed the text"))
    passage = get_passage(document, revision_number, block_id)
    return _Said(
        status=became.value,
        words=words,
        html=rendered(words, field="words") if words else "",
        passed_to=to if became is AnswerStatus.PASSED_ON else None,
        revision_number=revision_number,
        block_id=passage.block_id if passage else None,
        change=passage.parts if passage else None,
    )
