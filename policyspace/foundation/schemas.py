"""Shapes of what is typed: one schema serves the form and the API.

Every field says in plain words what to enter; unknown fields are refused; text is cleaned as it comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.text.clean import clean_line, clean_text


class Shape(Schema):
    """A marshmallow schema whose refusals are `Invalid`, by field."""

    error_messages = {
        "unknown": lazy("This is not a field we know. Take it out."),
        "type": lazy("Send an object with named fields."),
    }

    class Meta:
        unknown = RAISE

    def read(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """The clean values of `typed`. Raises Invalid with sentences by field."""
        try:
            loaded: dict[str, Any] = self.load(typed)
        except ValidationError as error:
            raise as_invalid(error) from None
        return loaded


def as_invalid(error: ValidationError) -> Invalid:
    """The refusal that says what marshmallow found."""
    refusal = Invalid()
    messages = error.messages if isinstance(error.messages, dict) else {"": error.messages}
    for name, said in messages.items():
        refusal.fields["" if name == "_schema" else str(name)] = list(_sentences(said))
    return refusal


def _sentences(said: Any) -> Iterable[Any]:
    if isinstance(said, Mapping):
        for inner in said.values():
            yield from _sentences(inner)
    elif isinstance(said, (list, tuple)):
        for inner in said:
            yield from _sentences(inner)
    else:
        yield said


class Line(fields.String):
    """One line of text, cleaned, at most `most` characters. `say` is shown when nothing was entered."""

    def __init__(self, say: Any = "", *, most: int, required: bool = True, **kwargs: Any) -> None:
        messages = {"required": say, "null": say, "invalid": lazy("Enter text")}
        if not required:
            kwargs.setdefault("load_default", "")
        kwargs["metadata"] = {"maxLength": most, **kwargs.get("metadata", {})}
        super().__init__(required=required, error_messages=messages, **kwargs)
        self.say, self.most = say, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = self.clean(str(super()._deserialize(value, attr, data, **kwargs)))
        if self.required and not text.strip():
            raise ValidationError([self.say])
        if len(text) > self.most:
            raise ValidationError(
                [
                    lazy(
                        "Use %(most)s characters or fewer. You have used %(used)s.",
                        most=f"{self.most:,}",
                        used=f"{len(text):,}",
                    )
                ]
            )
        return text

    def clean(self, text: str) -> str:
        """What is kept of `text`."""
        return clean_line(text)


class Words(Line):
    """Text of several lines (Markdown), cleaned, at most `most` characters."""

    def clean(self, text: str) -> str:
        return clean_text(text)


class Choice(fields.String):
    """One of the words of an enumeration of the charter, or of some of them."""

    def __init__(self, words: Iterable[StrEnum], say: Any, *, required: bool = True, **kwargs: Any) -> None:
        if not required:
            kwargs.setdefault("load_default", None)
            kwargs.setdefault("allow_none", True)
        super().__init__(
            required=required,
            error_messages={"required": say, "null": say, "invalid": say},
            validate=validate.OneOf([word.value for word in words], error=say),
            **kwargs,
        )


def whole_number(say: Any, *, least: int = 0, required: bool = True, **kwargs: Any) -> fields.Integer:
    """A whole number from `least` upwards (and within 32 bits, as columns are)."""
    if not required:
        kwargs.setdefault("load_default", None)
        kwargs.setdefault("allow_none", True)
    return fields.Integer(
        required=required,
        strict=False,
        error_messages={"required": say, "null": say, "invalid": say, "too_large": say},
        validate=validate.Range(min=least, max=2**31 - 1, error=say),
        **kwargs,
    )


def day(*, say: Any = "", required: bool = False) -> fields.Date:
    """A date, as ISO text in the API and as three fields in a form. `say` is shown when a required one is missing."""
    more: dict[str, Any] = {} if required else {"load_default": None, "allow_none": True}
    wrong = lazy("Enter a real date, like 27 3 2027")
    return fields.Date(
        required=required, error_messages={"required": say, "null": say, "invalid": wrong}, **more
    )


def idempotency_key() -> fields.String:
    """The key that makes sending the same thing twice happen once."""
    say = lazy("Send an idempotency key of 8 to 64 letters, digits or hyphens.")
    return fields.String(
        required=True,
        error_messages={"required": say, "null": say, "invalid": say},
        validate=validate.Regexp(r"^[A-Za-z0-9-]{8,64}\Z", error=say),
    )
