"""Looking at suggestions on pages."""

from __future__ import annotations

import re

from policyspace.drafting.models import Document
from tests.builders.drafting import space_of
from tests.inspector import Element


def path_of(document: Document, page: str = "") -> str:
    """The address of a page of a document."""
    return f"/spaces/{space_of(document).slug}/documents/{document.number}{page}"


def shown(page: Element) -> list[Element]:
    """The suggestions on a page."""
    return [each for each in page.walk() if each.attributes.get("class") == "ps-suggestion"]


def changed(element: Element) -> tuple[list[str], list[str]]:
    """The words taken out and put in."""

    def inside(tag: str) -> list[str]:
        said = (re.sub(r"^\[\w+:|end \w+\]$", "", each.text) for each in element.all(tag))
        return [each.strip() for each in said]

    return inside("del"), inside("ins")


def links(page: Element) -> dict[str, str]:
    return {each.text: each.attributes.get("href", "") for each in page.all("a")}
