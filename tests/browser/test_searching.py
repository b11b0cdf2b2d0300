"""Looking for words from the box in the header and from the page of a space, narrowing it down, finding nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor

SPACE = "/spaces/families-in-temporary-accommodation"


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_a_resident_finds_what_was_said(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=javascript)
    visitor.pass_by("/")
    visitor.type("Search policyspace", "temporary accommodation", exact=True)
    visitor.press("Search")
    assert visitor.sees("What we found")
    assert visitor.page.locator("mark").first.inner_text() == "temporary"
    visitor.page.locator("summary", has_text="Narrow it down").click()
    visitor.choose("Problems")
    visitor.press("Search")
    assert visitor.page.locator("article").count() == 1
    visitor.page.locator("article a").first.click()
    visitor.page.wait_for_load_state()
    assert visitor.sees("612 households")
    visitor.go(SPACE)
    visitor.type("Search this space", "nothinglikeit", exact=True)
    visitor.press("Search", nth=1)
    assert visitor.sees("Nothing found")
    visitor.click("Search all spaces")
    visitor.go("/search?q=accommodatio")
    assert visitor.sees("words that begin with it")
    visitor.go("/search?q=rent&since-day=31&since-month=2", status=422)
    visitor.go("/search")
    visitor.leave()
