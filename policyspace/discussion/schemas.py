"""Shapes of what is said about a document, and of how a list of it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from policyspace.charter.words import CommentKind, ReportReason
from policyspace.discussion.models import BLOCK_ID_LENGTH
from policyspace.discussion.rules import (
    MOST_CHARACTERS,
    MOST_WORDS_OF_APPEAL,
    MOST_WORDS_OF_REPORT,
    MOST_WORDS_TO_AUTHOR,
    OUTCOMES_TO_CHOOSE,
    REASONS_TO_CHOOSE,
    Order,
    mark_or_none,
)
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Shape, Words, idempotency_key, whole_number
from policyspace.spaces.schemas import hat


def body() -> Words:
    return Words(lazy("Enter your comment"), most=MOST_CHARACTERS)


def block(**kwargs: Any) -> fields.String:
    """The id of a block, or nothing for the whole document."""
    say = lazy("Choose a paragraph of the document")
    return fields.String(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": say},
        validate=validate.Regexp(rf"^[0-9A-Za-z-]{{1,{BLOCK_ID_LENGTH}}}\Z", error=say),
        **kwargs,
    )


class NewComment(Shape):
    """A comment on a document, or on the block `block_id` of its revision `revision_number`.

    `capacity` is for those who are not members yet: they join with it.
    """

    kind = Choice(CommentKind, lazy("Choose what kind of comment it is"))
    body = body()
    block_id = block()
    revision_number = whole_number(lazy("Say which revision you comment on"), least=1)
    capacity = hat(load_default=None, allow_none=True)
    idempotency_key = idempotency_key()


class NewReply(Shape):
    """A reply to a comment."""

    body = body()
    capacity = hat(load_default=None, allow_none=True)
    idempotency_key = idempotency_key()


class CommentEdit(Shape):
    """Other words for a comment; the kind stays as it is when none is sent."""

    kind = Choice(CommentKind, lazy("Choose what kind of comment it is"), required=False)
    body = body()


class Hiding(Shape):
    """Why a comment is hidden, and what its author is told besides."""

    reason = Choice(REASONS_TO_CHOOSE, lazy("Choose a reason"))
    words = Words(most=MOST_WORDS_TO_AUTHOR, required=False)


class Reporting(Shape):
    """What is wrong with a comment, in the words of a reader."""

    reason = Choice(ReportReason, lazy("Choose what is wrong"))
    words = Words(most=MOST_WORDS_OF_REPORT, required=False)


class Appealing(Shape):
    """Why a hidden comment should be shown again."""

    words = Words(lazy("Say why your comment should be shown again"), most=MOST_WORDS_OF_APPEAL)


class Deciding(Shape):
    """What becomes of an appeal, and what its author is told besides."""

    outcome = Choice(OUTCOMES_TO_CHOOSE, lazy("Choose what becomes of the comment"))
    reply = Words(most=MOST_WORDS_TO_AUTHOR, required=False)


class After(fields.String):
    """The mark after which a list goes on, as the list gave it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        mark = mark_or_none(str(value))
        if mark is None:
            raise ValidationError([lazy("Send what the list gave as “after”")])
        return mark


class Listing(Shape):
    """Which threads are wanted, and in which order."""

    kind = Choice(CommentKind, lazy("Choose a kind of comment"), required=False)
    block = block()
    order = Choice(Order, lazy("Choose newest, oldest or supported"), required=False)
    after = After(load_default=None)

    def lenient(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What of `asked` can be read; the rest is passed over. For addresses, which anyone may have changed."""
        known = {name: asked[name] for name in self.fields if asked.get(name)}
        try:
            return self.read(known)
        except Invalid as refusal:
            return self.read({name: value for name, value in known.items() if name not in refusal.fields})


class Going(Shape):
    """After which reply a thread goes on."""

    after = whole_number(lazy("Send what the list gave as “after”"), least=1, required=False)


class Nothing(Shape):
    """A form that only asks whether to go on."""
