"""Shapes of what drafters send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marshmallow import fields, validate

from policyspace.charter.words import DocumentKind
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, Words, day, idempotency_key, whole_number
from policyspace.spaces.schemas import hat

MOST_CHARACTERS = 100_000
MOST_IN_A_PASSAGE = 20_000
WHICH_PASSAGE = lazy("Choose a paragraph of the document")


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


class PreviewedNew(Shape):
    """The text of a new document, to be shown as it would read. Nothing is kept of it, so it may still be empty."""

    text = Words(most=MOST_CHARACTERS, required=False)
    kind = Choice(
        DocumentKind,
        lazy("Choose whether this is a problem or a proposal"),
        required=False,
        load_default="problem",
        allow_none=False,
    )
    template = template_key()


class PreviewedNext(Shape):
    """The next text of a document, or one `section` of revision `base_number`, to be shown as it would read."""

    text = Words(most=MOST_CHARACTERS, required=False)
    base_number = whole_number(lazy("Say which revision you started from"), least=1, required=False)
    section = Line(most=16, required=False)


class UsingAgain(Shape):
    """That the text of an older revision becomes the newest; `base_number` is the newest its reader knew of."""

    base_number = whole_number(lazy("Say which revision you started from"), least=1)
    why = Line(most=300, required=False)
    idempotency_key = idempotency_key()


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


class Replacement(Words):
    """Words for the place of a passage; none at all take it out, so they have to be sent."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs) if str(value).strip() else ""


def replacement() -> Replacement:
    return Replacement(lazy("Enter the words you suggest"), most=MOST_IN_A_PASSAGE)


class NewSuggestion(Shape):
    """Other words for the block `block_id` of revision `base_number`, and why, in a line.

    `capacity` is for those who are not members yet: they join with it.
    """

    block_id = fields.String(
        required=True,
        error_messages=dict.fromkeys(("required", "null", "invalid"), WHICH_PASSAGE),
        validate=validate.Regexp(r"^[0-9A-Za-z-]{1,16}\Z", error=WHICH_PASSAGE),
    )
    base_number = whole_number(lazy("Say which revision you started from"), least=1)
    words = replacement()
    why = Line(lazy("Say why, in a line"), most=300)
    capacity = hat(load_default=None, allow_none=True)
    idempotency_key = idempotency_key()


class SuggestionRenewal(Shape):
    """Other words for the passage as revision `base_number` has it."""

    base_number = whole_number(lazy("Say which revision you started from"), least=1)
    words = replacement()


class Accepting(Shape):
    """Which words are accepted: the digest of the suggestion as it was shown."""

    digest = Line(lazy("Read the suggestion before you accept it"), most=64)


class Declining(Shape):
    """Why a suggestion is declined; everyone can read it."""

    reason = Line(lazy("Say why you decline it"), most=500)
