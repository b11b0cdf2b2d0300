"""A space's own template, a problem started from it, and the advice beside what is written in it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.backstage import backstage
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.builders.spaces import a_space, the_facilitator

TEMPLATE = """## Who rides the bus

_Say who rides, and when._

## Who pays

_Say who pays now, and how much._
"""
LONG = (
    "The committee that was set up in spring to look into the fares which are charged on the late bus, on which the "
    "carers of two homes depend, has not met since the LHA withdrew the officer who used to write its minutes."
)
PLAIN = "The bus leaves at ten. Forty people ride it. Most of them work at the two homes on the hill. "


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_from_a_template_to_a_text_with_advice(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    with backstage(demonstration) as space:
        own = a_space(title=f"Late buses {width} {javascript}", opened_by=the_facilitator(space))
        place = f"/spaces/{own.slug}/documents"
    gwen = Visitor(chromium, demonstration.url, width=width, javascript=javascript)
    gwen.sign_in_as("Gwen Pritchard")
    add_a_template(gwen, place)
    start_from_it(gwen, place)
    write_over_the_guidance(gwen)
    be_advised(gwen)
    retire_the_template(gwen, place)
    gwen.leave()


def add_a_template(gwen: Visitor, place: str) -> None:
    gwen.go(place)
    gwen.click("Templates")
    gwen.press("Add a template")
    gwen.type("Text", TEMPLATE)
    gwen.press("Save")
    assert gwen.sees("There is a problem")
    assert gwen.written("Text") == TEMPLATE
    gwen.type("Title", "Buses")
    gwen.press("Save")
    assert gwen.sees("The template is added.")
    assert gwen.sees("Standard headings")


def start_from_it(gwen: Visitor, place: str) -> None:
    """Offered first, beside the headings that every space has."""
    gwen.pass_by(place)
    gwen.press("Start a problem")
    gwen.choose("Buses")
    gwen.press("Continue")
    assert gwen.written("Text") == TEMPLATE


def write_over_the_guidance(gwen: Visitor) -> None:
    """Where something is written, what to write goes; elsewhere it stays, for those who write alone."""
    gwen.change("Text", "_Say who rides, and when._", "Carers of two homes ride it at ten.")
    gwen.press("Save")
    assert gwen.sees("There is a problem")
    assert "Carers of two homes" in gwen.written("Text")
    gwen.type("Title", "The late bus", exact=True)
    gwen.press("Save")
    assert gwen.sees("Carers of two homes ride it at ten.")
    assert not gwen.sees("Say who rides")
    assert gwen.sees("Not written yet")
    assert gwen.sees("Say who pays now, and how much.")


def be_advised(gwen: Visitor) -> None:
    """In the preview, after saving and on a page of its own; and saved all the same."""
    gwen.page.get_by_role("button", name="Edit", exact=True).click()
    gwen.change("Text", "_Say who pays now, and how much._", f"{LONG}\n\n{PLAIN * 4}")
    gwen.page.get_by_role("button", name="Preview", exact=True).click()
    preview = gwen.page.locator("#preview")
    expect(preview).to_contain_text("What could be plainer")
    expect(preview).to_contain_text("1 sentence has more than 25 words")
    expect(preview).to_contain_text("1 abbreviation is not explained")
    expect(preview).to_contain_text("reading age")
    expect(preview).to_contain_text("the Automated Readability Index (Senter and Smith, 1967)")
    gwen.look()
    gwen.page.get_by_role("button", name="Save", exact=True).click()
    gwen.page.wait_for_url("**/documents/1*")
    gwen.look()
    assert gwen.sees("Revision 2, by Gwen Pritchard")
    assert gwen.sees("What could be plainer: 1 sentence")
    gwen.click("See the advice", exact=False)
    assert gwen.sees("The committee that was set up in spring")
    assert re.search(r"\d+\s+words", gwen.page.inner_text("main"))
    gwen.page.get_by_role("link", name="Paragraph 2").first.click()
    gwen.page.wait_for_url("**#b-*")


def retire_the_template(gwen: Visitor, place: str) -> None:
    gwen.pass_by(f"{place}/templates")
    gwen.click("Retire Buses")
    gwen.press("Retire")
    assert gwen.sees("The template is retired.")
    gwen.pass_by(f"{place}/new?kind=problem")
    assert gwen.page.get_by_label("Buses").count() == 0
