"""The part of the API that all routes of the shared outcome belong to."""

from __future__ import annotations

from policyspace.api.frame import Part
from policyspace.charter.words import Stage

bp = Part(
    "api_outcomes",
    "outcomes",
    url_prefix="/api/v1/spaces/<slug>/documents/<int:number>/outcome",
    description="Shared outcomes",
)
STAGE = f"<any({', '.join(stage.value for stage in Stage)}):stage>"
ENTRY = "/entries/<int:entry_id>"
