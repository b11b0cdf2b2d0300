"""The part of the API that all routes of the shared outcome belong to."""

from __future__ import annotations

from policyspace.api.frame import Part, actor
from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.outcomes.queries import get_proposal
from policyspace.people.models import Person
from policyspace.spaces.queries import get_space

bp = Part(
    "api_outcomes",
    "outcomes",
    url_prefix="/api/v1/spaces/<slug>/documents/<int:number>/outcome",
    description="Shared outcomes",
)
STAGE = f"<any({', '.join(stage.value for stage in Stage)}):stage>"
ENTRY = "/entries/<int:entry_id>"


def enter(slug: str, number: int) -> tuple[Person, Document]:
    """Who asks, signed in, and the proposal as far as they may see it. Raises NotFound."""
    person = actor()
    return person, get_proposal(get_space(slug, person), number)
