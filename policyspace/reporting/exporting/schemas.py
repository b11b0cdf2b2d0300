"""What somebody asks for when they export a text: one shape for the form and the API."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from policyspace.foundation.i18n import lazy
from policyspace.foundation.schemas import Choice, Shape
from policyspace.reporting.exporting.formats import Format


def _yes_or_no() -> fields.Boolean:
    return fields.Boolean(load_default=False, error_messages={"invalid": lazy("Say yes or no")})


class ExportAsked(Shape):
    """A format; whether paragraphs carry their numbers; whether comments come along as numbered notes."""

    format = Choice(Format, lazy("Choose a format"))
    numbers = _yes_or_no()
    comments = _yes_or_no()

    @post_load
    def _by_its_word(self, asked: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The format as `export_revision` takes it."""
        return {"kind": Format(asked.pop("format")), **asked}
