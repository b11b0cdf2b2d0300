"""Shapes of what drafters send."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from policyspace.charter.words import DocumentKind
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, Words, idempotency_key, whole_number

MOST_CHARACTERS = 100_000


def title() -> Line:
    return Line(lazy("Enter a title"), most=160)


def text() -> Words:
    return Words(lazy("Enter the text"), most=MOST_CHARACTERS)


class NewDocument(Shape):
    """A problem or a proposal, with its first text. `problems` are the numbers of those a proposal answers."""

    kind = Choice(DocumentKind, lazy("Choose whether this is a problem or a proposal"))
    title = title()
    text = text()
    why = Line(most=300, required=False)
    problems = fields.List(
        whole_number(lazy("Choose problems from the list"), least=1),
        load_default=list,
        validate=validate.Length(max=50, error=lazy("Choose 50 problems or fewer")),
    )
    idempotency_key = idempotency_key()


class NewRevision(Shape):
    """A new text for a document, and the number of the revision it was made from."""

    base_number = whole_number(lazy("Say which revision you started from"), least=1)
    title = title()
    text = text()
    why = Line(most=300, required=False)
    idempotency_key = idempotency_key()


def day(**kwargs: Any) -> fields.Date:
    """A date that may be left out."""
    return fields.Date(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": lazy("Enter a real date, like 27 3 2027")},
        **kwargs,
    )


class Opening(Shape):
    """Until when a problem takes comments: that day is included, in the time zone of the space."""

    closes_on = day()


class Reopening(Opening):
    """Why a problem is opened again, and until when."""

    reason = Line(lazy("Enter a reason"), most=500)
