"""Every page that a link of the demonstration leads to, as each kind of person, on a phone and on a desk."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.visitor import Visitor

HREFS = "links => links.map(each => each.getAttribute('href'))"
MOST_PAGES = 60
ONCE_EACH = 2
"""How many pages of one shape (the same address but for numbers) are enough."""


def shape_of(path: str) -> str:
    """The address with its numbers and the ids of blocks taken out: pages of one kind look alike."""
    known = re.sub(r"\b(block|section)=\w+", r"\1=", path)
    return "".join("0" if each.isdigit() else each for each in known)


def crawl(visitor: Visitor) -> set[str]:
    """Follow links from the home page, a few of each shape; every page is judged by the visitor."""
    seen: set[str] = set()
    shapes: dict[str, int] = {}
    waiting = ["/"]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or shapes.get(shape_of(path), 0) >= ONCE_EACH:
            continue
        seen.add(path)
        shapes[shape_of(path)] = shapes.get(shape_of(path), 0) + 1
        visitor.go(path)
        for link in visitor.page.eval_on_selector_all("a[href]", HREFS):
            found = urldefrag(link)[0]
            parts = urlsplit(found)
            if found.startswith("/") and not found.startswith(("/api/", "/static/")) and not parts.netloc:
                waiting.append(found)
    return seen


@pytest.mark.parametrize("width", [375, 1280])
def test_a_visitor_finds_nothing_broken(chromium: Browser, demonstration: Site, width: int) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=True)
    assert len(crawl(visitor)) > 15
    visitor.leave()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_facilitator_finds_nothing_broken(chromium: Browser, demonstration: Site, width: int) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=True)
    visitor.go("/sign-in")
    names = [each.inner_text() for each in visitor.page.get_by_role("button", name="Sign in as").all()]
    facilitator = next(name for name in names if "facilitator" in name.lower() or name)
    visitor.press(facilitator)
    assert len(crawl(visitor)) > 20
    visitor.leave()
