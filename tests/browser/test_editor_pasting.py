"""What is pasted from Word, Google Docs and web pages becomes clean Markdown, in the editor and in the text box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site
from tests.browser.desk import PASTED, Desk

SAMPLES = sorted(place.stem for place in PASTED.glob("*.html"))
TWO = "<p>One <b>bold</b></p><p>Two</p>"


@pytest.fixture(scope="module")
def open_desk(chromium: Browser, demonstration: Site) -> Iterator[Desk]:
    made = Desk(chromium, demonstration.url)
    made.open()
    yield made
    made.leave()


@pytest.fixture
def desk(open_desk: Desk) -> Iterator[Desk]:
    """A desk in the editor, whatever the test before did."""
    if open_desk.button("Use the editor").is_visible():
        open_desk.button("Use the editor").click()
    yield open_desk
    open_desk.judge()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_becomes_the_markdown_beside_it(desk: Desk, name: str) -> None:
    html, wanted = (PASTED / f"{name}.{ending}" for ending in ("html", "md"))
    desk.fill("")
    assert desk.paste(desk.editor, html=html.read_text(), plain="only words")
    assert desk.text == wanted.read_text()
    desk.button("Use the plain text box").click()
    desk.box.fill("")
    assert desk.paste(desk.box, html=html.read_text(), plain="only words")
    assert desk.text == wanted.read_text()


@pytest.mark.parametrize("plain_box", [False, True])
def test_what_is_pasted_can_be_had_as_plain_words_instead(desk: Desk, plain_box: bool) -> None:
    desk.fill("Before")
    place = desk.editor
    if plain_box:
        desk.button("Use the plain text box").click()
        place = desk.box
        place.focus()
        desk.press("Control+End")
    desk.paste(place, html=TWO + "<img src='x.png' width=9>", plain="One bold\nTwo")
    assert desk.text == "Before\n\nOne **bold**\n\nTwo\n"
    notice = desk.page.get_by_text("Pasted with its headings").first
    expect(notice).to_contain_text("Pictures were left out. Say in words what they show.")
    desk.button("Paste only the words instead").click()
    assert "One bold\nTwo" in desk.text
    assert "**" not in desk.text
    expect(notice).to_be_hidden()
    expect(place).to_be_focused()
    desk.press("Control+z")
    desk.press("Control+z")
    assert desk.text == "Before"


def test_plain_words_stay_as_they_are(desk: Desk) -> None:
    desk.fill("")
    desk.paste(desk.editor, plain="# not *changed* [1]\nnext")
    assert desk.text == "# not *changed* [1]\nnext"
    expect(desk.page.locator("[data-notice]")).to_be_hidden()
    source = '<div style="font-family: monospace; white-space: pre;"><div>## **as** it is</div></div>'
    desk.fill("")
    desk.paste(desk.editor, html=source, plain="## **as** it is")
    assert desk.text == "## **as** it is"
    desk.button("Use the plain text box").click()
    assert not desk.paste(desk.box, plain="# not changed")


@pytest.mark.parametrize(
    ("words", "select", "html", "written"),
    [
        ("a c", "", "<span>b</span>", "a cb"),
        ("a x c", "x", "<b>b</b>", "a **b** c"),
        ("a\n\nc", "a", "<ul><li>b</li></ul>", "- b\n\nc"),
        ("ac", "", "<p>b</p><p>d</p>", "ac\n\nb\n\nd\n"),
        ("see this", "this", "https://www.gov.uk/a", "see [this](https://www.gov.uk/a)"),
    ],
)
def test_what_is_pasted_fits_in_where_it_is_put(
    desk: Desk, words: str, select: str, html: str, written: str
) -> None:
    desk.fill(words, select=select)
    if html.startswith("https"):
        desk.paste(desk.editor, plain=html)
    else:
        desk.paste(desk.editor, html=html, plain="b")
    assert desk.text == written


def test_nothing_in_what_is_pasted_runs_or_is_fetched(desk: Desk) -> None:
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    hostile = (
        "<img src=/nothing onerror='window.ran = 1'><script>window.ran = 1</script><svg onload='window.ran=1'>"
        "</svg><a href='javascript:window.ran=1'>words</a><style>@import '/nothing'</style>"
        "<p style='x' onclick='y'>b</p>"
    )
    desk.fill("")
    desk.paste(desk.editor, html=hostile, plain="words")
    assert "words" in desk.text
    assert not {"javascript", "script", "onerror"} & set(desk.text.split())
    assert desk.page.evaluate("window.ran") is None
    assert not [each for each in asked if "nothing" in each]
