"""Templates of a space, as facilitators make them."""

from __future__ import annotations

from typing import Any

from policyspace.charter.words import DocumentKind
from policyspace.drafting import services
from policyspace.drafting.models import Document, Template
from policyspace.foundation.db import db
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from tests.builders.drafting import a_document, a_key
from tests.builders.spaces import a_space, the_facilitator

WHO, NOW = "_Say who is affected._", "_Tell what happens now._"
TEXT = f"## Who\n\n{WHO}\n\n## Now\n\n{NOW}\n"


def a_template(space: Space | None = None, *, by: Person | None = None, **told: Any) -> Template:
    """A template for problems with two sections, by the facilitator of the space unless told otherwise."""
    space = space or a_space()
    words: dict[str, Any] = {"kind": DocumentKind.PROBLEM, "title": "Short form", "text": TEXT}
    return services.add_template(
        by or the_facilitator(space), space, **(words | {"idempotency_key": a_key()} | told)
    )


def a_document_from_template(space: Space | None = None, **told: Any) -> Document:
    """A problem that was started from such a template, with nothing written yet."""
    template = a_template(space)
    space = space or the_space(template)
    return a_document(space, text=told.pop("text", TEXT), template=str(template.id), **told)


def the_space(template: Template) -> Space:
    """The space a template belongs to."""
    return db.session.get_one(Space, template.space_id)
