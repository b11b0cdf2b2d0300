"""What was typed comes back: every form that takes text, and every fault, in a real browser against a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.killable import KillableSite
from tests.browser.tabs import Desk, Tab

MORE_THAN_IS_TAKEN = "x" * 2_200_000
OFFLINE = "You are offline. Your words are kept in this browser."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KillableSite]:
    made = KillableSite(tmp_path_factory.mktemp("killable"), scenes=2)
    yield made
    made.end()


def test_no_word_is_lost_with_javascript(chromium: Browser, site: KillableSite) -> None:
    desk = Desk(chromium, site, 0, javascript=True, width=1280)
    be_saved_while_writing(desk)
    be_offline(desk)
    be_killed(desk)
    walk_through_what_the_server_says(desk)
    write_in_two_tabs(desk)
    send_twice(desk)
    desk.close()


def test_no_word_is_lost_without_javascript(chromium: Browser, site: KillableSite) -> None:
    desk = Desk(chromium, site, 1, javascript=False, width=375)
    desk.fill("offline")
    desk.offline(True)
    desk.each(Tab.press_in_vain)
    desk.offline(False)
    try_again_and_meet_a_fault(desk)
    desk.fill("killed")
    desk.site.kill()
    desk.each(Tab.press_in_vain)
    desk.site.start()
    try_again_and_meet_a_fault(desk)
    walk_through_what_the_server_says(desk)
    send_twice(desk)
    desk.close()


def be_saved_while_writing(desk: Desk) -> None:
    desk.fill("saved")
    for tab in desk.tabs:
        expect(tab.status).to_contain_text("Saved privately at", timeout=20_000)


def be_offline(desk: Desk) -> None:
    desk.offline(True)
    desk.fill("offline")
    for tab in desk.tabs:
        expect(tab.status).to_have_text(OFFLINE, timeout=20_000)
    desk.each(Tab.press_in_vain)
    desk.offline(False)
    desk.each(Tab.open_what_is_offered)
    assert desk.lost() == {}


def be_killed(desk: Desk) -> None:
    desk.fill("killed")
    desk.site.kill()
    desk.each(Tab.press_in_vain)
    desk.site.start()
    desk.each(Tab.open_what_is_offered)
    assert desk.lost() == {}


def try_again_and_meet_a_fault(desk: Desk) -> None:
    """Without JavaScript the browser has the words in what it sends again, and nowhere else."""
    desk.site.break_everything()
    desk.each(Tab.try_again)
    desk.site.mend_everything()
    assert desk.unshown() == []
    desk.each(lambda tab: tab.follow("Continue with your words"))
    assert desk.lost() == {}


def walk_through_what_the_server_says(desk: Desk) -> None:
    meet_a_fault(desk)
    let_the_token_grow_old(desk)
    lose_the_session(desk)
    be_too_long(desk)


def meet_a_fault(desk: Desk) -> None:
    desk.fill("fault")
    desk.site.break_everything()
    desk.each(Tab.press)
    desk.site.mend_everything()
    assert desk.unshown() == []
    desk.each(lambda tab: tab.follow("Continue with your words"))
    assert desk.lost() == {}


def let_the_token_grow_old(desk: Desk) -> None:
    desk.fill("token")
    for tab in desk.one_of_each():
        desk.sign_in(tab.case, tab.page.context)
    desk.each(Tab.press)
    for tab in desk.tabs:
        expect(tab.page.get_by_text("The page was open for too long")).to_be_visible()
    assert desk.lost() == {}


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
    desk.fill(MORE_THAN_IS_TAKEN)
    desk.each(Tab.press)
    for tab in desk.tabs:
        expect(tab.page.get_by_role("heading", level=1)).to_have_text("That is too large")
    desk.each(Tab.back)
    assert desk.lost() == {}


def write_in_two_tabs(desk: Desk) -> None:
    for tab in desk.tabs:
        other = Tab(tab.page.context, tab.case)
        tab.fill("in one tab")
        other.fill("in another tab")
        other.page.close()
        tab.come_back()
    desk.each(lambda tab: tab.page.goto(tab.case.path))
    for tab in desk.tabs:
        for words in ("in one tab", "in another tab"):
            expect(tab.page.get_by_text(words)).to_be_visible()


def send_twice(desk: Desk) -> None:
    desk.each(Tab.open)
    desk.fill("sent")
    before = desk.site.rows()
    desk.each(Tab.press_twice)
    assert desk.site.rows() - before == sum(tab.case.rows for tab in desk.tabs)
    assert [tab.case.called for tab in desk.tabs if tab.form.count() and tab.problem() == ""] == []
