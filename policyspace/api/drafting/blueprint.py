"""The part of the API that all routes of documents belong to."""

from __future__ import annotations

from policyspace.api.frame import Part

bp = Part("api_drafting", "drafting", url_prefix="/api/v1/spaces/<slug>/documents", description="Documents")
