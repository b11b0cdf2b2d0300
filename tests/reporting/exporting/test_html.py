"""HTML out: one file that any browser opens and in which nothing can run."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from lxml.html import document_fromstring

from policyspace.reporting.exporting.writing.html import style, write_html
from tests.inspector import Element, Page
from tests.reporting.exporting.papers import EVERY_KIND, paper
from tests.reporting.exporting.readers import squeezed


def opened(**told: object) -> Element:
    """The file, parsed."""
    return Page(write_html(paper(**told)).decode()).root  # type: ignore[arg-type]  # the builder's own arguments


def test_the_file_says_its_language_its_title_and_its_outline() -> None:
    page = opened(comments=["a"])
    assert page.all("html")[0].attributes["lang"] == "en-GB"
    assert page.all("title")[0].text == "Families wait too long"
    outline = [
        (each.name, each.text) for each in page.walk() if each.name[:1] == "h" and each.name[1:].isdigit()
    ]
    assert outline == [
        ("h1", "Families wait too long"),
        ("h2", "Who is affected"),
        ("h3", "Too deep a heading"),
        ("h3", "عنوان الفقرة"),
        ("h2", "Notes"),
        ("h2", "Abbreviations"),
        ("h2", "Comments"),
        ("h3", "On paragraph 1"),
    ]


def test_tables_have_header_cells_and_lists_their_numbers() -> None:
    page = opened()
    assert [(each.text, each.attributes["scope"]) for each in page.all("th")] == [
        ("What", "col"),
        ("How many", "col"),
    ]
    assert [row.text for row in page.all("tbody")[0].all("td")] == [
        "Families",
        "600",
        "a",
        "Children2",
        "900",
        "",
    ]
    assert page.all("ol")[0].attributes["start"] == "3"
    assert page.all("dd")[-1].text == "National Health Service"


def test_every_link_within_the_file_leads_somewhere_and_no_id_stands_twice() -> None:
    page = opened(comments=["a", "b [c](#d)"])
    ids = [each.attributes["id"] for each in page.walk() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    inner = [each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("#")]
    assert {each[1:] for each in inner} <= set(ids)
    assert {"#fn-1", "#fnref-1-1", "#fnref-1-2", "#fn-2", "#C1"} <= set(inner)
    assert [each.text for each in page.all("li") if each.attributes.get("id") == "fn-3"] == [
        "A note without a mark."
    ]


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = opened(title='<script>alert("x")</script>', comments=["<script>x</script> [a](javascript:x)"])
    assert not [
        each.name
        for each in page.walk()
        if each.name in {"script", "link", "img", "iframe", "form", "object"}
    ]
    assert not [
        name for each in page.walk() for name in each.attributes if name.startswith("on") or name == "style"
    ]
    digest = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    [policy] = [each.attributes["content"] for each in page.all("meta") if "http-equiv" in each.attributes]
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "<" not in style()


def test_paragraphs_carry_their_numbers_only_where_wanted() -> None:
    numbers = [each.text for each in opened().all("span") if each.attributes.get("class") == "number"]
    assert numbers == [f"Paragraph {number}" for number in range(1, 11)]
    assert not [
        each for each in opened(numbered=False).all("span") if each.attributes.get("class") == "number"
    ]


def test_words_come_whole_and_code_keeps_its_lines() -> None:
    root = document_fromstring(write_html(paper()).decode())
    text = squeezed(root.text_content())
    for words in ('#read("/etc/passwd") $x$', '<w:t> & "quotes"', "ŵŷ Ŵŷn", "فقرة من اليمين إلى اليسار"):
        assert squeezed(words) in text
    assert root.xpath("string(//pre)") == "code <b>\n    indented"
    assert "  \n" not in EVERY_KIND.replace(" \x20\n", "")
