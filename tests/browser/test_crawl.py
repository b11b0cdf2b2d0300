"""Every page that a link of the demonstration leads to, as each kind of person, on a phone or on a desk.

With EVERY_SCREEN=1 in the environment each of them sees every page on both.
"""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.visitor import EVERY_SCREEN, Visitor

HREFS = "links => links.map(each => each.getAttribute('href'))"
MOST_PAGES = 60


def shape_of(address: str) -> str:
    """An address without its numbers, and whether it asks for a part or an order: such pages look alike."""
    parts = urlsplit(address)
    return re.sub(r"\d+", "0", parts.path) + ("?" if parts.query else "")


def crawl(visitor: Visitor) -> set[str]:
    """Follow links from the home page, one of each shape; every page is judged by the visitor."""
    seen: set[str] = set()
    shapes: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if shape_of(path) in shapes:
            continue
        seen.add(path)
        shapes.add(shape_of(path))
        visitor.go(path)
        for link in visitor.page.eval_on_selector_all("a[href]:not([download])", HREFS):
            found = urldefrag(link)[0]
            parts = urlsplit(found)
            if found.startswith("/") and not found.startswith(("/api/", "/static/")) and not parts.netloc:
                waiting.append(found)
    return seen


@pytest.mark.parametrize("width", [375, 1280] if EVERY_SCREEN else [375])
def test_a_visitor_finds_nothing_broken(chromium: Browser, demonstration: Site, width: int) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=True)
    assert len(crawl(visitor)) > 15
    visitor.leave()


@pytest.mark.parametrize("width", [375, 1280] if EVERY_SCREEN else [1280])
def test_a_facilitator_finds_nothing_broken(chromium: Browser, demonstration: Site, width: int) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=True)
    visitor.sign_in_as("Gwen Pritchard")
    assert len(crawl(visitor)) > 20
    visitor.leave()
