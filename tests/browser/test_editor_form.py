"""The editor and its form: the switch that is remembered, what is sent, kept and fetched, and what axe says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site
from tests.browser.desk import EDIT, NEW, Desk


def test_the_switch_is_remembered_and_comes_before_what_it_switches(
    chromium: Browser, demonstration: Site
) -> None:
    desk = Desk(chromium, demonstration.url)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.open()
    desk.page.get_by_label("Title", exact=True).focus()
    desk.press("Tab")
    expect(desk.button("Use the plain text box")).to_be_focused()
    desk.press("Enter")
    asked.clear()
    desk.open(EDIT, editor=False)
    expect(desk.box).to_be_visible()
    expect(desk.button("Use the editor")).to_be_visible()
    assert not [each for each in asked if "codemirror" in each]
    assert desk.page.locator(".cm-editor").count() == 0
    desk.button("Use the editor").click()
    expect(desk.editor).to_be_visible()
    desk.judge()
    desk.leave()


def test_a_page_without_a_text_fetches_nothing_of_the_editor(chromium: Browser, demonstration: Site) -> None:
    desk = Desk(chromium, demonstration.url)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.open(NEW.replace("/new?kind=problem", ""), editor=False)
    assert asked
    assert not [each for each in asked if "codemirror" in each or "editor." in each]
    desk.leave()


def test_the_form_sends_what_is_seen_and_a_mistake_leads_back_into_the_editor(
    chromium: Browser, demonstration: Site
) -> None:
    desk = Desk(chromium, demonstration.url)
    desk.open()
    desk.fill("")
    desk.page.get_by_label("Title", exact=True).fill("A text that is sent")
    desk.button("Save").click()
    link = desk.page.get_by_role("link", name="Enter the text")
    expect(link).to_be_visible()
    expect(desk.editor).to_be_visible()
    assert "Error: Enter the text" in desk.description
    link.click()
    expect(desk.editor).to_be_focused()
    desk.page.keyboard.type("Words ")
    desk.press("Control+b")
    desk.page.keyboard.type("that count")
    desk.button("Save").click()
    expect(desk.page.get_by_role("heading", name="A text that is sent")).to_be_visible()
    expect(desk.page.get_by_role("strong").filter(has_text="that count")).to_be_visible()
    desk.judge()
    desk.leave()


def test_what_is_written_in_the_editor_is_kept_and_comes_back_into_it(
    chromium: Browser, demonstration: Site
) -> None:
    desk = Desk(chromium, demonstration.url)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    # where the text is written together, a word is in it at once, and nothing is kept beside it
    desk.page.route_web_socket("**/live/**", lambda way: way.close())
    desk.open(EDIT)
    desk.editor.focus()
    desk.press("Control+f")
    desk.page.get_by_label("Find").fill("looked for")
    desk.press("Escape")
    desk.page.wait_for_timeout(100)
    assert desk.page.locator(".ps-unsent__status[role=status]").inner_text() == ""
    desk.press("Control+Home")
    desk.page.keyboard.type("Not to be lost. ")
    expect(desk.page.locator(".ps-unsent__status[role=status]")).to_contain_text("Saved")
    desk.open(EDIT)
    assert "Not to be lost." not in desk.text
    desk.page.get_by_role("link", name="Continue").or_(
        desk.page.get_by_role("button", name="Continue")
    ).first.click()
    expect(desk.editor).to_contain_text("Not to be lost.")
    assert desk.text.startswith("Not to be lost. ")
    desk.judge()
    desk.leave()


def test_without_the_editor_file_the_plain_text_box_stays(chromium: Browser, demonstration: Site) -> None:
    desk = Desk(chromium, demonstration.url)
    desk.page.route("**/codemirror.*", lambda route: route.abort())
    desk.open(editor=False)
    expect(desk.button("Use the editor")).to_be_visible()
    expect(desk.box).to_be_visible()
    desk.box.fill("Still here")
    assert desk.text == "Still here"
    desk.leave()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_axe_finds_nothing_in_either_mode(
    chromium: Browser, demonstration: Site, width: int, colours: str
) -> None:
    desk = Desk(
        chromium, demonstration.url, width=width, strict=False, has_touch=width == 375, forced_colors=colours
    )
    desk.open(EDIT)
    desk.page.get_by_text("Keyboard shortcuts").click()
    desk.editor.focus()
    desk.press("Control+f")
    desk.let_axe_look()
    desk.button("Use the plain text box").click()
    desk.let_axe_look()
    desk.leave()
