"""Taking a text away, in a browser: the page, the files it gives, and the HTML file opened again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import axe
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.reporting.exporting.readers import open_docx, open_pdf, squeezed

HERE = "/spaces/families-in-temporary-accommodation/documents/3"
TITLE = "Children lose their school when the family is moved"


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (375, True), (375, False)])
def test_a_visitor_takes_a_text_away_in_the_formats_they_choose(
    chromium: Browser, demonstration: Site, tmp_path: Path, width: int, javascript: bool
) -> None:
    """One file after the other, as fast as they can be asked for: what only asks is never held back."""
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=javascript)
    visitor.go(HERE)
    visitor.click("Export")
    pdf = taken(visitor, "PDF", tmp_path)
    assert open_pdf(pdf.read_bytes()).root["Title"] == TITLE
    visitor.choose("Add what people said as numbered notes")
    word = taken(visitor, "Word document (DOCX)", tmp_path)
    newest = re.search(r"You get revision (\d+), the newest", visitor.page.inner_text("main"))
    assert newest
    assert word.name == f"children-lose-their-school-when-the-family-is-moved-revision-{newest[1]}.docx"
    assert re.search(
        r"C\d+ · Experience · Tasha Green", " ".join(open_docx(word.read_bytes()).in_style("Byline"))
    )
    visitor.look()
    visitor.leave()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_html_file_is_fit_to_be_read_by_everyone(
    chromium: Browser, demonstration: Site, tmp_path: Path, width: int
) -> None:
    visitor = Visitor(chromium, demonstration.url, width=width, javascript=True)
    visitor.go(f"{HERE}/revisions/1/export")
    visitor.choose("Add what people said as numbered notes")
    file = taken(visitor, "Web page (HTML)", tmp_path)
    visitor.page.goto(file.as_uri())
    assert visitor.page.title() == TITLE
    assert squeezed("Nobody mentions uniforms") in squeezed(visitor.page.inner_text("main"))
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        visitor.page.evaluate("getComputedStyle(document.querySelector('.number')).color")
        != "rgb(11, 12, 12)"
    )
    found = axe.run(visitor.page)
    assert found.violations_count == 0, found.generate_report()
    visitor.page.get_by_role("link", name=re.compile(r"^Notes? C1\b")).click()
    assert visitor.page.url.endswith("#C1")
    visitor.leave()


def taken(visitor: Visitor, kind: str, folder: Path) -> Path:
    """The file that the page gives for a format."""
    visitor.choose(kind)
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="Download").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_a_printed_text_keeps_its_numbers_and_nothing_to_press(
    chromium: Browser, demonstration: Site
) -> None:
    visitor = Visitor(chromium, demonstration.url, width=1280, javascript=False)
    visitor.go(HERE)
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator(".ps-block__number").first.is_visible()
    for pressed in (".ps-subnav", ".ps-block__comment", "#comment-form", '[href="#comment-form"]'):
        assert not visitor.page.locator(pressed).first.is_visible(), pressed
    visitor.leave()
