"""Two people write one text: in different sections, in the same one, and look at what the other did; on a desk, on a
phone, and with JavaScript off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor

SPACE = "/spaces/families-in-temporary-accommodation"
TEXT = """Three schools share one bus.

## Where it goes

It leaves from the square at eight and calls at each of the three schools.

The driver waits for children who come from the hostel on the hill.

## What it costs

Ninety thousand pounds a year, which the council pays.

## Who decides

The committee meets in spring.
"""


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_two_people_write_one_text(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    gwen, priya = (
        Visitor(chromium, demonstration.url, width=width, javascript=javascript) for _each in range(2)
    )
    for visitor, name in ((gwen, "Gwen Pritchard"), (priya, "Priya Nair")):
        visitor.go("/sign-in")
        visitor.press(f"Sign in as {name}")
    place = start(gwen)
    write_in_different_sections(gwen, priya, place)
    write_the_same_words(gwen, priya, place)
    leave_without_saving(gwen, priya, place)
    see_what_moved(gwen, priya, place)
    use_an_older_text(gwen, place)
    gwen.leave()
    priya.leave()


def start(gwen: Visitor) -> str:
    """A problem with four sections; gives its address."""
    gwen.go(f"{SPACE}/documents/new?kind=problem")
    gwen.type("Title", "One bus for three schools", exact=True)
    gwen.type("Text", TEXT)
    gwen.press("Save")
    return gwen.page.url.removeprefix(gwen.site)


def edit(visitor: Visitor, place: str, section: str) -> None:
    visitor.go(place)
    visitor.click(f"Edit this section “{section}”")
    assert visitor.sees(f"Edit “{section}”")


def is_told(visitor: Visitor, section: str) -> bool:
    """Whether the page tells that somebody is editing `section`."""
    said = visitor.page.inner_text("main").replace("\u2068", "").replace("\u2069", "")
    return f"is editing “{section}”, since" in said


def write_in_different_sections(gwen: Visitor, priya: Visitor, place: str) -> None:
    edit(gwen, place, "What it costs")
    priya.go(place)
    assert is_told(priya, "What it costs")
    assert priya.sees("Gwen Pritchard")
    edit(priya, place, "Who decides")
    assert is_told(priya, "What it costs")
    if gwen.javascript:
        gwen.field("Text of this section").focus()
        gwen.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(gwen.page.get_by_role("status").filter(has_text="Who decides")).to_be_visible()
        assert gwen.page.evaluate("document.activeElement !== document.body")
        gwen.look()
    gwen.change("Text of this section", "Ninety", "Eighty")
    gwen.press("Save")
    assert re.search(r"#b-\w+$", gwen.page.url)
    priya.change("Text of this section", "in spring", "in autumn")
    priya.press("Save")
    assert priya.sees("together with what others saved")
    assert priya.sees("Eighty thousand pounds")
    assert not is_told(priya, "What it costs")


def write_the_same_words(gwen: Visitor, priya: Visitor, place: str) -> None:
    for visitor in (gwen, priya):
        edit(visitor, place, "What it costs")
    gwen.change("Text of this section", "Eighty", "Seventy")
    gwen.press("Save")
    priya.change("Text of this section", "Eighty", "Sixty")
    priya.press("Save")
    assert priya.sees("Someone else changed the same words")
    priya.choose("My version")
    priya.press("Save")
    assert priya.sees("Sixty thousand pounds")
    assert priya.sees("in autumn")


def leave_without_saving(gwen: Visitor, priya: Visitor, place: str) -> None:
    """By the link, which works everywhere; with JavaScript by going elsewhere too."""
    edit(gwen, place, "Where it goes")
    gwen.click("Cancel")
    priya.go(place)
    assert not is_told(priya, "Where it goes")
    if gwen.javascript:
        edit(gwen, place, "Where it goes")
        priya.go(place)
        assert is_told(priya, "Where it goes")
        gwen.go("/help")
        for _attempt in range(50):
            priya.page.goto(place)
            if not is_told(priya, "Where it goes"):
                break
            priya.page.wait_for_timeout(100)
        assert not is_told(priya, "Where it goes")


def see_what_moved(gwen: Visitor, priya: Visitor, place: str) -> None:
    """Gwen moves a paragraph; Priya is told, and sees from where to where in either view."""
    gwen.go(f"{place}/edit")
    bus, driver = TEXT.split("\n\n")[2:4]
    gwen.change("Text", f"{bus}\n\n{driver}", driver)
    gwen.change("Text", "The committee", f"{bus}\n\nThe committee")
    gwen.press("Save")
    priya.go(place)
    assert priya.sees("since you last looked")
    priya.click("see what changed")
    assert priya.sees("Moved here from after paragraph 1 of revision")
    assert priya.sees("What stood here moved to after paragraph 3 of revision")
    priya.click("See where it stands now")
    assert re.search(r"#change-\d+$", priya.page.url)
    priya.click("Side by side")
    assert "view=side" in priya.page.url
    changed = priya.page.locator(".ps-change--moved .ps-sides__side")
    old, new = (changed.nth(each).bounding_box() for each in range(2))
    assert old
    assert new
    assert (new["x"] > old["x"]) == (priya.width > 1000), (
        "side by side on a desk, one below the other on a phone"
    )
    same = priya.page.locator(".ps-sides__side--copy").first
    assert same.is_visible() == (priya.width > 1000)


def use_an_older_text(gwen: Visitor, place: str) -> None:
    gwen.go(f"{place}/history")
    assert gwen.sees("joined with what others saved meanwhile")
    gwen.click("Use this text again (revision 1)")
    gwen.type("Why do you use it again?", "The first figures were right")
    gwen.press("Use this text again")
    assert gwen.sees("Ninety thousand pounds")
    gwen.go(f"{place}/compare?from=1&to=99", status=404)
    assert gwen.sees("There is a problem")
    gwen.type("with revision", "1", exact=True)
    gwen.press("Compare")
    assert gwen.sees("Not a word of the text differs")
