"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from policyspace.foundation.access import open_to_all
from policyspace.foundation.ready import unready_because

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """200 as long as the process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@open_to_all
def readyz() -> ResponseReturnValue:
    """200 when the database answers and has every migration, 503 with the reason otherwise."""
    reason = unready_because()
    if reason:
        return {"status": "not ready", "because": reason}, 503
    return {"status": "ready"}
