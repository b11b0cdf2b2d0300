"""A file as the text of a document. Nothing is kept of it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from policyspace.api.drafting.blueprint import bp
from policyspace.api.frame import actor
from policyspace.charter.actions import Action
from policyspace.drafting.importing.reading import MOST_BYTES, Brought, read_file
from policyspace.foundation.access import signed_in
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.limits import take
from policyspace.foundation.schemas import Shape
from policyspace.foundation.uploads import takes_file
from policyspace.spaces.queries import get_space


class FileSent(Shape):
    """A Word document (.docx) or a Markdown file, of at most 5 megabytes, in a form (multipart/form-data)."""

    file = fields.Raw(metadata={"type": "string", "format": "binary"})


class BroughtShown(Schema):
    """Its title, as it says or as it is called; its Markdown; and in words what was left out or changed."""

    title = fields.String(required=True)
    text = fields.String(required=True)
    notices = fields.List(fields.String(), required=True)


@bp.post("/import-preview")
@bp.arguments(FileSent, location="files")
@bp.response(200, BroughtShown)
@signed_in
@takes_file
def import_preview(values: dict[str, Any], slug: str) -> Brought:
    """The text of a file, to be sent as a new document or as the next revision of one."""
    view = get_space(slug, actor())
    view.require(Action.CREATE_PROBLEM)
    file = values.get("file")
    if file is None or not file.filename:
        raise Invalid(file=lazy("Choose a file"))
    take("importing", key=actor().id)
    return read_file(file.filename, file.read(MOST_BYTES + 1))
