"""Other words for a passage: suggested, discussed, accepted, declined, made again and withdrawn, by two residents and
two who draft, each in a browser of their own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.backstage import PLACE, backstage
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.builders.suggesting import an_open_text

TITLE = "They wait too long"


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_a_suggestion_from_first_to_last(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    with backstage(demonstration) as space:
        place = f"{PLACE}/documents/{an_open_text(space).number}"

    def someone(name: str) -> Visitor:
        visitor = Visitor(chromium, demonstration.url, width=width, javascript=javascript)
        visitor.sign_in_as(name)
        return visitor

    kelly, marek, priya, gwen = map(
        someone, ("Kelly Moss", "Marek Zielinski", "Priya Nair", "Gwen Pritchard")
    )
    suggest(kelly, place)
    suggest_the_same_place(marek, place)
    accept_one_of_two(priya, gwen, place)
    make_it_again(marek, place)
    decline(priya, marek, place)
    withdraw(kelly, place)
    for visitor in (kelly, marek, priya, gwen):
        visitor.leave()


def begin(visitor: Visitor, place: str, paragraph: int = 2) -> None:
    visitor.pass_by(place)
    visitor.click(f"Suggest a change to paragraph {paragraph}")


def in_place(visitor: Visitor) -> Locator:
    """What is suggested for the second paragraph, on the page of the text."""
    below = ".ps-block:has(a.ps-block__number:text('2')) + .ps-suggestions"
    return visitor.page.locator(below).locator(".ps-suggestion")


def rows_beside_a_heading(visitor: Visitor) -> set[float]:
    """How far down the links stand that belong to the first heading: two rows would push its section away from it."""
    links = visitor.page.locator(".ps-block").first.locator(".ps-block__aside a")
    assert links.count() == 2
    return set(links.evaluate_all("all => all.map((each) => each.getBoundingClientRect().top)"))


def changed(suggestion: Locator) -> tuple[str, ...]:
    """The words taken out and put in, without what only listeners are told."""
    said = (" ".join(suggestion.locator(tag).inner_text().split()) for tag in ("del", "ins"))
    return tuple(re.sub(r"^\[\w+: | end \w+\]$", "", each) for each in said)


def is_told(visitor: Visitor, what: str) -> None:
    """Wait for the letter about the text that says `what`, open it."""
    subject = f"Your suggestion for “{TITLE}” {what}"
    for _attempt in range(100):
        visitor.pass_by("/letters")
        found = visitor.page.get_by_role("link", name=subject)
        if found.count():
            break
        visitor.page.wait_for_timeout(100)
    found.first.click()
    visitor.page.wait_for_url("**/letters/*")


def suggest(kelly: Visitor, place: str) -> None:
    """What changes nothing is sent back; what changes something stands below the words it would change."""
    begin(kelly, place)
    kelly.press("Suggest this change")
    assert kelly.sees("There is a problem")
    kelly.change("How it should read", "three times", "twice")
    kelly.type("Why?", "We counted it")
    kelly.press("Suggest this change")
    assert kelly.sees("Your suggestion is made.")
    kelly.go(place)
    given = in_place(kelly)
    assert given.count() == 1
    assert changed(given) == ("three times", "twice")
    assert "We counted it" in given.inner_text()
    assert not given.get_by_role("button", name="Accept").count()


def suggest_the_same_place(marek: Visitor, place: str) -> None:
    """In reply to the first, and as a suggestion of one's own."""
    marek.pass_by(place)
    marek.click("Discuss (suggestion by Kelly Moss)")
    marek.type("Your reply", "It was four times for us.")
    marek.press("Post reply")
    assert marek.sees("It was four times for us.")
    begin(marek, place)
    marek.change("How it should read", "three times", "four times")
    marek.type("Why?", "So it was for us")
    marek.press("Suggest this change")
    marek.pass_by(place)
    assert in_place(marek).count() == 2


def accept_one_of_two(priya: Visitor, gwen: Visitor, place: str) -> None:
    """Gwen has both before her when Priya accepts the first: the second is for its author then."""
    gwen.go(f"{place}/suggestions")
    priya.pass_by(place)
    priya.page.get_by_text("Suggestion by Kelly Moss (resident)", exact=True).click()
    priya.look()
    assert len(rows_beside_a_heading(priya)) == 1
    priya.press("Accept (suggestion by Kelly Moss)")
    assert priya.sees("Accepted. It is revision 2, by Kelly Moss.")
    assert priya.sees("They move twice.")
    gwen.press("Accept (suggestion by Marek Zielinski)")
    assert gwen.sees("The words this suggestion changes were changed in revision 2.")
    assert gwen.sees("Marek Zielinski can make it again from the new words.")
    gwen.go(f"{place}/suggestions")
    assert not gwen.page.get_by_role("button", name="Accept").count()
    gwen.click("Decided")
    assert gwen.sees("Kelly Moss")
    gwen.pass_by(f"{place}/authorship")
    assert gwen.page.locator(".ps-block:has(a:text-is('2'))").get_by_text("Kelly Moss").count()
    gwen.pass_by(f"{place}/history")
    assert gwen.sees("Suggested by Kelly Moss (resident), accepted by Priya Nair")
    is_told(gwen, "is accepted")
    assert gwen.sees("Priya Nair")


def make_it_again(marek: Visitor, place: str) -> None:
    """The letter leads to the form, which begins with the words as they are now."""
    is_told(marek, "needs you")
    marek.click("Make it again")
    assert marek.sees("You can make it again from the new words.")
    marek.change("How it should read", "twice", "four times")
    marek.press("Suggest this change")
    assert marek.sees("Your suggestion is made again, from the words as they are now.")
    marek.pass_by(place)
    given = in_place(marek)
    assert changed(given) == ("twice", "four times")
    assert not given.locator(".ps-suggestion__obstacle").count()


def decline(priya: Visitor, marek: Visitor, place: str) -> None:
    """With a reason, and never without."""
    priya.pass_by(place)
    priya.click("Decline (suggestion by Marek Zielinski)")
    priya.press("Decline the suggestion")
    assert priya.sees("There is a problem")
    priya.type("Why do you decline it?", "Twice is what the records say.")
    priya.press("Decline the suggestion")
    assert priya.sees("Declined. Its author is told why.")
    is_told(marek, "is declined")
    assert marek.sees("Twice is what the records say.")
    marek.pass_by(place)
    assert in_place(marek).count() == 0
    marek.go(f"{place}/suggestions")
    assert marek.sees("No open suggestions")


def withdraw(kelly: Visitor, place: str) -> None:
    """One's own, as long as nobody has decided."""
    begin(kelly, place, paragraph=1)
    kelly.change("How it should read", "600", "700")
    kelly.type("Why?", "I read it somewhere")
    kelly.press("Suggest this change")
    kelly.click("Withdraw", exact=False)
    kelly.press("Withdraw my suggestion")
    kelly.pass_by(f"{place}/suggestions?state=decided")
    assert not kelly.sees("700")
    kelly.pass_by(place)
    assert kelly.page.locator(".ps-suggestion").count() == 0
