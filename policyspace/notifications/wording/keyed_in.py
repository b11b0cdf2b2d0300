"""Letters to people whose words a facilitator keyed in, where they gave an address: that it is done, and the answer.

They have no account, so what they said leads them to the page of its code.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from policyspace.charter.words import AnswerState
from policyspace.discussion.models import Answer, Comment, KeyedIn, Slip
from policyspace.discussion.provenance import from_row
from policyspace.discussion.rules import shown_code
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft
from policyspace.notifications.rules import Link, Paragraph, Part, Quote, Wording

ENGLISH = "en"


def comment_keyed_in(row: LedgerRow) -> Iterator[Draft]:
    """To the address that was given, while it stands: what is published in their name, and how to object."""
    comment = db.session.get(Comment, row.subject_id)
    keyed = db.session.get(KeyedIn, row.subject_id)
    if comment is not None and comment.is_visible and keyed is not None and keyed.email:
        code = db.session.scalars(select(Slip.code).where(Slip.comment_id == comment.id)).one()
        yield Draft(keyed.email, ENGLISH, lambda: _keyed_in(comment, keyed, code))


def answers_to_speakers(row: LedgerRow) -> Iterator[Draft]:
    """To each address that was given, for each comment whose answer is still published and not hidden."""
    query = (
        select(Comment, Answer, KeyedIn, Slip.code)
        .join(Answer, Answer.id == Comment.answer_id)
        .join(KeyedIn, KeyedIn.comment_id == Comment.id)
        .join(Slip, Slip.comment_id == Comment.id)
        .where(
            Answer.id.in_(row.facts["answers"]),
            Answer.state == AnswerState.PUBLISHED.value,
            Comment.withdrawn_at.is_(None),
            Comment.hidden_at.is_(None),
            KeyedIn.email.is_not(None),
        )
        .options(joinedload(Answer.drafter, innerjoin=True), joinedload(KeyedIn.keyer, innerjoin=True))
        .order_by(Comment.id)
    )
    for found in db.session.execute(query):
        yield _answer_to(*found)


def _answer_to(comment: Comment, answer: Answer, keyed: KeyedIn, code: str) -> Draft:
    return Draft(str(keyed.email), ENGLISH, lambda: _answered(comment, answer, keyed, code))


def _keyed_in(comment: Comment, keyed: KeyedIn, code: str) -> Wording:
    document = db.session.get_one(Document, comment.document_id)
    return Wording(
        _("What you said about “%(title)s” is keyed in", title=document.title),
        (
            Paragraph(
                _(
                    "A facilitator keyed in what you said about “%(title)s”, as you agreed.",
                    title=document.title,
                )
            ),
            *_said(comment, keyed),
            Paragraph(_("It is shown as said by: %(name)s.", name=comment.author.display_name)),
            Paragraph(_("We write to you again when it has an answer. Others do not see this address.")),
            Link(_("See what happens to what you said"), _path(code), button=True),
            Paragraph(
                _(
                    "If you did not say this, or want it taken back, tell whoever took your reply, or write to us."
                )
            ),
        ),
    )


def _answered(comment: Comment, answer: Answer, keyed: KeyedIn, code: str) -> Wording:
    document = db.session.get_one(Document, comment.document_id)
    parts: list[Part] = [
        Paragraph(_("What you said about “%(title)s” has an answer.", title=document.title)),
        *_said(comment, keyed),
        Paragraph(_("What became of it: %(status)s.", status=answer.status_word.label)),
    ]
    if answer.passed_to:
        parts.append(Paragraph(_("It was passed on to: %(whom)s.", whom=answer.passed_to.rstrip("."))))
    if answer.words:
        name, hat = answer.drafter.display_name, answer.capacity.text
        parts.append(Paragraph(_("%(name)s answered, speaking as %(capacity)s:", name=name, capacity=hat)))
        parts.append(Quote(answer.words))
    parts.append(Link(_("See what happened to what you said"), _path(code), button=True))
    return Wording(_("What became of what you said about “%(title)s”", title=document.title), tuple(parts))


def _said(comment: Comment, keyed: KeyedIn) -> tuple[Part, ...]:
    return Paragraph(f"{from_row(keyed).words}:"), Quote(comment.body)


def _path(code: str) -> str:
    return f"/what-happened/{shown_code(code)}"
