"""The main job, end to end, as an official, a resident and a facilitator do it: on a desk, on a phone, and with
JavaScript off. Each acts in a browser of their own against the real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from policyspace.app import create_app
from policyspace.charter.capacity import Side
from policyspace.foundation.settings import Settings
from policyspace.people.services import add_person
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.builders.people import KEEPER, an_organisation

SETTLED = "A small council and a small question need less."
OFFICIALS = {
    "Farah Facilitator": "farah@department.example",
    "Cai Central": "cai@department.example",
    "Lowri Local": "lowri@northfield.example",
}
HERE = "/spaces/families-in-temporary-homes"
PROBLEM, PROPOSAL = f"{HERE}/documents/1", f"{HERE}/documents/2"


@pytest.fixture
def officials(empty_site: Site) -> None:
    """Three verified officials who can be signed in as by name."""
    settings = Settings(mode="demonstration", secret_key="s" * 48, database_url=empty_site.database_url)
    with create_app(settings).app_context():
        an_organisation("Department for Homes", side=Side.CENTRAL, domain="department.example")
        an_organisation("Northfield Council", side=Side.LOCAL, domain="northfield.example")
        for name, address in OFFICIALS.items():
            add_person(KEEPER, email=address, display_name=name, demonstration=True)


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_the_main_job(
    chromium: Browser, empty_site: Site, officials: None, width: int, javascript: bool
) -> None:
    def someone() -> Visitor:
        return Visitor(chromium, empty_site.url, width=width, javascript=javascript)

    facilitator, central, local, resident = someone(), someone(), someone(), someone()
    sign_in_as(facilitator, "Farah Facilitator")
    open_a_space(facilitator)
    for sent, (visitor, name) in enumerate(((central, "Cai Central"), (local, "Lowri Local")), start=1):
        invite(facilitator, OFFICIALS[name])
        sign_in_as(visitor, name)
        accept_invitation(visitor, sent)
    draft_a_problem(local, facilitator, central)
    comment_as_a_resident(resident)
    answer_and_settle(local, facilitator)
    propose(central, local)
    build_trust(facilitator, central, local, resident)
    go_through_the_stages(facilitator, central, resident)
    for visitor in (facilitator, central, local, resident):
        visitor.leave()


def sign_in_as(visitor: Visitor, name: str) -> None:
    """Sign in as someone of the demonstration."""
    visitor.go("/sign-in")
    visitor.press(f"Sign in as {name}")
    visitor.go("/account")
    assert visitor.sees(name)


def open_a_space(facilitator: Visitor) -> None:
    facilitator.go("/spaces/new")
    facilitator.press("Open the space")
    assert facilitator.sees("There is a problem")
    facilitator.type("Title", "Families in temporary homes")
    facilitator.type("Which question does it answer?", "How can families spend less time in temporary homes?")
    facilitator.choose("Anyone")
    facilitator.page.locator("input[name=capacity]").first.check()
    facilitator.press("Open the space")
    assert facilitator.page.url.endswith(HERE)


def invite(facilitator: Visitor, address: str) -> None:
    facilitator.go(f"{HERE}/members")
    facilitator.press("Invite someone")
    facilitator.type("Email address", address)
    facilitator.choose("Drafter")
    facilitator.press("Send the invitation")
    assert facilitator.sees(address)


def accept_invitation(visitor: Visitor, sent: int) -> None:
    """Open the newest of the `sent` invitations and follow its link."""
    visitor.open_newest_letter("invit", sent)
    visitor.page.locator("a[href*='/invitations/']").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    visitor.page.locator("input[name=capacity]").first.check()
    visitor.press("Accept the invitation")
    assert visitor.sees("Families in temporary homes")


def draft_a_problem(local: Visitor, facilitator: Visitor, central: Visitor) -> None:
    local.go(f"{HERE}/documents/new?kind=problem")
    local.type("Title", "Families wait too long", exact=True)
    local.type(
        "Text", "## Who is affected\n\nAbout 600 families.\n\n## What happens now\n\nThey wait a year.\n"
    )
    local.press("Save")
    assert local.sees("They wait a year.")
    local.write_alone(f"{PROBLEM}/edit")
    central.go(f"{PROBLEM}/edit")
    central.change("Text", "600", "640")
    central.press("Save")
    local.change("Text", "a year", "eighteen months")
    local.press("Save")
    assert local.sees("together with what others saved")
    assert local.sees("640 families")
    settle_a_conflict(local, central)
    facilitator.go(PROBLEM)
    facilitator.press("Open for comments")
    facilitator.press("Open this problem for comments")
    assert facilitator.sees("Open for comments")


def settle_a_conflict(local: Visitor, central: Visitor) -> None:
    """Both change the same words; one decides."""
    central.go(f"{PROBLEM}/edit")
    local.go(f"{PROBLEM}/edit")
    central.change("Text", "640", "650")
    central.press("Save")
    local.change("Text", "640", "700")
    local.press("Save")
    assert local.sees("Someone else changed the same words")
    local.press("Save")
    assert local.sees("Choose which words to keep")
    local.choose("The version saved meanwhile")
    local.press("Save")
    assert local.sees("650 families")


def comment_as_a_resident(resident: Visitor) -> None:
    """They write first; the account comes with the link in the letter."""
    resident.go(PROBLEM)
    resident.page.get_by_role("link", name="Comment on paragraph 1").click()
    resident.page.wait_for_load_state()
    resident.press("Write a comment")
    resident.type("Email address", "rosa@post.example")
    resident.press("Continue")
    assert resident.sees("There is a problem")
    resident.type("Your comment", "We moved **three** times in one year.")
    resident.press("Continue")
    assert resident.sees("Check your email")
    resident.open_newest_letter("Confirm your comment")
    resident.page.locator("a[href*='/written/']").first.click()
    resident.page.wait_for_load_state()
    resident.look()
    resident.type("Name", "Rosa Resident")
    resident.press("Post comment")
    assert resident.sees("We moved three times in one year.")
    assert resident.sees("Rosa Resident")


def answer_and_settle(local: Visitor, facilitator: Visitor) -> None:
    local.go(PROBLEM)
    local.page.get_by_role("link", name=re.compile("^Reply")).first.click()
    local.page.wait_for_load_state()
    local.look()
    local.type("Your reply", "Thank you. We will add this to the text.")
    local.press("Post reply")
    assert local.sees("Northfield Council")
    facilitator.go(PROBLEM)
    facilitator.page.get_by_role("button", name=re.compile("support", re.IGNORECASE)).first.click()
    facilitator.page.wait_for_load_state()
    assert facilitator.sees("1 person supports this")
    facilitator.go(f"{PROBLEM}/close")
    facilitator.press("Close this problem to comments")
    facilitator.go(f"{PROBLEM}/frame")
    facilitator.press("Mark this problem as agreed")
    assert facilitator.sees("There is a problem")
    answer_the_resident(facilitator)
    facilitator.go(f"{PROBLEM}/frame")
    facilitator.press("Mark this problem as agreed")
    assert facilitator.sees("Agreed")


def answer_the_resident(facilitator: Visitor) -> None:
    facilitator.go(f"{PROBLEM}/answers")
    facilitator.page.get_by_role("checkbox").first.check()
    facilitator.press("Draft one answer")
    facilitator.choose("Not adopted")
    facilitator.type("The answer", "The text is about how long families wait.")
    facilitator.press("Save")
    facilitator.go(f"{PROBLEM}/answers?show=drafted")
    facilitator.page.get_by_role("checkbox").first.check()
    facilitator.press("Publish")
    facilitator.press("Publish")
    assert facilitator.sees("1 answer is published.")


def propose(central: Visitor, local: Visitor) -> None:
    central.go(f"{HERE}/documents/new?kind=proposal")
    central.type("Title", "Let councils buy empty homes", exact=True)
    central.choose("Families wait too long")
    central.type("Text", "## The change\n\nCouncils may buy homes that stood empty for a year.\n")
    central.press("Save")
    local.go(f"{PROPOSAL}/edit")
    local.change("Text", "a year", "six months")
    local.press("Save")
    assert local.sees("six months")


def build_trust(facilitator: Visitor, central: Visitor, local: Visitor, resident: Visitor) -> None:
    """Both sides say what matters and what they heard; what this question does not need is set aside."""
    trust = f"{PROPOSAL}/outcome/trust"
    for visitor, words in ((central, "Value for money."), (local, "Homes near schools.")):
        answer(visitor, f"{trust}/priorities/new", words)
    answer(central, f"{trust}/heard/new", "They want homes near schools.", choose="local government")
    answer(local, f"{trust}/heard/new", "They want value for money.", choose="central government")
    for visitor in (central, local):
        visitor.go(trust)
        visitor.page.get_by_role("link", name=re.compile("^Did they hear you right")).first.click()
        visitor.page.wait_for_load_state()
        visitor.look()
        visitor.page.locator("input[name=accepted]").first.check()
        visitor.press("Save")
    set_aside_what_is_missing(facilitator, trust)
    for visitor, kind in ((central, "Confirm"), (local, "Confirm with a reservation"), (resident, "Confirm")):
        confirm(visitor, trust, kind)
    facilitator.go(trust)
    assert facilitator.sees("Met")
    publish = f"{PROPOSAL}/publish"
    central.go(publish)
    central.press("Publish this proposal")
    assert central.sees("Published")


def answer(visitor: Visitor, path: str, words: str, choose: str = "") -> None:
    visitor.go(path)
    visitor.page.locator("textarea[name=words]").fill(words)
    if choose:
        visitor.choose(choose)
    visitor.press("Save")
    assert visitor.sees(words)


def set_aside_what_is_missing(facilitator: Visitor, stage: str) -> None:
    """Every item that is still missing is set aside, with a reason."""
    while True:
        facilitator.go(stage)
        links = facilitator.page.locator("a[href*='/outcome/aside/']")
        if not links.count():
            return
        facilitator.go(links.first.get_attribute("href") or "")
        facilitator.page.locator("textarea[name=reason]").fill(SETTLED)
        facilitator.page.locator("main form button[type=submit]").first.click()
        facilitator.page.wait_for_load_state()
        assert facilitator.sees(SETTLED)


def confirm(visitor: Visitor, stage: str, kind: str) -> None:
    visitor.go(f"{stage}/confirm")
    visitor.choose(kind)
    if kind != "Confirm":
        visitor.page.locator("textarea[name=words]").fill("We need the money in writing.")
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    assert visitor.sees("is on the record")


def go_through_the_stages(facilitator: Visitor, central: Visitor, resident: Visitor) -> None:
    """Forward when met, past an unmet stage with a reason, back with a reason, and on to the last."""
    move(facilitator, "flexibility")
    facilitator.go(f"{PROPOSAL}/outcome/move")
    facilitator.page.locator("input[name=to][value=honesty]").check()
    facilitator.page.locator("main form button[type=submit]").first.click()
    facilitator.page.wait_for_load_state()
    assert facilitator.sees("There is a problem")
    move(facilitator, "honesty", "The committee meets tomorrow.")
    move(facilitator, "flexibility", "We heard of another option.")
    for stage in ("honesty", "clarity", "sustainability"):
        move(facilitator, stage, f"Both sides asked to go on to {stage}.")
    resident.go(f"{PROPOSAL}/outcome")
    assert resident.sees("The committee meets tomorrow.")
    assert resident.sees("We heard of another option.")
    central.go(HERE)
    assert central.sees("Farah Facilitator")


def move(facilitator: Visitor, to: str, reason: str = "") -> None:
    facilitator.go(f"{PROPOSAL}/outcome/move")
    facilitator.page.locator(f"input[name=to][value={to}]").check()
    if reason:
        facilitator.page.locator("textarea[name=reason]").fill(reason)
    facilitator.page.locator("main form button[type=submit]").first.click()
    facilitator.page.wait_for_load_state()
    facilitator.look()
    assert facilitator.page.url.endswith("/outcome")
