"""Writing in the editor: keys, tools, the switch to the plain text box, what the form sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site
from tests.browser.desk import Desk

NOTE_INPUT = """() => {
  window.told = []
  document.querySelector('form:has(textarea)').addEventListener('input', ({ target }) => window.told.push(target.value))
}"""


@pytest.fixture(scope="module")
def open_desk(chromium: Browser, demonstration: Site) -> Iterator[Desk]:
    made = Desk(chromium, demonstration.url)
    made.open()
    yield made
    made.leave()


@pytest.fixture
def desk(open_desk: Desk) -> Iterator[Desk]:
    """A desk with an editor open, shared by the tests that do not leave the page."""
    yield open_desk
    open_desk.judge()


@pytest.mark.parametrize(
    ("words", "select", "tool", "written"),
    [
        ("one two", "two", "Bold", "one **two**"),
        ("one **two**", "two", "Bold", "one two"),
        ("one two", "two", "Italic", "one *two*"),
        ("- one\n- two", "- one\n- two", "Bold", "- **one**\n- **two**"),
        ("one\n\ntwo", "", "Heading", "one\n\n## two"),
        ("### two", "", "Heading", "## two"),
        ("## two", "", "Heading", "two"),
        ("one\ntwo", "", "Smaller heading", "one\n\n### two"),
        ("one\n\ntwo\n\nthree", "one\n\ntwo", "Bulleted list", "- one\n- two\n\nthree"),
        ("- one\n- two", "- one\n- two", "Bulleted list", "one\ntwo"),
        ("- one\n- two", "- one\n- two", "Numbered list", "1. one\n2. two"),
        ("a\nb", "", "Numbered list", "a\n\n1. b"),
        ("one\n\ntwo", "one\n\ntwo", "Quote", "> one\n>\n> two"),
        ("> one", "", "Quote", "one"),
        ("one two", "two", "Link", "one [two](https://)"),
        ("https://gov.uk", "https://gov.uk", "Link", "[words of the link](https://gov.uk)"),
        ("one", "", "Table", "one\n\n| Column 1 | Column 2 |\n| --- | --- |\n|  |  |\n|  |  |"),
    ],
)
def test_each_tool_writes_what_it_says(desk: Desk, words: str, select: str, tool: str, written: str) -> None:
    desk.fill(words, select=select)
    desk.use(tool)
    assert desk.text == written
    expect(desk.editor).to_be_focused()
    desk.use("Undo")
    assert desk.text == words
    desk.use("Redo")
    assert desk.text == written


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("Control+b", "one **two**"),
        ("Control+i", "one *two*"),
        ("Control+k", "one [two](https://)"),
        ("Control+Alt+2", "## one two"),
        ("Control+Alt+3", "### one two"),
        ("Control+Shift+8", "- one two"),
        ("Control+Shift+7", "1. one two"),
        ("Control+Shift+9", "> one two"),
    ],
)
def test_each_shortcut_does_what_the_list_of_shortcuts_says(desk: Desk, keys: str, written: str) -> None:
    desk.fill("one two", select="two")
    desk.press(keys)
    assert desk.text == written


@pytest.mark.parametrize(
    ("words", "keys", "written"),
    [
        ("One.", ["Enter", "T"], "One.\n\nT"),
        ("One.", ["Shift+Enter", "T"], "One.\nT"),
        ("## One", ["Enter", "T"], "## One\n\nT"),
        ("- one", ["Enter", "t"], "- one\n- t"),
        ("- one\n- two", ["Enter", "Enter", "t"], "- one\n- two\nt"),
        ("1. one\n2. two", ["Enter", "t"], "1. one\n2. two\n3. t"),
        ("> one", ["Enter", "t"], "> one\n> t"),
        ("- one\n- two", ["Control+]"], "- one\n    - two"),
        ("- one\n    - two", ["Control+["], "- one\n- two"),
        ("| A |\n|---|\n| 1 |", ["Enter", "|"], "| A |\n|---|\n| 1 |\n|"),
        ("```\none", ["Enter", "t"], "```\none\nt"),
    ],
)
def test_enter_goes_on_as_the_words_before_it_ask(
    desk: Desk, words: str, keys: list[str], written: str
) -> None:
    desk.fill(words)
    for each in keys:
        desk.press(each)
    assert desk.text == written


def test_the_toolbar_is_one_stop_for_the_keyboard_and_says_what_the_words_are(desk: Desk) -> None:
    desk.fill("## one **two**", select="two")
    toolbar = desk.page.get_by_role("toolbar", name="Formatting")
    pressed = toolbar.locator("[aria-pressed=true]")
    assert [each.get_attribute("aria-label") for each in pressed.all()] == ["Bold", "Heading"]
    desk.press("Shift+Tab")
    focused = desk.page.locator("*:focus")
    assert focused.get_attribute("aria-label") is not None
    desk.press("End")
    expect(focused).to_have_attribute("aria-label", "Redo")
    desk.press("ArrowRight")
    expect(focused).to_have_attribute("aria-label", "Bold")
    desk.press("Enter")
    assert desk.text == "## one two"
    expect(focused).to_have_attribute("aria-label", "Bold")
    expect(toolbar.locator("[tabindex='0']")).to_have_count(1)
    sizes = toolbar.get_by_role("button").evaluate_all(
        "(all) => all.map((each) => [each.offsetWidth, each.offsetHeight])"
    )
    assert min(side for size in sizes for side in size) >= 24
    desk.press("Tab")
    expect(desk.editor).to_be_focused()


def test_tab_leaves_the_editor(desk: Desk) -> None:
    desk.fill("one")
    desk.press("Tab")
    expect(desk.editor).not_to_be_focused()
    assert desk.text == "one"
    assert "Press Tab to leave the editor" in desk.description


def test_the_browser_helps_with_spelling_and_the_text_has_its_own_direction(desk: Desk) -> None:
    wanted = {"spellcheck": "true", "autocorrect": "on", "lang": "en", "dir": "auto", "role": "textbox"}
    assert {name: desk.editor.get_attribute(name) for name in wanted} == wanted
    desk.page.get_by_text("Text", exact=True).first.click()
    expect(desk.editor).to_be_focused()


def test_guidance_is_taken_whole_by_one_click_and_written_over(desk: Desk) -> None:
    desk.fill("## Who\n\n_Say who is affected, and where._\n\nThe end.")
    guidance = desk.page.get_by_text("Say who is affected")
    guidance.click()
    desk.page.keyboard.type("Families.")
    assert desk.text == "## Who\n\nFamilies.\n\nThe end."


def test_words_are_found_and_replaced_without_sending_the_form(desk: Desk) -> None:
    desk.fill("one two one")
    desk.press("Control+f")
    desk.page.get_by_label("Find").fill("one")
    expect(desk.page.get_by_text("2 found")).to_be_visible()
    desk.page.get_by_label("Replace with").fill("three")
    desk.press("Enter")
    desk.button("Replace all").click()
    assert desk.text == "three two three"
    desk.press("Escape")
    expect(desk.page.get_by_label("Find")).to_have_count(0)


def test_every_change_stands_in_the_field_of_the_form_at_once_and_is_told(desk: Desk) -> None:
    desk.page.evaluate(NOTE_INPUT)
    desk.fill("")
    desk.page.keyboard.type("ab")
    assert desk.page.evaluate("window.told") == ["a", "ab"]


def test_the_switch_keeps_the_text_the_place_and_the_way_back(desk: Desk) -> None:
    desk.fill("one two", select="two")
    desk.button("Use the plain text box").click()
    expect(desk.box).to_be_visible()
    expect(desk.editor).to_have_count(0)
    expect(desk.page.get_by_role("toolbar")).to_be_hidden()
    place = desk.box.evaluate("(box) => [box.selectionStart, box.selectionEnd]")
    assert place == [4, 7]
    desk.box.fill("one two three")
    desk.button("Use the editor").click()
    assert desk.editor.inner_text() == "one two three"
    desk.editor.focus()
    desk.press("Control+z")
    assert desk.text == "one two"
