"""From a printed slip to the page of its code: the facilitator at a desk, a resident with a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.backstage import PLACE
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.reporting.exporting.readers import open_pdf

PROBLEM = f"{PLACE}/documents/3"
WORDS = "The bus stops at eight. Then what?"


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_a_slip_is_printed_keyed_in_and_found_by_its_code(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    facilitator, resident = (
        Visitor(chromium, demonstration.url, width=width, javascript=javascript) for _twice in range(2)
    )
    facilitator.sign_in_as("Gwen Pritchard")
    code = print_slips(facilitator)
    resident.go("/help")
    resident.click("Enter your code to see what happened to what you said")
    look_up(resident, code.replace("-", " ").lower())
    assert resident.sees("We have not yet keyed in your reply")
    key_in(facilitator, code, width)
    resident.click("Enter another code")
    look_up(resident, "none of yours")
    assert resident.sees("We do not know this code")
    look_up(resident, code)
    assert resident.sees(f"{WORDS} {width}")
    assert resident.sees("The team has not published an answer yet")
    resident.click("See it among the comments")
    assert resident.sees("(Eastmere library), keyed in by Gwen Pritchard")
    assert resident.sees("On paragraph 3")
    facilitator.click("Take it back")
    facilitator.choose("The person who said it asked for it.")
    facilitator.press("Take it back")
    assert not facilitator.sees(f"{WORDS} {width}")


def print_slips(facilitator: Visitor) -> str:
    """A code on a slip that was printed."""
    facilitator.go(f"{PROBLEM}/keyed-in")
    facilitator.press("Print a pack")
    facilitator.type("How many slips?", "2")
    facilitator.type("Where do people hand them in?", "The box in Eastmere library")
    facilitator.press("Make the pack")
    with facilitator.page.expect_download() as download:
        facilitator.page.get_by_role("button", name="Download the slips alone (PDF)").click()
    assert len(open_pdf(download.value.path().read_bytes()).pages) == 2
    facilitator.page.locator("summary").click()
    return facilitator.page.locator("li.ps-code").first.inner_text()


def key_in(facilitator: Visitor, code: str, width: int) -> None:
    facilitator.go(f"{PROBLEM}/keyed-in/new")
    facilitator.type("Code on the slip", code)
    facilitator.choose("On paper")
    facilitator.type("Where, or at which meeting", "Eastmere library")
    for part, said in (("Day", "20"), ("Month", "11"), ("Year", "2025")):
        facilitator.type(part, said, exact=True)
    facilitator.type("Number of the paragraph", "3")
    facilitator.choose("Question")
    facilitator.type("Their words", f"{WORDS} {width}")
    facilitator.press("Key it in")
    assert facilitator.sees("Ask first")
    facilitator.choose("They agreed that these words and this name are published with the text")
    facilitator.press("Key it in")
    assert facilitator.sees(code)


def look_up(resident: Visitor, code: str) -> None:
    resident.type("Your code", code)
    resident.press("Show what happened")
