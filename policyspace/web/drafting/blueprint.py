"""The blueprint all pages of documents belong to, and the address of a document."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for

from policyspace.drafting.models import Document
from policyspace.spaces.queries import SpaceView

bp = Blueprint("drafting", __name__, url_prefix="/spaces/<slug>/documents")


def document_url(view: SpaceView, document: Document, endpoint: str = "drafting.show", /, **more: Any) -> str:
    """The address of a page about `document`."""
    return url_for(endpoint, slug=view.space.slug, number=document.number, **more)
