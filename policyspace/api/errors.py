"""Refusals as problem details (RFC 9457)."""

from __future__ import annotations

from typing import Any

from flask import Response, json

from policyspace.foundation.errors import Conflict, Invalid, Refusal, SignInNeeded, TooMany


def problem(refusal: Refusal) -> Response:
    """The reply that tells a program what was refused and why; `errors` name the field of each sentence."""
    body: dict[str, Any] = {"type": "about:blank", "title": str(refusal.title), "status": refusal.status}
    if refusal.sentence:
        body["detail"] = str(refusal.sentence)
    if isinstance(refusal, Invalid):
        body["errors"] = [
            {"field": name, "detail": str(said)} for name, each in refusal.fields.items() for said in each
        ]
    if isinstance(refusal, Conflict):
        body |= refusal.details
    response = Response(json.dumps(body), refusal.status, mimetype="application/problem+json")
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    if isinstance(refusal, SignInNeeded):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
