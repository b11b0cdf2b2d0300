"""Several people write one text at the same time: in real browsers, against a real server that is killed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from tests.browser.together import NAMES, PATIENCE, TEXT, FragileSite, Writer, a_shared_problem

Come = Callable[..., Writer]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FragileSite]:
    made = FragileSite(tmp_path_factory.mktemp("together"))
    yield made
    made.end()


@pytest.fixture
def come(chromium: Browser, site: FragileSite) -> Iterator[Come]:
    """`come("gwen")`: a browser of hers, which leaves at the end without anything having gone wrong unseen."""
    here: list[Writer] = []

    def one(name: str, **options: Any) -> Writer:
        here.append(Writer(chromium, site.url, person=NAMES[name], **options))
        return here[-1]

    yield one
    for each in here:
        each.leave()


def all_hold(writers: list[Writer], words: list[str]) -> str:
    """Wait until everybody has the same text with all the words in it; gives it."""
    for writer in writers:
        writer.is_saved()
        for each in words:
            writer.sees(each)
    texts = {writer.text for writer in writers}
    assert len(texts) == 1
    return texts.pop()


def write_by_turns(writers: dict[str, Writer], more: str) -> list[str]:
    """Everybody types a word, a letter each in turn; gives the words."""
    words = {name: f" {name}{more}" for name in writers}
    for at in range(max(map(len, words.values()))):
        for name, writer in writers.items():
            writer.type(words[name][at : at + 1])
    return [each.strip() for each in words.values()]


def test_no_word_is_lost_when_three_write_one_paragraph_through_every_fault(
    site: FragileSite, come: Come
) -> None:
    gwen = come("gwen")
    place = a_shared_problem(gwen, "One bus for three schools")
    writers = {"gwen": gwen, "priya": come("priya", width=375), "aisha": come("aisha")}
    phone = come("aisha", width=375, javascript=False)
    phone.open(f"{place}/edit", editor=False)
    for writer in writers.values():
        writer.join(place)
        writer.go_to_end_of(2)
    words = write_by_turns(writers, "-first")
    all_hold(list(writers.values()), words)

    writers["priya"].context.set_offline(True)
    words += write_by_turns(writers, "-apart")
    writers["priya"].is_said("offline")
    site.kill()
    words += write_by_turns(writers, "-unserved")
    gwen.is_said("offline")
    site.start()
    words += write_by_turns(writers, "-again")
    writers["priya"].context.set_offline(False)
    all_hold(list(writers.values()), words)

    phone.box.fill(phone.text.replace("Ninety thousand", "Eighty thousand phone-words"))
    phone.button("Save").click()
    words.append("phone-words")
    text = all_hold(list(writers.values()), words)
    assert "Three schools share one bus." in text

    gwen.button("Save").click()
    gwen.page.wait_for_url(f"**{place}")
    for each in words:
        assert each in gwen.page.inner_text("main")
    assert writers["aisha"].text == text
    for writer in writers.values():
        writer.judge()


def test_words_that_two_changed_at_once_come_to_a_page_with_both(come: Come) -> None:
    gwen = come("gwen")
    place = a_shared_problem(gwen, "A bus that two rename")
    phone = come("priya", width=375, javascript=False)
    phone.open(f"{place}/edit", editor=False)
    gwen.join(place)
    gwen.go_to_end_of(6)
    gwen.press("Shift+Home")
    gwen.type("Seventy pounds a day.")
    gwen.is_saved()
    phone.box.fill(TEXT.replace("Ninety thousand", "Sixty thousand"))
    phone.button("Save").click()
    said = phone.page.inner_text("main")
    assert "Someone else changed the same words" in said
    assert "Seventy pounds a day." in said
    assert "Sixty thousand" in said
    assert "Seventy pounds a day." in gwen.text


def test_each_undoes_their_own_words_alone(come: Come) -> None:
    gwen, priya = come("gwen"), come("priya")
    place = a_shared_problem(gwen, "A bus that is taken back")
    for writer in (gwen, priya):
        writer.join(place)
        writer.go_to_end_of(2)
    gwen.type(" Gwen’s.")
    priya.sees("Gwen’s.")
    priya.press("End")
    priya.type(" Priya’s.")
    gwen.sees("Priya’s.")
    gwen.press("Control+z")
    expect(priya.box).to_have_value(TEXT.replace("eight.", "eight. Priya’s."), timeout=PATIENCE)
    gwen.press("Control+y")
    priya.sees("Gwen’s.")
    priya.use("Undo")
    expect(gwen.box).to_have_value(TEXT.replace("eight.", "eight. Gwen’s."), timeout=PATIENCE)
    assert priya.button("Undo").get_attribute("aria-disabled") == "true"
    gwen.judge()
    priya.judge()


@pytest.mark.parametrize("width", [1280, 375])
def test_everybody_sees_who_else_writes_and_where(come: Come, width: int) -> None:
    gwen, priya = come("gwen", width=width, strict=False), come("priya")
    place = a_shared_problem(gwen, "A bus with company")
    for writer in (gwen, priya):
        writer.join(place)
    priya.go_to_end_of(2)
    priya.press("Shift+Home")
    here = gwen.page.locator("[data-live-people]")
    expect(here).to_contain_text("Priya Nair (Department for Homes and Places")
    expect(gwen.page.locator(".ps-presence")).not_to_contain_text("Priya")
    caret = gwen.page.locator(".cm-content .ps-caret")
    expect(caret).to_have_attribute("data-name", here.locator("bdi").inner_text())
    expect(caret).to_have_attribute("aria-hidden", "true")
    expect(gwen.page.locator(".cm-content [class*=ps-others]")).to_have_text("It leaves at eight.")
    assert gwen.editor.inner_text().count("Priya") == 0
    gwen.let_axe_look()
    wide = "document.querySelector('.cm-scroller').scrollWidth > document.querySelector('.cm-scroller').clientWidth"
    for keys in ("End", "Home"):
        priya.press(keys)
        expect(gwen.page.locator(".cm-content [class*=ps-others]")).to_have_count(0)
        assert not gwen.page.evaluate(wide)
    priya.page.goto("/help")
    expect(here).to_be_hidden()
    expect(caret).to_have_count(0)
    priya.judge()


def test_without_websockets_words_are_kept_and_saved_as_ever_and_joined_once_they_can_be(come: Come) -> None:
    gwen, priya = come("gwen"), come("priya")
    place = a_shared_problem(gwen, "A bus behind a wall")
    wall = {"stands": True}

    def pass_or_not(way: WebSocketRoute) -> None:
        if wall["stands"]:
            way.close()
        else:
            way.connect_to_server()

    gwen.page.route_web_socket("**/live/**", pass_or_not)
    priya.join(place)
    gwen.open(f"{place}/edit")
    gwen.go_to_end_of(2)
    gwen.type(" Behind the wall.")
    gwen.is_said("unavailable")
    expect(gwen.page.locator(".ps-unsent__status[role=status]")).to_contain_text("Saved privately")
    priya.go_to_end_of(0)
    priya.type(" Before it.")
    wall["stands"] = False
    gwen.is_saved()
    all_hold(
        [gwen, priya], ["Three schools share one bus. Before it.", "It leaves at eight. Behind the wall."]
    )
    no_words_wait(gwen, "Behind the wall")


def no_words_wait(writer: Writer, words: str, seconds: int = 10) -> None:
    """Look until `words` are offered no more: that they have arrived is told while the reader goes on."""
    for _second in range(seconds):
        writer.page.goto("/unsent")
        if words not in writer.page.inner_text("main"):
            return
        writer.page.wait_for_timeout(1000)
    raise AssertionError(words)


def test_what_is_typed_behind_the_wall_is_merged_when_it_is_saved(come: Come) -> None:
    gwen, priya = come("gwen"), come("priya")
    place = a_shared_problem(gwen, "A bus over the wall")
    gwen.page.route_web_socket("**/live/**", lambda way: way.close())
    priya.join(place)
    gwen.open(f"{place}/edit")
    gwen.go_to_end_of(2)
    gwen.type(" Over the wall.")
    priya.go_to_end_of(0)
    priya.type(" Before it.")
    priya.is_saved()
    gwen.button("Save").click()
    gwen.page.wait_for_url(f"**{place}")
    all_hold([priya], ["It leaves at eight. Over the wall.", "share one bus. Before it."])
    assert "Before it." in gwen.page.inner_text("main")


def test_whoever_takes_the_plain_text_box_goes_on_alone_from_what_all_wrote(come: Come) -> None:
    gwen, priya = come("gwen"), come("priya")
    place = a_shared_problem(gwen, "A bus on a plain road")
    for writer in (gwen, priya):
        writer.join(place)
    priya.go_to_end_of(0)
    priya.type(" Priya’s line.")
    gwen.sees("Priya’s line.")
    gwen.button("Use the plain text box").click()
    number = gwen.page.locator("input[name=base_number]")
    expect(number).to_have_value("2")
    gwen.box.fill(gwen.text.replace("at eight", "at nine"))
    priya.type(" And another.")
    priya.is_saved()
    gwen.button("Save").click()
    gwen.page.wait_for_url(f"**{place}")
    all_hold([priya], ["share one bus. Priya’s line. And another.", "It leaves at nine."])
    gwen.page.evaluate("localStorage.removeItem('policyspace.writing')")


def test_saving_makes_a_revision_while_others_type_on(come: Come) -> None:
    gwen, priya = come("gwen"), come("priya")
    place = a_shared_problem(gwen, "A bus that is saved")
    for writer in (gwen, priya):
        writer.join(place)
        writer.go_to_end_of(2)
    gwen.type(" Gwen saves.")
    priya.type(" Priya goes on")
    gwen.page.get_by_label("What did you change, and why? (optional)").fill("So that all know")
    gwen.button("Save").click()
    priya.type(" and on.")
    gwen.page.wait_for_url(f"**{place}")
    assert "Saved as revision" in gwen.page.inner_text("main")
    assert "Gwen saves." in gwen.page.inner_text("main")
    all_hold([priya], ["Gwen saves.", "Priya goes on and on."])
    gwen.page.goto(f"{place}/history")
    assert "So that all know" in gwen.page.inner_text("main")


def test_whoever_is_removed_is_told_and_keeps_their_words(come: Come) -> None:
    gwen, priya = come("gwen"), come("priya")
    place = a_shared_problem(gwen, "A bus without Priya")
    priya.join(place)
    priya.go_to_end_of(2)
    priya.type(" Priya’s own.")
    priya.is_saved()
    demote(gwen, "Priya Nair", "Participant")
    try:
        expect(priya.page.locator("[data-state=refused], [data-state=readonly]")).to_be_visible(
            timeout=PATIENCE
        )
        priya.type("x")
        assert "Priya’s own." in priya.text
        assert "own.x" not in priya.text
    finally:
        demote(gwen, "Priya Nair", "Drafter")
    priya.judge()


def demote(gwen: Writer, name: str, role: str) -> None:
    gwen.page.goto("/spaces/families-in-temporary-accommodation/members")
    gwen.page.get_by_role("link", name=name).first.click()
    gwen.page.get_by_label(role, exact=True).check()
    gwen.button("Save").click()


def test_members_watch_a_text_being_written_and_change_nothing(come: Come) -> None:
    gwen, kelly = come("gwen"), come("kelly", width=375, strict=False)
    place = "/spaces/families-in-temporary-accommodation/documents/3"
    gwen.join(place)
    kelly.page.goto(place)
    kelly.page.get_by_role("link", name="Watch it being written").click()
    kelly.is_said("following")
    gwen.go_to_end_of(0)
    gwen.type(" Watched.")
    expect(kelly.page.locator("[data-live-text]")).to_contain_text("Watched.", timeout=PATIENCE)
    expect(kelly.page.locator("[data-live-people]")).to_contain_text("Gwen Pritchard")
    expect(gwen.page.locator("[data-live-people]")).to_contain_text("Kelly Moss")
    kelly.let_axe_look()
    gwen.judge()
