"""Shapes of what is said about a document, and of how a list of it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from policyspace.charter.capacity import Side, Voice
from policyspace.charter.words import AnswerStatus, CommentKind, ReportReason
from policyspace.discussion.models import BLOCK_ID_LENGTH, MOST_PASSED_TO
from policyspace.discussion.rules import (
    ANSWERINGS,
    MOST_CHARACTERS,
    MOST_WORDS_OF_APPEAL,
    MOST_WORDS_OF_REPORT,
    MOST_WORDS_TO_AUTHOR,
    OUTCOMES_TO_CHOOSE,
    REASONS_TO_CHOOSE,
    Order,
    mark_or_none,
)
from policyspace.discussion.rules.finding import MOST_CHARACTERS as MOST_TO_FIND
from policyspace.discussion.rules.quoting import MOST_BEFORE, MOST_QUOTED
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Line, Shape, Words, idempotency_key, whole_number
from policyspace.people.schemas import Email
from policyspace.spaces.schemas import hat

CHOOSE_DRAFT = lazy("Choose a draft")
HIGHEST_ID = 2**63 - 1
MOST_AT_ONCE = 1_000
MOST_REASON = 500


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


def comment(**kwargs: Any) -> fields.Integer:
    """The id of a comment."""
    say = lazy("Choose a comment on this document")
    return fields.Integer(
        error_messages={"invalid": say}, validate=validate.Range(1, HIGHEST_ID, error=say), **kwargs
    )


class NewComment(Shape):
    """A comment on a document, or on the block `block_id` of its revision `revision_number`, or on the words `quote` of
    that block; where they stand in it more than once, on those right behind the words `before`.

    `capacity` is for those who are not members yet: they join with it.
    """

    kind = Choice(CommentKind, lazy("Choose what kind of comment it is"))
    body = body()
    block_id = block()
    quote = Words(most=MOST_QUOTED, required=False)
    before = Words(most=MOST_BEFORE, required=False)
    revision_number = whole_number(lazy("Say which revision you comment on"), least=1)
    capacity = hat(load_default=None, allow_none=True)
    voice = Choice(Voice, lazy("Choose whether it is your own view"), required=False)
    idempotency_key = idempotency_key()


class EntryComment(NewComment):
    """A comment on an entry of a shared outcome, which has no paragraphs."""

    class Meta(Shape.Meta):
        exclude = ("block_id", "quote", "before", "revision_number")


class FirstComment(NewComment):
    """A comment by somebody who is not signed in: its kind and their name are asked for when they follow the link."""

    email = Email()

    class Meta(Shape.Meta):
        exclude = ("kind", "capacity", "voice")


class Following(Shape):
    """What whoever wrote a comment first adds when they follow the link; the name is for somebody new."""

    kind = Choice(CommentKind, lazy("Choose what kind of comment it is"))
    display_name = Line(most=80, required=False)
    capacity = hat(load_default=None, allow_none=True)


class NewReply(Shape):
    """A reply to a comment."""

    body = body()
    capacity = hat(load_default=None, allow_none=True)
    voice = Choice(Voice, lazy("Choose whether it is your own view"), required=False)
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
    """Which threads are wanted, and in which order. `passage` is a comment: those on the same words are wanted."""

    kind = Choice(CommentKind, lazy("Choose a kind of comment"), required=False)
    side = Choice(Side, lazy("Choose a side"), required=False)
    answering = Choice(ANSWERINGS, lazy("Choose answered or unanswered"), required=False)
    block = block()
    passage = comment(load_default=None, allow_none=True)
    order = Choice(Order, lazy("Choose newest, oldest or supported"), required=False)
    after = After(load_default=None)

    def lenient(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What of `asked` can be read; the rest is passed over. For addresses, which anyone may have changed."""
        known = {name: asked[name] for name in self.fields if asked.get(name)}
        try:
            return self.read(known)
        except Invalid as refusal:
            return self.read({name: value for name, value in known.items() if name not in refusal.fields})


class Onward(Shape):
    """After which thread a list that has one order goes on."""

    after = After(load_default=None)


class Finding(Listing):
    """Which threads are wanted, or which comments and replies by themselves: those with some words, or the new ones."""

    find = Line(most=MOST_TO_FIND, required=False)
    new = fields.Boolean(load_default=False)


class Going(Shape):
    """After which reply a thread goes on."""

    after = whole_number(lazy("Send what the list gave as “after”"), least=1, required=False)


def passed_to() -> Line:
    return Line(most=MOST_PASSED_TO, required=False)


def ids(say: Any) -> fields.List[int]:
    """Ids of rows, at least one and at most as many as are handled at once."""
    one = fields.Integer(error_messages={"invalid": say}, validate=validate.Range(1, HIGHEST_ID, error=say))
    return fields.List(
        one,
        required=True,
        error_messages={"required": say, "null": say, "invalid": say},
        validate=validate.Length(1, MOST_AT_ONCE, error=say),
    )


class AnswerWords(Shape):
    """What became of some comments, why or to whom where its status asks for that, and where the text changed."""

    status = Choice(AnswerStatus, lazy("Choose what became of it"))
    words = Words(most=MOST_CHARACTERS, required=False)
    passed_to = passed_to()
    revision_number = whole_number(lazy("Enter the number of a revision"), least=1, required=False)
    block_id = block()


class AnswerDraft(AnswerWords):
    """A draft of an answer to comments that were chosen before."""

    idempotency_key = idempotency_key()


class NewAnswer(AnswerDraft):
    """A draft of an answer to comments that say the same."""

    comment_ids = ids(lazy("Choose at least one comment, and at most 1,000"))


class AnswerChosen(Shape):
    """Which of the drafts is meant."""

    answer_id = fields.Integer(
        required=True,
        error_messages={"required": CHOOSE_DRAFT, "null": CHOOSE_DRAFT, "invalid": CHOOSE_DRAFT},
        validate=validate.Range(1, HIGHEST_ID, error=CHOOSE_DRAFT),
    )


class AnswerChange(AnswerWords):
    """Another draft of an answer, made from its `version`."""

    version = whole_number(lazy("Say which version of the draft you read"), least=1)


class Regrouping(Shape):
    """Comments that an answer is given to as well, or not any more."""

    comment_ids = ids(lazy("Choose at least one comment, and at most 1,000"))


class DraftRead(Shape):
    """A draft, in the version that was read."""

    id = fields.Integer(required=True, validate=validate.Range(1, HIGHEST_ID))
    version = whole_number(lazy("Say which version of the draft you read"), least=1)


class DraftsRead(Shape):
    """Drafts that are cleared or published, each in the version that was read."""

    drafts = fields.List(fields.Nested(DraftRead), required=True, validate=validate.Length(1, MOST_AT_ONCE))


class TakingBack(Shape):
    """Published answers that become drafts again, and why."""

    answer_ids = ids(lazy("Choose at least one answer, and at most 1,000"))
    reason = Line(lazy("Say why you take it back"), most=MOST_REASON)


class Nothing(Shape):
    """A form that only asks whether to go on."""
