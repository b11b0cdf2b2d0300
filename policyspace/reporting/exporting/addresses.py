"""Whole addresses of pages, for files that are read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from policyspace.drafting.models import Document, Revision
from policyspace.foundation.settings import Settings
from policyspace.spaces.queries import SpaceView


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the space, the revision, the comments and the document are read."""

    space: str
    revision: str
    comments: str
    document: str

    def change(self, number: int) -> str:
        """Where it is read what revision `number` changed; for the first, the revision itself."""
        if number == 1:
            return f"{self.document}/revisions/1"
        return f"{self.document}/compare?from={number - 1}&to={number}"


def addresses_of(view: SpaceView, document: Document, revision: Revision) -> Addresses:
    """The addresses by which people find the site, whatever host this request named."""
    settings: Settings = current_app.extensions["settings"]
    at: dict[str, Any] = {"slug": view.space.slug, "number": document.number}
    return Addresses(
        space=settings.site + url_for("spaces.show", slug=view.space.slug),
        revision=settings.site + url_for("drafting.revision", **at, revision_number=revision.number),
        comments=settings.site + url_for("discussion.index", **at),
        document=settings.site + url_for("drafting.show", **at),
    )
