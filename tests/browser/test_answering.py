"""Comments are answered by a team in one batch, and a resident reads what happened to what they said."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from policyspace.people.queries import demonstration_people
from tests.browser.backstage import PLACE, backstage
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.builders.discussion import a_comment, a_discussed_problem
from tests.builders.drafting import a_revision


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_a_batch_of_answers_from_the_workbench_to_the_resident(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    with backstage(demonstration) as space:
        problem = a_discussed_problem(space)
        people = {person.display_name: person for person in demonstration_people()}
        for name, body in (
            ("Kelly Moss", "Say how small the room is."),
            ("Marek Zielinski", "Say how small that room is!"),
            ("Femi Adebayo", "Who pays the school?"),
        ):
            a_comment(problem, author=people[name], body=body)
        a_revision(
            problem, "## Who is affected\n\nFamilies in one small room.\n\nChildren who change schools.\n"
        )
        place = f"{PLACE}/documents/{problem.number}"
    gwen, kelly = (
        Visitor(chromium, demonstration.url, width=width, javascript=javascript) for _twice in range(2)
    )
    gwen.sign_in_as("Gwen Pritchard")
    answer_two_that_say_the_same(gwen, place)
    answer_the_other(gwen)
    publish_both(gwen)
    kelly.sign_in_as("Kelly Moss")
    kelly.go("/what-happened")
    assert kelly.sees("Answer: Adopted")
    kelly.click("The same answer to 2 comments")
    assert kelly.sees("Say how small that room is!")
    assert kelly.page.locator("ins", has_text="small").count() == 1
    kelly.go(f"{place}/you-said-we-did")
    kelly.click("Show everything on one page, to print it")
    assert kelly.sees("Who pays the school?")
    take_one_back(gwen, place)
    for visitor in (gwen, kelly):
        visitor.leave()


def answer_two_that_say_the_same(gwen: Visitor, place: str) -> None:
    gwen.go(f"{place}/answers")
    gwen.click("Say the same")
    assert gwen.page.get_by_role("checkbox").count() == 2
    gwen.press("Draft one answer")
    gwen.choose("Adopted")
    gwen.type("The answer", "The text says it now.")
    gwen.page.get_by_label("Which revision changed the text?").select_option("2")
    gwen.press("Show what it changed")
    gwen.page.get_by_label(re.compile("Paragraph 1")).check()
    gwen.press("Save and go to the next")


def answer_the_other(gwen: Visitor) -> None:
    gwen.choose("Choose the comment by Femi Adebayo")
    gwen.press("Draft one answer")
    gwen.choose("Out of scope")
    gwen.press("Save", exact=True)
    assert gwen.sees("Say why")
    gwen.type("The answer", "Each school decides.")
    gwen.press("Save", exact=True)
    assert gwen.sees("Draft. Only the team can read it.")


def publish_both(gwen: Visitor) -> None:
    gwen.click("Answers")
    gwen.click("Drafted (2)")
    gwen.click("Choose all on this page")
    gwen.press("Publish")
    assert gwen.sees("Each author gets one email")
    gwen.press("Publish")
    assert gwen.sees("2 answers are published.")


def take_one_back(gwen: Visitor, place: str) -> None:
    gwen.page.get_by_role("checkbox").first.check()
    gwen.press("Take back to draft")
    gwen.type("Why do you take it back?", "It names the wrong school")
    gwen.press("Take back to draft")
    gwen.go(f"{place}/answers?show=drafted")
    assert gwen.sees("Drafted (1)")
