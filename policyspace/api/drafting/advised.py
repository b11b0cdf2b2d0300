"""Shapes in which advice on a text is shown to programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields, pre_dump

from policyspace.drafting.rules.advice import METHOD, Advice

SPOTS = ("long_sentences", "long_paragraphs", "abbreviations", "skipped_levels", "vague_links")


class ReadingAgeShown(Schema):
    """In years: `grade` rounded up, and 5. It rests on so many `sentences`."""

    age = fields.Integer(required=True)
    grade = fields.Float(required=True)
    sentences = fields.Integer(required=True)
    method = fields.Constant(METHOD, required=True)


class SpotShown(Schema):
    """Something at one place. `number`: of its paragraph, null where it carries none (a heading, a note)."""

    number = fields.Integer(required=True, allow_none=True)


class LongSentenceShown(SpotShown):
    """A sentence of more than 25 words."""

    words = fields.Integer(required=True)
    text = fields.String(required=True)


class LongParagraphShown(SpotShown):
    """A paragraph of more than 150 words."""

    words = fields.Integer(required=True)


class AbbreviationShown(SpotShown):
    """An abbreviation that nothing explains, and where it first stands."""

    name = fields.String(required=True)
    times = fields.Integer(required=True)


class SkippedLevelShown(SpotShown):
    """A heading that is more than one step below the one `above` it (1: the title of the document)."""

    title = fields.String(required=True)
    level = fields.Integer(required=True)
    above = fields.Integer(required=True)


class VagueLinkShown(SpotShown):
    """A link whose words do not say where it leads; "" for an address that stands alone."""

    text = fields.String(required=True)
    address = fields.String(required=True)


class AdviceShown(Schema):
    """What could be plainer. Advice, never a gate. `unwritten`: headings with nothing below but guidance."""

    words = fields.Integer(required=True)
    minutes = fields.Integer(required=True)
    reading_age = fields.Nested(ReadingAgeShown, required=True, allow_none=True)
    long_sentences = fields.List(fields.Nested(LongSentenceShown), required=True)
    long_paragraphs = fields.List(fields.Nested(LongParagraphShown), required=True)
    abbreviations = fields.List(fields.Nested(AbbreviationShown), required=True)
    skipped_levels = fields.List(fields.Nested(SkippedLevelShown), required=True)
    lacks_headings = fields.Boolean(required=True)
    vague_links = fields.List(fields.Nested(VagueLinkShown), required=True)
    unwritten = fields.List(fields.String(), required=True)

    @pre_dump
    def with_numbers(self, advice: Advice, **_: Any) -> dict[str, Any]:
        """Each spot with the number of its paragraph."""
        shown = asdict(advice)
        for name in SPOTS:
            shown[name] = [each | {"number": advice.numbers[each["block"]]} for each in shown[name]]
        return shown
