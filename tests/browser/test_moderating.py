"""Moderation from first to last: a newcomer's words are held and released, reported, hidden, and appealed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.people import services as people
from tests.browser.backstage import PLACE, backstage
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.builders.people import KEEPER, an_organisation
from tests.builders.spaces import a_member

PROBLEM = f"{PLACE}/documents/3"
WORDS = "Buy the pills of my cousin."


def cast(site: Site, width: int) -> tuple[str, str]:
    """A resident whom nobody has heard yet, and another facilitator, who can be signed in as by name."""
    newcomer, second = f"Nia New {width}", f"Sam Second {width}"
    with backstage(site) as space:
        people.add_person(
            KEEPER, email=f"nia{width}@homes.example", display_name=newcomer, demonstration=True
        )
        organisation = an_organisation(
            f"Second Council {width}", side=Side.LOCAL, domain=f"second{width}.example"
        )
        person = people.add_person(
            KEEPER, email=f"sam@{organisation.domains[0].domain}", display_name=second, demonstration=True
        )
        a_member(space, role=Role.FACILITATOR, person=person)
    return newcomer, second


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_what_is_held_reported_hidden_and_appealed(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    def someone(name: str) -> Visitor:
        visitor = Visitor(chromium, demonstration.url, width=width, javascript=javascript)
        visitor.sign_in_as(name)
        return visitor

    new_name, second_name = cast(demonstration, width)
    newcomer, reader, first = someone(new_name), someone("Kelly Moss"), someone("Gwen Pritchard")
    hold_and_release(newcomer, reader, first)
    report_and_hide(reader, first)
    appeal(newcomer, first)
    second = someone(second_name)
    second.go(f"{PLACE}/moderation/appeals")
    second.press("Decide")
    second.choose("Stays hidden")
    second.press("Decide")
    reader.go(f"{PLACE}/moderation/log")
    assert reader.sees("the comment stays hidden")
    assert not reader.sees(new_name)
    assert not reader.sees(WORDS)


def hold_and_release(newcomer: Visitor, reader: Visitor, first: Visitor) -> None:
    first.go(f"{PLACE}/edit")
    first.choose("Yes")
    first.press("Save")
    newcomer.go(PROBLEM)
    newcomer.choose("An idea")
    newcomer.type("Your comment", WORDS)
    newcomer.press("Post comment")
    assert newcomer.sees("Nobody but you and the facilitators can read it")
    reader.go(f"{PROBLEM}/comments")
    assert not reader.sees(WORDS)
    first.go(f"{PLACE}/moderation/held")
    first.press("Let everyone read it")
    reader.go(f"{PROBLEM}/comments")
    assert reader.sees(WORDS)


def report_and_hide(reader: Visitor, first: Visitor) -> None:
    reader.page.locator("article", has_text=WORDS).get_by_role("link", name="Report").click()
    reader.page.wait_for_load_state()
    reader.look()
    reader.choose("It is advertising, or the same words again and again")
    reader.press("Report the comment")
    first.go(f"{PLACE}/moderation")
    reported = first.page.locator("article", has_text=WORDS)
    reported.get_by_role("button", name="Hide", exact=True).click()
    first.page.wait_for_load_state()
    first.look()
    first.choose("It is advertising or was posted many times.")
    first.press("Hide the comment")
    assert not first.sees(WORDS)


def appeal(newcomer: Visitor, first: Visitor) -> None:
    newcomer.go(f"{PROBLEM}/comments")
    newcomer.page.locator("article", has_text=WORDS).get_by_role("link", name="Appeal").click()
    newcomer.page.wait_for_load_state()
    newcomer.look()
    newcomer.type("Why should it be shown again?", "They are free pills.")
    newcomer.press("Send the appeal")
    first.go(f"{PLACE}/moderation/appeals")
    assert first.sees("another facilitator decides")
