"""The JSON door, under /api/v1: one file per package below, same name. A program signs in with a token.

The description at /api/v1/openapi.json is generated from the routes and the schemas they share with the forms.
"""

from __future__ import annotations

from flask import Flask

from policyspace.api import (
    answers,
    desk,
    discussion,
    drafting,
    keyed_in,
    ledger,
    moderation,
    outcomes,
    people,
    search,
    spaces,
)
from policyspace.api.frame import Description, start_tokens

PARTS = (people, spaces, drafting, discussion, keyed_in, answers, moderation, outcomes, desk, ledger, search)


def register(app: Flask) -> None:
    """Give `app` the API."""
    app.config.update(
        API_TITLE="policyspace",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    start_tokens(app)
    description = Description(app)
    app.cli.commands.pop("openapi", None)  # the library's own command: the description has its address
    for part in PARTS:
        description.register_blueprint(part.bp)
