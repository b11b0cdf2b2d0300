"""Who wrote what, as a reader finds out: by pointing, by keyboard and by touch, without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import Site
from tests.browser.visitor import Visitor

DOCUMENT = "/spaces/families-in-temporary-accommodation/documents/2"
UNDERLINED = "getComputedStyle(element).textDecorationLine.includes('underline')"
SET_APART = "getComputedStyle(element).borderLeftColor !== 'rgba(0, 0, 0, 0)'"


def is_underlined(passage: Locator) -> bool:
    return bool(passage.evaluate(f"element => {UNDERLINED}"))


def is_set_apart(writer: Locator) -> bool:
    return bool(writer.evaluate(f"element => {SET_APART}"))


class Shared:
    """A paragraph that two people wrote."""

    def __init__(self, page: Page) -> None:
        self.stretch = page.locator(".ps-written--several").first
        self.passage = self.stretch.locator("span.ps-by-2").first
        self.number = self.stretch.locator("a.ps-by-2").first
        self.writer = self.stretch.locator("li.ps-by-2")
        self.other = self.stretch.locator("li.ps-by-1")


@pytest.mark.parametrize("width", [375, 1280])
def test_pointing_and_the_keyboard_show_whose_words_these_are(
    chromium: Browser, demonstration: Site, width: int
) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=False)
    visitor.go(f"{DOCUMENT}/authorship")
    here = Shared(visitor.page)
    assert not is_set_apart(here.writer)
    here.passage.hover()
    assert is_underlined(here.passage)
    assert (is_set_apart(here.writer), is_set_apart(here.other)) == (True, False)
    here.writer.hover()
    assert is_underlined(here.passage)
    visitor.page.mouse.move(0, 0)
    assert not is_underlined(here.passage)
    here.number.focus()
    assert is_underlined(here.passage)
    assert is_set_apart(here.writer)
    visitor.page.keyboard.press("Enter")
    assert visitor.page.url.endswith(here.writer.get_attribute("id") or "nowhere")
    assert is_set_apart(here.writer)
    visitor.leave()


def test_touching_a_number_leads_to_the_writer(chromium: Browser, demonstration: Site) -> None:
    context = chromium.new_context(
        viewport={"width": 375, "height": 800},
        java_script_enabled=False,
        has_touch=True,
        is_mobile=True,
        base_url=demonstration.url,
    )
    page = context.new_page()
    page.goto(f"{DOCUMENT}/authorship")
    here = Shared(page)
    here.number.tap()
    assert page.url.endswith(here.writer.get_attribute("id") or "nowhere")
    assert is_set_apart(here.writer)
    box = here.writer.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800
    context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_every_way_to_the_writers_is_sound(chromium: Browser, demonstration: Site, width: int) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=True)
    visitor.go(DOCUMENT)
    who = visitor.page.get_by_role("link", name="Who wrote this (paragraph 4)")
    assert not who.is_visible()
    visitor.click("Paragraph 4")
    who.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    assert visitor.page.locator(".ps-block:target").is_visible()
    visitor.click("Local government")
    assert visitor.page.locator("mark").count() > 0
    visitor.go(f"{DOCUMENT}/authorship?revision=2&side=central")
    assert visitor.sees("Who wrote what in revision 2")
    visitor.go(f"{DOCUMENT}/revisions/2")
    visitor.click("Who wrote what in this revision")
    visitor.leave()
