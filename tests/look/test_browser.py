"""The specimen pages in Chromium, under the application's own content security policy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.look.drawing import DIST, NAMES
from tests.look.serving import page as drawn
from tests.look.serving import serve

PAGES = [*NAMES, *(f"{name}?wrong" for name in ("conflict", "discussion", "form", "question", "record"))]
PAGES += ["space?known"]
WIDTHS = (1280, 375)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    with serve() as running:
        yield running


@pytest.fixture
def address(server: tuple[str, list[str]]) -> str:
    server[1].clear()
    return server[0]


@pytest.fixture
def posts(server: tuple[str, list[str]]) -> list[str]:
    return server[1]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone with JavaScript, under the strict policy."""
    opened = chromium.new_context(viewport={"width": 375, "height": 700})
    yield opened
    opened.close()


def complaints(page: Page) -> list[str]:
    """Everything the page will say to the console, violations of the policy among it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def box(page: Page, selector: str, at: int = 0) -> dict[str, float]:
    """Where the `at`th element of `selector` stands: x, y, width, height."""
    found = page.locator(selector).nth(at).bounding_box()
    assert found
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


def widest(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(chromium: Browser, address: str, width: int) -> None:
    # The policy would keep axe itself out; the page under the policy is looked at below.
    opened = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = opened.new_page()
    found = {}
    for name in PAGES:
        page.goto(f"{address}/{name}")
        report = Axe().run(page)
        if report.violations_count:
            found[name] = report.generate_report()
    opened.close()
    assert found == {}


@pytest.mark.parametrize("width", [*WIDTHS, 320])
def test_nothing_breaks_the_policy_and_nothing_is_wider_than_the_screen(
    chromium: Browser, address: str, width: int
) -> None:
    opened = chromium.new_context(viewport={"width": width, "height": 800})
    page = opened.new_page()
    said = complaints(page)
    wide = {}
    for name in PAGES:
        page.goto(f"{address}/{name}")
        page.wait_for_selector("body.js-enabled", state="attached")
        if widest(page) > width:
            wide[name] = widest(page)
    opened.close()
    assert (said, wide) == ([], {})


def test_the_policy_is_in_force(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    said = complaints(page)
    page.goto(f"{address}/home")
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'a{}'}))"
    )
    assert (
        page.evaluate("(() => { try { document.body.innerHTML = '' } catch (e) { return e.name } })()")
        == "TypeError"
    )
    assert any("style-src" in each for each in said)


def test_the_first_view_is_light(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/document", wait_until="networkidle")
    files = [DIST / f"{url.rsplit('/', 1)[1]}.gz" for url in asked if "/static/" in url]
    weight = sum(file.stat().st_size for file in files) + len(gzip.compress(drawn("document").encode()))
    assert all(url.startswith(address) for url in asked)
    assert len(asked) <= 6
    assert weight <= 32 * 1024


def test_a_form_sent_twice_in_a_hurry_is_sent_once(
    context: BrowserContext, address: str, posts: list[str]
) -> None:
    page = context.new_page()
    page.goto(f"{address}/question")
    page.evaluate("for (const _ of [1, 2]) document.querySelector('main form').requestSubmit()")
    page.wait_for_timeout(300)
    page.locator("main button[type=submit]").click()
    page.wait_for_timeout(300)
    assert posts == ["/question"]


def test_a_form_can_be_sent_again_after_coming_back(
    context: BrowserContext, address: str, posts: list[str]
) -> None:
    page = context.new_page()
    page.goto(f"{address}/question")
    page.locator("main button[type=submit]").click()
    page.wait_for_timeout(300)
    page.goto(f"{address}/home")
    page.go_back()
    page.locator("main button[type=submit]").click()
    page.wait_for_timeout(300)
    assert posts == ["/question", "/question"]


def test_the_error_summary_gets_the_focus_and_leads_to_its_field(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(f"{address}/form?wrong")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Enter a real date.").click()
    assert page.evaluate("document.activeElement.name") == "closes_on-day"


def test_characters_left_are_counted_while_typing(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/form")
    page.locator("#question").fill("x" * 299)
    page.get_by_text("You have 1 character remaining").first.wait_for(state="visible")
    page.locator("#question").fill("x" * 302)
    page.get_by_text("You have 2 characters too many").first.wait_for(state="visible")


def test_what_an_option_reveals_is_hidden_until_it_is_chosen(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/record")
    assert not page.locator("#reason").is_visible()
    page.get_by_role("radio", name="Not yet").check()
    assert page.locator("#reason").is_visible()


def test_without_javascript_every_control_can_be_reached(chromium: Browser, address: str) -> None:
    opened = chromium.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = opened.new_page()
    page.goto(f"{address}/record")
    assert page.locator("#reason").is_visible()
    assert page.get_by_role("link", name="Spaces").first.is_visible()
    page.goto(f"{address}/form")
    assert not page.get_by_role("button", name="Show password").is_visible()
    opened.close()


def test_a_password_can_be_seen_when_asked(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/form")
    page.get_by_role("button", name="Show password").click()
    assert page.locator("#password").get_attribute("type") == "text"


def test_a_wide_table_scrolls_by_keyboard_inside_its_place(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/document")
    scroller = page.get_by_role("group", name="Scroll sideways to read all of this")
    assert scroller.count() == 1
    assert scroller.evaluate("each => each.scrollWidth > each.clientWidth && each.tabIndex === 0")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".ps-text[tabindex]")).to_have_count(0)


def test_replies_to_replies_are_not_set_in_further(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/discussion")
    left = {name: box(page, f"#{name}")["x"] for name in ("c-1", "c-2", "c-3", "c-5")}
    assert left["c-1"] < left["c-2"] == left["c-3"] == left["c-5"]
    assert left["c-2"] - left["c-1"] <= 16


def test_two_versions_stand_side_by_side_and_one_above_the_other_on_a_phone(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(f"{address}/conflict")
    for width, beside in ((375, False), (1280, True)):
        page.set_viewport_size({"width": width, "height": 800})
        mine, theirs = (box(page, ".ps-conflict__side", at) for at in (0, 1))
        assert (theirs["x"] >= mine["x"] + mine["width"]) is beside
        assert (theirs["y"] >= mine["y"] + mine["height"]) is not beside


def test_paper_has_no_navigation_but_the_address(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/document")
    page.emulate_media(media="print")
    for gone in (
        ".govuk-service-navigation",
        ".govuk-breadcrumbs",
        ".govuk-button",
        ".ps-block__comment >> nth=0",
    ):
        assert not page.locator(gone).is_visible(), gone
    assert page.get_by_text("Printed from http://127.0.0.1:8000/").is_visible()
    assert page.locator(".ps-block__number").first.is_visible()
