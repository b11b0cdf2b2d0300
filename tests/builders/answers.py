"""Answers to comments, by the real services."""

from __future__ import annotations

from typing import Any

from policyspace.charter.words import AnswerStatus, Role
from policyspace.discussion import services
from policyspace.discussion.models import Answer, Comment
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from policyspace.people.models import Person
from tests.builders.drafting import a_key, space_of
from tests.builders.spaces import a_member, the_facilitator

WHY = "The council has **no power** over this."


def the_team_of(document: Document) -> tuple[Person, Person]:
    """A new drafter of the space, and its facilitator."""
    space = space_of(document)
    return a_member(space, role=Role.DRAFTER), the_facilitator(space)


def a_draft_answer(*comments: Comment, by: Person | None = None, **said: Any) -> Answer:
    """One draft for all `comments`, by the facilitator unless told otherwise; not adopted, with a reason."""
    document = db.session.get_one(Document, comments[0].document_id)
    words: dict[str, Any] = {
        "status": AnswerStatus.NOT_ADOPTED,
        "words": WHY,
        "idempotency_key": a_key(),
        "comment_ids": [each.id for each in comments],
    }
    return services.draft_answer(by or the_facilitator(space_of(document)), document, **(words | said))


def published(*answers: Answer, by: Person | None = None) -> int:
    """Publish `answers` as they are, by the facilitator unless told otherwise."""
    document = db.session.get_one(Document, answers[0].document_id)
    actor = by or the_facilitator(space_of(document))
    return services.publish_answers(actor, document, drafts={answer.id: answer.version for answer in answers})


def an_answer(*comments: Comment, **said: Any) -> Answer:
    """A published answer to `comments`."""
    answer = a_draft_answer(*comments, **said)
    published(answer)
    return answer


def answer_counts(document: Document) -> tuple[int, int, int]:
    """How many comments ask for an answer, have one, changed the text, as the database has it now."""
    db.session.refresh(document)
    return document.asked_count, document.answered_count, document.changed_count
