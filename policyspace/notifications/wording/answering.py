"""The letter that tells people what became of their comments: one to each author, however many are in the batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from policyspace.charter.words import AnswerState
from policyspace.discussion.models import Answer, Comment
from policyspace.discussion.queries import get_comment
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_document
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _, plural
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_author
from policyspace.notifications.rules import Link, Paragraph, Part, Quote, Wording
from policyspace.notifications.wording.drafting import path_of
from policyspace.notifications.wording.keyed_in import answers_to_speakers
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

MOST_TOLD = 10
"""Comments in one letter; a page tells of the others."""

Told = tuple[Comment, Answer]


def answers_published(row: LedgerRow) -> Iterator[Draft]:
    """To each author but whoever published, of those comments whose answers are still published and not hidden; also
    to those whose words were keyed in."""
    space = db.session.get_one(Space, row.space_id)
    document = db.session.get_one(Document, row.subject_id)
    for _author, rows in groupby(_told(row), key=lambda told: told[0].author_id):
        yield from _to_one(space, document, list(rows))
    yield from answers_to_speakers(row)


def _told(row: LedgerRow) -> Sequence[Told]:
    query = (
        select(Comment, Answer)
        .join(Answer, Answer.id == Comment.answer_id)
        .join(Person, Person.id == Comment.author_id)
        .where(
            Answer.id.in_(row.facts["answers"]),
            Answer.state == AnswerState.PUBLISHED.value,
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
            Comment.author_id != row.actor_id,
            Person.email_confirmed_at.is_not(None),
        )
        .options(joinedload(Comment.author, innerjoin=True), joinedload(Answer.drafter, innerjoin=True))
        .order_by(Comment.author_id, Comment.id)
    )
    return [(comment, answer) for comment, answer in db.session.execute(query)]


def _to_one(space: Space, document: Document, told: Sequence[Told]) -> Iterator[Draft]:
    first = told[0][0]

    def readable(view: SpaceView) -> None:
        get_comment(get_document(view, document.number), first.id)

    return to_author(space, first.author, lambda: _wording(space, document, told), readable=readable)


def _wording(space: Space, document: Document, told: Sequence[Told]) -> Wording:
    here = path_of(space, document)
    number, title = len(told), document.title
    subject = plural(
        "What became of your comment on “%(title)s”",
        "What became of your %(num)s comments on “%(title)s”",
        number,
        title=title,
    )
    said = plural(
        "Your comment on “%(title)s” has an answer.",
        "Your %(num)s comments on “%(title)s” have answers.",
        number,
        title=title,
    )
    parts: list[Part] = [Paragraph(said)]
    for each in told[:MOST_TOLD]:
        parts += _one(here, *each)
    if number > MOST_TOLD:
        more = plural(
            "Read the answer to %(num)s more comment of yours, with all others",
            "Read the answers to %(num)s more comments of yours, with all others",
            number - MOST_TOLD,
        )
        parts.append(Link(more, f"{here}/you-said-we-did"))
    return Wording(subject, (*parts, *ending(space)), stop_path(space))


def _one(here: str, comment: Comment, answer: Answer) -> Iterator[Part]:
    yield Paragraph(_("You wrote:"))
    yield Quote(comment.body)
    yield Paragraph(_("What became of it: %(status)s.", status=answer.status_word.label))
    if answer.passed_to:
        yield Paragraph(_("It was passed on to: %(whom)s.", whom=answer.passed_to.rstrip(".")))
    if answer.words:
        name, hat = answer.drafter.display_name, answer.capacity.text
        yield Paragraph(_("%(name)s answered, speaking as %(capacity)s:", name=name, capacity=hat))
        yield Quote(answer.words)
    if answer.revision_number:
        yield _to_the_change(here, answer)
    yield Link(_("See your comment and the answer"), f"{here}/comments/{comment.id}")


def _to_the_change(here: str, answer: Answer) -> Link:
    """Where the words are that changed; a first revision has nothing to be compared with."""
    number = answer.revision_number or 1
    anchor = f"#b-{answer.block_id}" if answer.block_id else ""
    if number == 1:
        return Link(_("See the passage in the text"), f"{here}/revisions/1{anchor}")
    return Link(_("See what changed in the text"), f"{here}/answers/{answer.id}", button=answer.changed_text)
