"""The pages on which things are keyed in, as a facilitator uses them, and the page of a code."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from policyspace.discussion.models import KeyedIn
from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from tests.builders.drafting import space_of
from tests.builders.spaces import the_facilitator
from tests.client import PageClient

TYPED: dict[str, Any] = {
    "channel": "meeting",
    "place": "Tenants’ forum",
    "said_on-day": "3",
    "said_on-month": "5",
    "said_on-year": "2025",
    "kind": "concern",
    "body": "The bus **stops** at eight.\n\nThen what?",
    "display_name": "Pat from the forum",
    "consent": "yes",
}


def browser(app: Flask, document: Document | None = None) -> PageClient:
    """A visitor's, or that of the facilitator of `document`."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client.sign_in(the_facilitator(space_of(document))) if document else client


def at(document: Document, path: str = "") -> str:
    return f"/spaces/{space_of(document).slug}/documents/{document.number}/keyed-in{path}"


def key_in(client: PageClient, document: Document, **typed: Any) -> TestResponse:
    return client.send(at(document, "/new"), **(TYPED | typed))


def kept() -> list[KeyedIn]:
    return list(db.session.scalars(select(KeyedIn).order_by(KeyedIn.comment_id)))


def happened(client: PageClient, code: str) -> str:
    """What the page of a code says, when it is typed by hand."""
    led = client.send("/code", code=f" {code[:4].lower()} {code[4:].lower()} ")
    assert led.status_code == 303
    reply = client.get(led.location)
    assert "noindex" in reply.headers["X-Robots-Tag"]
    return client.page(led.location).text
