"""What the team of the demonstration does with comments: answers drafted by one, cleared and published by another."""

from __future__ import annotations

from collections.abc import Sequence

from policyspace.charter.words import AnswerState
from policyspace.cli.demo.cast import Cast
from policyspace.cli.demo.talking import paragraph
from policyspace.cli.demo.words.answers import Given
from policyspace.discussion import services as discussion
from policyspace.discussion.models import Answer, Comment
from policyspace.drafting.models import Document


def answer(
    cast: Cast, document: Document, comments: Sequence[Comment], given: Sequence[Given], *, key: str
) -> None:
    """Draft all of `given`, then clear and publish what is to be, each in one batch."""
    drafts = [
        (each, _draft(cast, document, comments, each, f"{key}-{number}"))
        for number, each in enumerate(given, 1)
    ]
    facilitator = cast["gwen"]
    cleared = {draft.id: draft.version for each, draft in drafts if each.cleared}
    discussion.clear_answers(facilitator, document, drafts=cleared)
    ready = {
        draft.id: draft.version
        for each, draft in drafts
        if each.cleared and each.state is AnswerState.PUBLISHED
    }
    discussion.publish_answers(facilitator, document, drafts=ready)


def _draft(cast: Cast, document: Document, comments: Sequence[Comment], each: Given, key: str) -> Answer:
    return discussion.draft_answer(
        cast[each.by],
        document,
        comment_ids=[comments[number - 1].id for number in each.to],
        status=each.status,
        words=each.words,
        passed_to=each.passed_to,
        revision_number=document.revision_count if each.on else None,
        block_id=paragraph(document, each.on) if each.on else None,
        idempotency_key=f"demonstration-answer-{key}",
    )
