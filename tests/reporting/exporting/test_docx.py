"""DOCX out, opened again by python-docx: real styles, lists, tables, links and footnotes."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from policyspace.reporting.exporting.writing.docx import write_docx
from tests.reporting.exporting.papers import MOMENT, paper
from tests.reporting.exporting.readers import W, Word, open_docx, text_in


def opened(text: str | None = None, **told: Any) -> Word:
    """The file, read again."""
    return open_docx(write_docx(paper(text, **told) if text is not None else paper(**told), MOMENT))


def test_the_file_tells_its_title_its_language_and_its_time() -> None:
    file = opened().file
    told = file.core_properties
    assert (told.title, told.language, told.author) == ("Families wait too long", "en-GB", "policyspace")
    assert told.created is not None
    assert told.created.replace(tzinfo=UTC) == MOMENT
    assert file.styles.element.find(f".//{W}lang").get(f"{W}val") == "en-GB"


def test_headings_have_styles_that_skip_no_level() -> None:
    word = opened(comments=["a"])
    outline = [
        (style, words) for style, words in word.paragraphs if style == "Title" or style.startswith("Heading")
    ]
    assert outline == [
        ("Title", "Families wait too long"),
        ("Heading1", "Who is affected"),
        ("Heading2", "Too deep a heading"),
        ("Heading2", "عنوان الفقرة"),
        ("Heading1", "Notes without a mark"),
        ("Heading1", "Abbreviations"),
        ("Heading1", "Comments"),
        ("Heading2", "On paragraph 1"),
    ]


def test_every_style_in_use_is_one_that_the_file_has() -> None:
    word = opened(comments=["- a\n\n> b\n\n1. c"])
    known = {each.style_id for each in word.file.styles}
    used = {
        each.get(f"{W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for each in word.file.element.iter(f"{W}{tag}")
    }
    assert used <= known
    assert {"Quote", "Code", "ListBullet", "ListNumber", "Term", "PolicyTable", "Hyperlink"} <= used


def test_paragraph_numbers_are_words_that_an_edit_does_not_change() -> None:
    word = opened("One.\n\nTwo.\n\n- a\n")
    assert "1 One." in [words for _style, words in word.paragraphs]
    assert "2 Two." in [words for _style, words in word.paragraphs]
    assert word.in_style("NumberLine") == ["3"]
    assert "1 One." not in [words for _style, words in opened("One.\n", numbered=False).paragraphs]


def test_lists_are_numbered_by_word_and_each_begins_where_it_should() -> None:
    word = opened("1. a\n2. b\n    1. c\n\nx\n\n7. d\n\ny\n\n- e\n    - f\n")
    numbered = {text_in(each): each.find(f"{W}pPr/{W}numPr") for each in word.file.element.iter(f"{W}p")}
    ids = {words: _value(told, "numId") for words, told in numbered.items() if told is not None}
    levels = {words: _value(told, "ilvl") for words, told in numbered.items() if told is not None}
    assert levels == {"a": 0, "b": 0, "c": 1, "d": 0, "e": 0, "f": 1}
    assert ids["a"] == ids["b"]
    assert len({ids[each] for each in "acde"}) == 4
    starts = {
        int(each.get(f"{W}numId")): [int(start.get(f"{W}val")) for start in each.iter(f"{W}startOverride")]
        for each in word.file.part.numbering_part.element.iter(f"{W}num")
    }
    assert (starts[ids["a"]], starts[ids["d"]]) == ([1], [7])


def _value(told: Any, name: str) -> int:
    return int(told.find(f"{W}{name}").get(f"{W}val"))


def test_tables_repeat_a_header_row_and_are_named() -> None:
    [table] = opened().file.tables
    assert [cell.text for cell in table.rows[0].cells] == ["What", "How many", ""]
    assert table.rows[2].cells[2].text == ""
    first = table.rows[0]._tr
    assert first.find(f"{W}trPr/{W}tblHeader") is not None
    assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == "What, How many"
    assert table.rows[1].cells[1].paragraphs[0].alignment is not None


def test_links_are_links() -> None:
    word = opened(
        "See [here](https://example.org/a) and [here](https://example.org/a) and [there](/spaces).\n"
    )
    relations = {each.target_ref for each in word.file.part.rels.values() if each.is_external}
    assert {"https://example.org/a", "https://policy.example/spaces"} <= relations
    linked = [text_in(each) for each in word.file.element.iter(f"{W}hyperlink")]
    assert linked.count("here") == 2


def test_footnotes_are_words_own_and_second_marks_lead_to_the_first() -> None:
    word = opened()
    assert {number: words.strip() for number, words in word.footnotes.items() if number > 0} == {
        1: "A note with words.and a list",
        2: "The second note.",
    }
    references = [int(each.get(f"{W}id")) for each in word.file.element.iter(f"{W}footnoteReference")]
    assert references == [1, 2]
    bookmarks = {each.get(f"{W}name") for each in word.file.element.iter(f"{W}bookmarkStart")}
    anchors = {each.get(f"{W}anchor") for each in word.file.element.iter(f"{W}hyperlink")} - {None}
    assert "fnref_1" in anchors
    assert anchors <= bookmarks


@pytest.mark.parametrize(("text", "custom"), [("a[^1] b[^2]", False), ("a[^2] b[^1]", True), ("b[^2]", True)])
def test_footnotes_keep_the_numbers_of_the_page(text: str, custom: bool) -> None:
    word = opened(f"{text}\n\n[^1]: one\n[^2]: two\n")
    references = list(word.file.element.iter(f"{W}footnoteReference"))
    assert all((each.get(f"{W}customMarkFollows") is not None) == custom for each in references)
    if custom:
        shown = [each.getparent().find(f"{W}t").text for each in references]
        assert shown == [each.get(f"{W}id") for each in references]


def test_notes_are_linked_both_ways() -> None:
    word = opened(comments=["We **waited**.", "Me too."])
    [byline] = [words for words in word.in_style("Byline") if words.startswith("C1")]
    assert byline == "C1 · Experience · Rosa <b> · resident · 24 November 2026 at 9am"
    assert word.in_style("Byline")[1].startswith("Reply · Olive")
    assert word.in_style("Byline")[2].startswith("Answer · The team")
    anchors = {each.get(f"{W}anchor") for each in word.file.element.iter(f"{W}hyperlink")}
    assert {"note_C1", "b_id1"} <= anchors


def test_signs_that_xml_has_no_place_for_are_left_out() -> None:
    assert opened("a\n", title="b\ufffec\x00d").file.core_properties.title == "bcd"


def test_words_from_right_to_left_stand_so() -> None:
    word = opened("فقرة من اليمين.\n\n- שלום\n\nLeft.\n")
    turned = [
        text_in(each) for each in word.file.element.iter(f"{W}p") if each.find(f"{W}pPr/{W}bidi") is not None
    ]
    assert turned == ["1 فقرة من اليمين.", "שלום"]
