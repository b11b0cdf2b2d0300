"""Shapes of what drafters send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marshmallow import fields, validate

from policyspace.charter.words import DocumentKind
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, Words, day, idempotency_key, whole_number

MOST_CHARACTERS = 100_000


def title() -> Line:
    return Line(lazy("Enter a title"), most=160)


def text() -> Words:
    return Words(lazy("Enter the text"), most=MOST_CHARACTERS)


def template_key() -> fields.String:
    """What a text started from: "standard", "empty", or the id of a template of the space."""
    say = lazy("Choose a template from the list")
    return fields.String(
        load_default="empty",
        error_messages={"invalid": say, "null": say},
        validate=validate.Regexp(r"^(?:standard|empty|[1-9][0-9]{0,8})\Z", error=say),
    )


class NewDocument(Shape):
    """A problem or a proposal, with its first text. `problems` are the numbers of those a proposal answers.

    `template`: what the text started from; its guidance goes away where something is written.
    """

    kind = Choice(DocumentKind, lazy("Choose whether this is a problem or a proposal"))
    title = title()
    text = text()
    why = Line(most=300, required=False)
    problems = fields.List(
        whole_number(lazy("Choose problems from the list"), least=1),
        load_default=list,
        validate=validate.Length(max=50, error=lazy("Choose 50 problems or fewer")),
    )
    template = template_key()
    idempotency_key = idempotency_key()


class StartingOver(Shape):
    """What somebody typed so far, the template they started from, and the one they want to start from now."""

    text = Words(most=MOST_CHARACTERS, required=False)
    template = template_key()
    start_from = template_key()


class TemplateWords(Shape):
    """A template of a space: the kind of document it is for, its title, its text."""

    kind = Choice(DocumentKind, lazy("Choose whether it is for problems or for proposals"))
    title = title()
    text = text()


class NewTemplate(TemplateWords):
    """A new template."""

    idempotency_key = idempotency_key()


class TemplateChange(TemplateWords):
    """A template's new words, and when the ones they were made from were written."""

    changed_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": lazy("Send the moment that the template gave as changed_at")},
    )


class NewRevision(Shape):
    """A new text for a document, and the number of the revision it was made from.

    With `section` (the id of its heading's block, or "start") the text is that section of it alone.
    """

    base_number = whole_number(lazy("Say which revision you started from"), least=1)
    title = title()
    text = text()
    section = Line(most=16, required=False)
    why = Line(most=300, required=False)
    idempotency_key = idempotency_key()


class NewSection(NewRevision):
    """New words for one section, as a form sends them."""

    text = Words(
        lazy("Enter the words of this section. To take it out, edit the whole text."), most=MOST_CHARACTERS
    )


class Settling(NewRevision):
    """What somebody sends to settle a conflict: their words as they were, and the revision they met."""

    against_number = whole_number(lazy("Say which revision yours met"), least=1)
    settled_title = Line(lazy("Enter a title"), most=160, required=False)


def settlement(conflicts: Sequence[int], *, title_open: bool) -> Settling:
    """The shape of a settlement of the conflicts with these numbers (and of the title, when both changed it).

    For conflict 0: `take_0`, one of mine, theirs, both, own; `own_0`, the words when it is own.
    """
    say = lazy("Choose which words to keep")
    parts: dict[str, fields.Field[Any]] = {}
    for number in conflicts:
        parts[f"take_{number}"] = fields.String(
            required=True,
            error_messages={"required": say},
            validate=validate.OneOf(("mine", "theirs", "both", "own"), error=say),
        )
        parts[f"own_{number}"] = Words(most=MOST_CHARACTERS, required=False)
    if title_open:
        parts["settled_title"] = title()
    shape: type[Settling] = type("Settlement", (Settling,), parts)
    return shape()


class Opening(Shape):
    """Until when a problem takes comments: that day is included, in the time zone of the space."""

    closes_on = day()


class Reopening(Opening):
    """Why a problem is opened again, and until when."""

    reason = Line(lazy("Enter a reason"), most=500)
