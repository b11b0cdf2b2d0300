"""What was typed comes back: forms that take text, and every fault, in a real browser against a real server.

The gate tries one form of each make; with EVERY_FORM=1 in the environment every form there is meets every fault. Do
that when you change what keeps words. `tests/web/test_keeping.py` holds every form, without a browser, to a lost
session, an old token, words that are refused, and being sent twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.killable import KillableSite
from tests.browser.tabs import Desk, Tab

MORE_THAN_IS_TAKEN = """form => {
  const more = document.createElement('input')
  Object.assign(more, { type: 'hidden', name: 'more', value: 'x'.repeat(2_200_000) })
  form.append(more)
}"""
OFFLINE = "You are offline. Your words are kept in this browser."
ONE_OF_EACH_MAKE = {"whole text", "comment below the text", "text brought in for the next revision"}
EVERY_FORM = bool(os.environ.get("EVERY_FORM"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KillableSite]:
    made = KillableSite(tmp_path_factory.mktemp("killable"), scenes=2)
    yield made
    made.end()


@pytest.fixture(scope="module")
def open_desk(request: pytest.FixtureRequest, chromium: Browser, site: KillableSite) -> Iterator[Desk]:
    scene = site.scenes[0 if request.param else 1]
    cases = [each for each in scene if EVERY_FORM or each.called in ONE_OF_EACH_MAKE]
    made = Desk(chromium, site, cases, javascript=request.param)
    yield made
    made.close()


@pytest.fixture
def desk(open_desk: Desk) -> Desk:
    open_desk.begin_anew()
    return open_desk


def be_saved_while_writing(desk: Desk) -> None:
    desk.fill("saved")
    for tab in desk.tabs:
        expect(tab.status).to_contain_text("Saved privately at", timeout=20_000)
    desk.each(Tab.come_back)
    desk.each(Tab.open_what_is_offered)
    assert desk.lost() == {}


def be_offline(desk: Desk) -> None:
    desk.offline(True)
    desk.fill("offline")
    if desk.javascript:
        for tab in desk.tabs:
            expect(tab.status).to_have_text(OFFLINE, timeout=20_000)
    desk.each(Tab.press_in_vain)
    desk.offline(False)
    come_back(desk)


def be_killed(desk: Desk) -> None:
    desk.fill("killed")
    desk.site.kill()
    desk.each(Tab.press_in_vain)
    desk.site.start()
    come_back(desk)


def come_back(desk: Desk) -> None:
    """Without JavaScript the browser has the words in what it sends again, and nowhere else."""
    if desk.javascript:
        desk.each(Tab.open_what_is_offered)
    else:
        desk.site.break_everything()
        desk.each(Tab.try_again)
        desk.site.mend_everything()
        assert desk.unshown() == []
        desk.each(lambda tab: tab.follow("Continue with your words"))
    assert desk.lost() == {}


def meet_a_fault(desk: Desk) -> None:
    desk.fill("fault")
    desk.site.break_everything()
    desk.each(Tab.press)
    desk.site.mend_everything()
    assert desk.unshown() == []
    desk.each(lambda tab: tab.follow("Continue with your words"))
    assert desk.lost() == {}


def let_the_token_grow_old(desk: Desk) -> None:
    with desk.unheard():
        desk.fill("token")
        desk.sign_in_anew()
        desk.each(Tab.press)
    for tab in desk.tabs:
        expect(tab.page.get_by_text("The page was open for too long")).to_be_visible()
    assert desk.lost() == {}


def take_the_new_token(desk: Desk) -> None:
    """What the script keeps while somebody writes tells it that the token is too old: then it takes the new one."""
    desk.sign_in_anew()
    desk.fill("new token")
    for tab in desk.tabs:
        expect(tab.status).to_contain_text("Saved privately", timeout=20_000)


def lose_the_session(desk: Desk) -> None:
    desk.fill("session")
    desk.site.end_sessions()
    desk.each(Tab.press)
    assert desk.unshown() == []
    desk.each(lambda tab: tab.follow("Sign in and continue"))
    signed_in: set[int] = set()
    for tab in desk.tabs:
        way = tab.page.locator(f'form[action="/sign-in/as/{tab.case.person.id}"]')
        if tab.case.person.id in signed_in:
            tab.page.goto(way.locator("[name=next]").input_value())
        else:
            tab.leave_by(way.locator("button"))
        signed_in.add(tab.case.person.id)
    assert desk.lost() == {}


def be_too_long(desk: Desk) -> None:
    """A box that holds so many words is too slow to try: what is too much comes beside the words."""
    desk.fill("too much")
    desk.each(lambda tab: tab.form.evaluate(MORE_THAN_IS_TAKEN))
    desk.each(Tab.press)
    for tab in desk.tabs:
        expect(tab.page.get_by_role("heading", level=1)).to_have_text("That is too large")
    go_back(desk)


def leave_and_come_back(desk: Desk) -> None:
    """Away to another page without sending, and back by the browser's button."""
    desk.fill("left")
    for tab in desk.tabs:
        tab.page.goto("/help")
    go_back(desk)


def go_back(desk: Desk) -> None:
    """By the browser's button."""
    desk.each(Tab.back)
    assert desk.lost() == {}


def write_in_two_tabs(desk: Desk) -> None:
    """With JavaScript both are kept while they are written; without it, when they were sent and met a fault."""
    for tab in desk.tabs:
        other = Tab(tab.page.context, tab.case)
        tab.fill("in one tab")
        other.fill("in another tab")
        if not desk.javascript:
            desk.site.break_everything()
            tab.press()
            other.press()
            desk.site.mend_everything()
        for each in (tab, other):
            each.come_back()
        for each in (tab, other):
            each.open_what_is_offered()
            assert each.problem() == "", tab.case.called
        other.page.close()


def send_twice(desk: Desk) -> None:
    """Each opened when the one before was sent, which may have changed what this one is about."""
    before = desk.site.rows()
    for tab in desk.tabs:
        tab.open()
        tab.fill("sent")
        tab.press_twice()
    assert desk.site.rows() - before == sum(tab.case.rows for tab in desk.tabs)
    assert [tab.case.called for tab in desk.tabs if tab.form.count() and tab.problem() == ""] == []


FAULTS: dict[str, Callable[[Desk], None]] = {
    "saved": be_saved_while_writing,
    "offline": be_offline,
    "killed": be_killed,
    "500": meet_a_fault,
    "token": let_the_token_grow_old,
    "new token": take_the_new_token,
    "session": lose_the_session,
    "413": be_too_long,
    "back": leave_and_come_back,
    "two tabs": write_in_two_tabs,
    "sent twice": send_twice,
}


WITHOUT_A_SCRIPT = [each for each in FAULTS if each not in {"saved", "new token"}]
"""Without JavaScript nothing leaves the browser before it is sent."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("open_desk", [True], ids=["script"], indirect=True, scope="module")
def test_no_word_is_lost_with_javascript(desk: Desk, fault: str) -> None:
    FAULTS[fault](desk)


@pytest.mark.parametrize("fault", WITHOUT_A_SCRIPT)
@pytest.mark.parametrize("open_desk", [False], ids=["no script"], indirect=True, scope="module")
def test_no_word_is_lost_without_javascript(desk: Desk, fault: str) -> None:
    FAULTS[fault](desk)
