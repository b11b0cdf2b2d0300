"""The preview beside the text or in its place, with and without scripts: what the saved page will be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.desk import EDIT, NEW, PASTED, Desk

TEXTS = "(all) => all.map((each) => each.innerHTML)"


def drawn(page: Page, where: str) -> list[str]:
    """The HTML of each block's text in a part of the page."""
    found: list[str] = page.locator(f"{where} .ps-block .ps-text").evaluate_all(TEXTS)
    return found


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (375, True), (1280, False), (375, False)])
def test_the_preview_is_the_saved_page(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    desk = Desk(chromium, demonstration.url, width=width, javascript=javascript)
    desk.open(editor=javascript)
    words = (PASTED / "word.md").read_text() + "\n*[NHS]: National Health Service\n\nThe NHS.\n"
    if javascript:
        desk.fill(words)
    else:
        desk.box.fill(words)
    desk.button("Preview").click()
    expect(desk.page.locator("#preview .ps-block").last).to_be_visible()
    expect(desk.page.locator("#preview")).to_contain_text("The NHS.")
    assert desk.text == words
    preview = drawn(desk.page, "#preview")
    assert len(preview) > 10
    if javascript:
        with desk.page.expect_popup() as popup:
            desk.page.locator("#preview").get_by_role("link", name="the guidance").click()
        popup.value.close()
    if javascript and width == 375:
        expect(desk.editor).to_have_count(0)
        desk.button("Back to writing").click()
        expect(desk.editor).to_be_focused()
    desk.page.get_by_label("Title", exact=True).fill(f"Seen before at {width} {javascript}")
    desk.button("Save").click()
    expect(desk.page.get_by_role("heading", name="Seen before")).to_be_visible()
    assert drawn(desk.page, "#main-content .ps-document") == preview
    if javascript:
        desk.judge()
    desk.leave()


def test_beside_the_text_the_preview_follows_the_writing_and_the_place(
    chromium: Browser, demonstration: Site
) -> None:
    desk = Desk(chromium, demonstration.url)
    desk.open(EDIT)
    pane = desk.page.locator("#preview")
    expect(pane).to_contain_text("Who does what")
    desk.editor.focus()
    desk.press("Control+Home")
    desk.page.keyboard.type("Fresh words. ")
    expect(pane).to_contain_text("Fresh words.")
    body = pane.locator("[data-preview-body]")
    desk.page.locator(".cm-scroller").evaluate("(each) => { each.scrollTop = each.scrollHeight }")
    expect(pane.get_by_text("Fresh words.")).not_to_be_in_viewport()
    assert body.evaluate("(each) => each.scrollTop") > 100
    desk.button("Hide the preview").click()
    expect(pane).to_be_hidden()
    desk.open(EDIT)
    expect(pane).to_be_hidden()
    desk.button("Show the preview").click()
    expect(pane).to_contain_text("Who does what")
    desk.judge()
    desk.leave()


def test_what_goes_wrong_is_said_and_the_text_stays(chromium: Browser, demonstration: Site) -> None:
    desk = Desk(chromium, demonstration.url)
    desk.open(NEW)
    pane = desk.page.locator("#preview")
    desk.fill("[" * 5000)
    expect(pane).to_contain_text("opening square brackets")
    desk.context.set_offline(True)
    desk.page.keyboard.type("x")
    expect(pane).to_contain_text("The preview could not be made. Your text is still here.")
    desk.context.set_offline(False)
    desk.context.clear_cookies()
    desk.page.keyboard.type("y")
    expect(pane).to_contain_text("You have been signed out")
    assert desk.text == "[" * 5000 + "xy"
    desk.leave()


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_in_a_preview(chromium: Browser, demonstration: Site, width: int) -> None:
    desk = Desk(chromium, demonstration.url, width=width, strict=False)
    desk.open(EDIT)
    desk.button("Preview").click()
    expect(desk.page.locator("#preview .ps-block").first).to_be_visible()
    expect(desk.page.locator("#preview")).to_be_focused()
    desk.let_axe_look()
    desk.leave()
