"""Comments on words: chosen by mouse and by keyboard alone, or copied into the form without a script; marked in the
text, and read beside it or on a page of their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.backstage import PLACE, backstage
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.builders.suggesting import an_open_text

NOTE = "comment on these words"


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_a_comment_on_words(chromium: Browser, demonstration: Site, width: int, javascript: bool) -> None:
    with backstage(demonstration) as space:
        place = f"{PLACE}/documents/{an_open_text(space).number}"
    kelly = Visitor(chromium, demonstration.url, width=width, javascript=javascript)
    kelly.sign_in_as("Kelly Moss")
    kelly.pass_by(place)
    if javascript:
        choose_by_mouse(kelly)
        choose_by_keyboard(kelly)
    else:
        copy_into_the_form(kelly)
    kelly.press("Post comment")
    kelly.pass_by(place)
    assert kelly.page.locator("mark").all_inner_texts() == ["three times"]
    read_beside(kelly) if javascript else read_on_a_page(kelly)
    kelly.leave()


def choose_by_mouse(kelly: Visitor) -> None:
    """From within one word to within another: both are taken whole. The link covers none of them."""
    text = kelly.page.locator(".ps-text", has_text="They move three times")
    box = text.bounding_box()
    assert box
    kelly.page.mouse.move(box["x"] + 30, box["y"] + 12)
    kelly.page.mouse.down()
    kelly.page.mouse.move(box["x"] + 120, box["y"] + 12, steps=3)
    kelly.page.mouse.up()
    link = kelly.page.get_by_role("link", name="Comment on these words")
    expect(link).to_be_visible()
    chosen = kelly.page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert link.bounding_box()["y"] >= chosen - 1  # type: ignore[index]  # it is visible, so it has a box
    kelly.look()
    kelly.page.keyboard.press("Tab")
    expect(link).to_be_focused()
    kelly.page.keyboard.press("Escape")
    expect(link).to_be_hidden()


def choose_by_keyboard(kelly: Visitor) -> None:
    """With keys alone, from the link before the words on."""
    kelly.page.get_by_role("link", name="Comment on paragraph 2").focus()
    press = kelly.page.keyboard.press
    press("Tab")
    expect(kelly.page.get_by_role("button", name="Choose words to comment on (Paragraph 2)")).to_be_focused()
    press("Enter")
    kelly.look()
    for key in (*["ArrowRight"] * 7, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft"):
        press(key)
    expect(kelly.page.get_by_text("Chosen: three times", exact=True)).to_have_count(1)
    press("Tab")
    expect(kelly.page.get_by_role("link", name="Comment on these words")).to_be_focused()
    press("Enter")
    kelly.page.wait_for_url("**quote=three+times**")
    expect(kelly.page.get_by_text("You are commenting on the words: “three times”")).to_be_visible()
    kelly.look()
    kelly.choose("My experience")
    kelly.type("Your comment", "It was five.", exact=True)


def copy_into_the_form(kelly: Visitor) -> None:
    """What does not stand there is asked for again; nothing is lost."""
    kelly.click("Comment on paragraph 2")
    kelly.page.get_by_text("Comment on some of its words only").click()
    kelly.type("Which words is it about?", "four times")
    kelly.choose("My experience")
    kelly.type("Your comment", "It was five.", exact=True)
    kelly.press("Post comment")
    assert kelly.sees("These words do not stand in the paragraph.")
    assert kelly.written("Which words is it about?") == "four times"
    assert kelly.written("Your comment") == "It was five."
    kelly.type("Which words is it about?", "three times")


def read_beside(kelly: Visitor) -> None:
    """What was said opens beside the words, and gives the place back where the reader was."""
    note = kelly.page.get_by_role("link", name=NOTE)
    note.click()
    beside = kelly.page.get_by_role("region", name="Comments on “three times”")
    expect(beside).to_be_focused()
    expect(beside.get_by_text("It was five.")).to_be_visible()
    words = kelly.page.locator(".ps-text", has_text="They move three times").first.bounding_box()
    panel = beside.bounding_box()
    assert words
    assert panel
    assert panel["x"] >= words["x"] + words["width"] if kelly.width > 1000 else panel["y"] > words["y"]
    kelly.look()
    kelly.page.keyboard.press("Escape")
    expect(beside).to_have_count(0)
    expect(note).to_be_focused()


def read_on_a_page(kelly: Visitor) -> None:
    """A page of their own, which can be shared."""
    kelly.page.get_by_role("link", name=NOTE).click()
    kelly.page.wait_for_url("**/comments?passage=*")
    kelly.look()
    assert kelly.sees("On the words: “three times”")
    assert set(kelly.page.locator("mark").all_inner_texts()) == {"three times"}
    assert kelly.sees("It was five.")
