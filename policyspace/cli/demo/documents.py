"""The documents of the demonstration, each through a part of its life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policyspace.charter.words import DocumentKind, HideReason, ReportReason
from policyspace.cli.demo.answering import answer
from policyspace.cli.demo.cast import Cast
from policyspace.cli.demo.talking import hear, say, talk, wish
from policyspace.cli.demo.words import open_problem as asked
from policyspace.cli.demo.words import problem as agreed
from policyspace.cli.demo.words import proposal as proposed
from policyspace.cli.demo.words.answers import TO_THE_AGREED_PROBLEM, TO_THE_OPEN_PROBLEM
from policyspace.discussion import services as discussion
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.people.models import Person
from policyspace.spaces.models import Space

Change = tuple[str, str]


def start(
    by: Person, space: Space, kind: str, title: str, text: str, *, key: str, problems: Sequence[int] = ()
) -> Document:
    """A document in its first state."""
    return drafting.create_document(
        by,
        space,
        kind=DocumentKind(kind),
        title=title,
        text=text,
        problems=problems,
        idempotency_key=f"demonstration-{key}",
    )


def discussed_problem(cast: Cast, space: Space) -> Document:
    """Drafted by both sides, discussed, closed, redrafted, answered and agreed."""
    facilitator = cast["gwen"]
    problem = start(cast["priya"], space, "problem", agreed.TITLE, agreed.TEXT, key="problem")
    _change(cast["aisha"], problem, agreed.AFTER_A_VISIT, why="Why tenancies end, from our case records")
    drafting.open_problem(facilitator, problem)
    comments = talk(cast, problem, agreed.REMARKS, key="problem")
    drafting.close_problem(facilitator, problem)
    _change(cast["priya"], problem, *agreed.AFTER_THE_COMMENTS, why="Storage and work, as residents told us")
    answer(cast, problem, comments, TO_THE_AGREED_PROBLEM, key="problem")
    discussion.frame_problem(facilitator, problem)
    return problem


def open_problem(cast: Cast, space: Space, *, closes_on: date) -> Document:
    """One that anyone can comment on until the end of `closes_on`; one comment on it is hidden, another
    reported, and there are suggestions: open, accepted, declined; an answer is published, others are drafts."""
    facilitator = cast["gwen"]
    problem = start(cast["aisha"], space, "problem", asked.TITLE, asked.TEXT, key="open-problem")
    drafting.open_problem(facilitator, problem, closes_on=closes_on)
    hidden = say(cast, problem, asked.HIDDEN, key="open-problem-hidden")
    discussion.hide_comment(
        facilitator, hidden, reason=HideReason.PERSONAL_INFORMATION, words=asked.WHY_HIDDEN
    )
    comments = talk(cast, problem, asked.REMARKS, key="open-problem")
    hear(cast, problem, asked.SPOKEN, key="open-problem-spoken")
    answer(cast, problem, comments, TO_THE_OPEN_PROBLEM, key="open-problem")
    wish(cast, problem, asked.WISHES, key="open-problem-wish")
    discussion.report_comment(
        cast["chris"], comments[0], reason=ReportReason.PERSONAL_INFORMATION, words=asked.WHY_REPORTED
    )
    return problem


def drafted_proposal(cast: Cast, space: Space, problem: Document) -> Document:
    """Begun by the department; the council and the department then write at the same time."""
    begun = start(
        cast["priya"],
        space,
        "proposal",
        proposed.TITLE,
        proposed.TEXT,
        key="proposal",
        problems=[problem.number],
    )
    first = get_revision(begun, 1)
    _change(cast["aisha"], begun, proposed.BY_THE_COUNCIL, why="Single people could lose too")
    _change(
        cast["priya"], begun, proposed.BY_THE_DEPARTMENT, why="Storage, which families raised", base=first
    )
    return begun


def publish(cast: Cast, proposal: Document) -> None:
    """Agree on measures, publish, and change what people asked for."""
    _change(cast["aisha"], proposal, proposed.AFTER_TRUST, why="What we agreed to measure")
    drafting.publish_proposal(cast["priya"], proposal)
    talk(cast, proposal, proposed.REMARKS, key="proposal")
    _change(
        cast["aisha"], proposal, proposed.AFTER_THE_COMMENTS, why="The language of the notice, as Marek asked"
    )


def _change(by: Person, document: Document, *changes: Change, why: str, base: Revision | None = None) -> None:
    """Save the text of `base` (none: the newest revision) with other words in it."""
    base = base or get_revision(document, document.revision_count)
    text = base.text
    for before, after in changes:
        if text.count(before) != 1:
            raise ValueError(f"the text of the demonstration does not say once: {before}")
        text = text.replace(before, after)
    drafting.save_revision(
        by,
        document,
        base_number=base.number,
        title=base.title,
        text=text,
        why=why,
        idempotency_key=f"demonstration-{document.number}-{document.revision_count}",
    )
