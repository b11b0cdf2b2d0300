"""One proposal from nothing to Sustainability met, by six people from the pages alone: two drafters, two sponsors, a
resident, a facilitator. With a reservation, words that change under a confirmation, a move back and an exception.

On a phone without JavaScript, which this record never needs; with EVERY_SCREEN=1 on the other screens, too.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from policyspace.app import create_app
from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.foundation.clock import now
from policyspace.foundation.settings import Settings
from policyspace.people.models import Person
from policyspace.people.services import add_person
from tests.browser.conftest import Site
from tests.browser.visitor import EVERY_SCREEN, SCREENS, Visitor
from tests.builders.answers import an_answer
from tests.builders.discussion import a_comment
from tests.builders.drafting import a_proposal, an_open_problem
from tests.builders.people import KEEPER, an_organisation
from tests.builders.spaces import a_member, a_space

DAYS = {"ahead": now() + timedelta(days=90), "past": now() - timedelta(days=9)}
CENTRAL, LOCAL, RESIDENT = "Cai Central", "Lowri Local", "Rosa Resident"
SPONSORS = ("Sam Sponsor", "Sioned Sponsor")
FACILITATOR = "Farah Facilitator"
RECORD = "/spaces/temporary-accommodation/documents/2/outcome"


@pytest.fixture
def gathered(empty_site: Site) -> None:
    """The six in a space, with a problem whose comment is answered, and an empty proposal that answers it."""
    settings = Settings(mode="demonstration", secret_key="s" * 48, database_url=empty_site.database_url)
    with create_app(settings).app_context():
        department = an_organisation("Department for Homes", side=Side.CENTRAL, domain="department.example")
        council = an_organisation("Northfield Council", side=Side.LOCAL, domain="northfield.example")

        def known(name: str, domain: str) -> Person:
            address = f"{name.split()[0].lower()}@{domain}"
            return add_person(KEEPER, email=address, display_name=name, demonstration=True)

        space = a_space(opened_by=known(FACILITATOR, "department.example"))
        for name, organisation in (
            (CENTRAL, department),
            (LOCAL, council),
            *zip(SPONSORS, (department, council), strict=True),
        ):
            a_member(space, role=Role.DRAFTER, person=known(name, organisation.domains[0].domain))
        a_member(space, person=known(RESIDENT, "post.example"))
        problem = an_open_problem(space)
        an_answer(a_comment(problem))
        a_proposal(space, problems=[problem.number])


class Party(Visitor):
    """Someone around the record."""

    def answer(self, stage: str, prompt: str, words: str = "As we said.", **fields: str) -> None:
        """Answer a prompt; `fields` are what its other questions get, "ahead" being a day ninety days from now,
        "past" one that is over."""
        self.pass_by(f"{RECORD}/{stage}/{prompt}/new")
        self.page.locator("textarea[name=words]").fill(words)
        for name, value in fields.items():
            self._put(name, value)
        self._send()
        assert self.sees(words), (stage, prompt)

    def accept(self, stage: str, question: str, note: str = "") -> None:
        """Say of the first entry that waits for it that it is right."""
        self.pass_by(f"{RECORD}/{stage}")
        self.page.get_by_role("link", name=re.compile(f"^{question}")).first.click()
        self.page.locator("input[name=accepted][value=yes]").check()
        self.page.locator("textarea[name=note]").fill(note)
        self._send()

    def confirm(self, stage: str, kind: str = "confirm", words: str = "") -> None:
        self.pass_by(f"{RECORD}/{stage}/confirm")
        self.page.locator(f"input[name=kind][value={kind}]").check()
        self.page.locator("textarea[name=words]").fill(words)
        self._send()
        assert self.sees("is on the record")

    def move(self, to: str, reason: str = "") -> None:
        self.pass_by(f"{RECORD}/move")
        self.page.locator(f"input[name=to][value={to}]").check()
        self.page.locator("textarea[name=reason]").fill(reason)
        self._send()
        assert self.page.url.endswith("/outcome")

    def reads(self, stage: str, state: str) -> None:
        """The page of a stage says so of its state; it is looked at with care."""
        self.go(f"{RECORD}/{stage}")
        assert self.page.locator("main .govuk-tag", has_text=re.compile(f"^{state}")).count(), (
            self.page.inner_text("main")[:1500]
        )

    def _put(self, name: str, value: str) -> None:
        if value in DAYS:
            day = DAYS[value]
            for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
                self.page.locator(f"input[name={name}-{part}]").fill(str(number))
        elif self.page.locator(f"input[type=radio][name={name}]").count():
            self.page.locator(f"input[name={name}][value={value}]").check()
        elif self.page.locator(f"select[name={name}]").count():
            self.page.locator(f"select[name={name}]").select_option(value)
        else:
            self.page.locator(f"input[name={name}]").fill(value)

    def _send(self) -> None:
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_load_state()
        assert not self.page.locator(".govuk-error-summary").count(), self.page.inner_text("main")


@pytest.mark.parametrize(("width", "javascript"), SCREENS if EVERY_SCREEN else [(375, False)])
def test_from_nothing_to_sustainability_met(
    chromium: Browser, empty_site: Site, gathered: None, width: int, javascript: bool
) -> None:
    def someone(name: str) -> Party:
        party = Party(chromium, empty_site.url, width=width, javascript=javascript)
        party.sign_in_as(name)
        return party

    facilitator, central, local = someone(FACILITATOR), someone(CENTRAL), someone(LOCAL)
    resident, sponsors = someone(RESIDENT), [someone(name) for name in SPONSORS]
    trust(facilitator, central, local, resident)
    flexibility(facilitator, central, local)
    honesty(facilitator, central, local, sponsors)
    clarity(facilitator, central, local, resident)
    sustainability(facilitator, central, sponsors)
    resident.go(f"{RECORD}/agreement")
    for words in ("The money is not in writing yet.", "Another option came up.", "The court sits tomorrow."):
        assert resident.sees(words), words
    for party in (facilitator, central, local, resident, *sponsors):
        party.leave()


def trust(facilitator: Party, central: Party, local: Party, resident: Party) -> None:
    central.reads("trust", "Not begun")
    for party in (central, local):
        for prompt in ("priorities", "contact", "deputy"):
            party.answer("trust", prompt)
    central.reads("trust", "Gathering")
    central.answer("trust", "heard", about="local")
    local.answer("trust", "heard", about="central")
    for party in (central, local):
        party.accept("trust", "Did they hear you right")
    central.answer("trust", "meeting", kind="visit", date="past", host="local")
    local.accept("trust", "As the host", "They listened, and came back.")
    central.answer("trust", "residents_group", "The tenants’ forum of Northfield.")
    central.reads("trust", "Ready")
    central.confirm("trust")
    local.confirm("trust", "reservation", "The money is not in writing yet.")
    resident.confirm("trust")
    facilitator.reads("trust", "Met")
    facilitator.move("flexibility")


def flexibility(facilitator: Party, central: Party, local: Party) -> None:
    """Words change after both confirmed: they are asked again, and see what changed."""
    for state in ("exploring", "parked"):
        central.answer("flexibility", "open_question", f"A question that is {state}.", state=state)
    for party in (central, local):
        party.answer("flexibility", "option", state="alive")
        party.answer("flexibility", "decision", step="committee", date="ahead")
    central.answer("flexibility", "affected_group", kind="voluntary", route="A breakfast each month")
    local.answer("flexibility", "senior_advice", post="Director of housing")
    for party in (central, local):
        party.confirm("flexibility")
    facilitator.reads("flexibility", "Met")
    local.answer("flexibility", "option", "Buy empty offices.", state="alive")
    central.reads("flexibility", "Words changed")
    central.go(f"{RECORD}/flexibility/confirm")
    assert central.sees("What changed since you read these words")
    for party in (central, local):
        party.confirm("flexibility")
    facilitator.reads("flexibility", "Met")
    facilitator.move("honesty")
    facilitator.move("flexibility", "Another option came up.")
    facilitator.move("honesty")


def honesty(facilitator: Party, central: Party, local: Party, sponsors: list[Party]) -> None:
    """It can be challenged until a day ahead, so it is not met today: the proposal moves past it for a reason."""
    for party in (central, local):
        party.answer("honesty", "cannot", limit="money")
    central.answer("honesty", "already_decided", "Nothing")
    for party in (facilitator, central, local, *sponsors):
        party.answer("honesty", "interests", "None")
    facilitator.answer("honesty", "residents_view", open_until="ahead")
    for party in (central, local):
        party.confirm("honesty")
    facilitator.reads("honesty", "Ready")
    facilitator.move("clarity", "The court sits tomorrow.")


def clarity(facilitator: Party, central: Party, local: Party, resident: Party) -> None:
    central.answer("clarity", "outcome", "Nobody waits longer than six weeks.")
    central.answer("clarity", "cost", amount="£20,000", payer="local")
    local.accept("clarity", "Will your side pay this")
    for party in (central, local):
        party.answer("clarity", "exit")
    for party in (central, local, resident):
        party.confirm("clarity")
    facilitator.reads("clarity", "Met")
    facilitator.move("sustainability")


def sustainability(facilitator: Party, central: Party, sponsors: list[Party]) -> None:
    for sponsor in sponsors:
        sponsor.answer("sustainability", "sponsor")
    central.answer("sustainability", "role", holder="Ann", deputy="Ben")
    central.answer("sustainability", "review", date="ahead")
    for sponsor in sponsors:
        sponsor.confirm("sustainability")
    facilitator.reads("sustainability", "Met")
