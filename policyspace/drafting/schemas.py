"""Shapes of what drafters send."""

from __future__ import annotations

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


class Closing(Shape):
    """When a problem stops taking comments: a date, inclusive, in the time zone of the space."""

    closes_on = fields.Date(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": lazy("Enter a real date, like 2026-11-20")},
    )


class Reason(Shape):
    """Why something is done that needs a reason."""

    reason = Line(lazy("Enter a reason"), most=500)
