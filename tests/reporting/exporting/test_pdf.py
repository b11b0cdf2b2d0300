"""PDF out, opened again by pypdf and pikepdf: tagged for everyone, with its words, headings, tables and notes."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from policyspace.foundation.errors import Invalid
from policyspace.reporting.exporting.writing import pdf
from policyspace.reporting.exporting.writing.pdf import data as telling
from policyspace.reporting.exporting.writing.pdf import write_pdf
from policyspace.reporting.exporting.writing.pdf.press import unshown
from policyspace.reporting.exporting.writing.pdf.signs import replaced, stand_in
from tests.reporting.exporting.papers import MOMENT, paper
from tests.reporting.exporting.readers import Pdf, open_pdf, squeezed


@pytest.fixture(scope="module")
def everything() -> Pdf:
    """A file with every kind of block, and comments."""
    return open_pdf(write_pdf(paper(comments=["We **waited**.", "Me too."]), MOMENT))


def test_the_file_claims_and_keeps_the_standard_for_everyone(everything: Pdf) -> None:
    assert everything.root == {"Lang": "en-GB", "Marked": True, "Title": "Families wait too long"}
    assert "<pdfuaid:part>1</pdfuaid:part>" in everything.metadata


def test_everything_is_tagged_as_what_it_is(everything: Pdf) -> None:
    wanted = {"H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TR", "TH", "TD"}
    assert wanted | {"BlockQuote", "Code", "Link", "Note", "Strong", "Em"} <= everything.roles()
    headings = [(role, words) for role, words in everything.tags if role[0] == "H"]
    assert headings == [
        ("H1", "Families wait too long"),
        ("H2", "Who is affected"),
        ("H3", "Too deep a heading"),
        ("H3", "عنوان الفقرة"),
        ("H2", "Notes without a mark"),
        ("H2", "Abbreviations"),
        ("H2", "Comments"),
        ("H3", "On paragraph 1"),
    ]
    assert [role for role, _title in everything.tags].count("TH") == 3
    assert [role for role, _title in everything.tags].count("Note") == 2


def test_bookmarks_lead_through_the_text(everything: Pdf) -> None:
    assert everything.outline[:2] == ["Who is affected", "Too deep a heading"]
    assert everything.outline[-2:] == ["Comments", "On paragraph 1"]


def test_every_page_is_numbered_and_named(everything: Pdf) -> None:
    pages = [squeezed(page) for page in everything.pages]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert squeezed(f"Page {number} of {len(pages)}") in page
        assert squeezed("Homes · 25 November 2026") in page
    assert all(squeezed("Families wait too longRevision 3") in page for page in pages[1:])


def test_the_words_are_the_words_of_the_page(everything: Pdf) -> None:
    said = (
        *(
            '#read("/etc/passwd") $x$',
            '<w:t> & "quotes"',
            "ŵŷ Ŵŷn",
            "code <b>",
            "Its meaning",
            "Somebody said this.",
        ),
        *("A note with words.", "The second note.", "A note without a mark.", "NHS: National Health Service"),
        *("C1 · Experience · Rosa <b> · resident · 24 November 2026 at 9am", "We waited.", "Thank you."),
        *("Answer · The team", "[C1–C2]", "Children2 900"),
    )
    assert [words for words in said if squeezed(words) not in everything.text] == []


def test_numbers_stand_before_the_words_they_count() -> None:
    made = open_pdf(write_pdf(paper("One here.\n\nTwo here.\n"), MOMENT)).text
    assert "1Onehere.2Twohere." in made
    assert "1Onehere" not in open_pdf(write_pdf(paper("One here.\n", numbered=False), MOMENT)).text


def test_what_people_wrote_is_never_read_as_typst() -> None:
    text = (
        '#panic("x") #sys.inputs <label> @label $ _a_ *b* = c /* d */ // e \\u{41} `#f` #import "@x/y:0": *\n'
    )
    made = open_pdf(write_pdf(paper(text, title=text.strip()[:100]), MOMENT))
    assert squeezed('#panic("x")#sys.inputs<label>@label$') in made.text
    assert "//e" in made.text


def test_signs_that_no_font_has_are_told_by_name_or_as_a_box() -> None:
    text = "Letters \U0010fffd and \U000e0041 and \ue000, a smile \U0001f642\u200d and words.\n"
    made = open_pdf(write_pdf(paper(text), MOMENT))
    assert "andwords." in made.text
    assert "Somesignsaremissinghere." in made.text
    assert "<pdfuaid:part>1</pdfuaid:part>" in made.metadata


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("\U0001f642", "[slightly smiling face]"),
        ("住", "□"),
        ("\ue000", "□"),
        ("\u2061", ""),
        ("कि", "□"),
        ("\u0301", "□"),
    ],
)
def test_pictures_are_named_and_letters_are_boxes(sign: str, shown: str) -> None:
    assert stand_in(sign) == shown


def test_signs_are_replaced_in_words_and_never_in_addresses() -> None:
    data: Any = {"text": "a住\U0001f642\ufe0f", "link": "https://x.org/住", "more": [{"text": "住"}]}
    assert replaced(data, ["住", "\U0001f642"]) == {
        "text": "a□[slightly smiling face]",
        "link": "https://x.org/住",
        "more": [{"text": "□"}],
    }


def test_a_refusal_names_signs_as_they_stand_in_the_text() -> None:
    told = 'the text `"\\u{fffe}\\""` could not be displayed … the text `"住"` could not be displayed'
    assert unshown(told) == ["住", '\ufffe"']


def test_long_words_may_be_parted_and_short_ones_may_not() -> None:
    assert telling.parted("short words", 8) == "short words"
    assert telling.parted("x" * 10, 8).replace("\u200b", "|") == "xxxx|xxxx|xx"


def test_a_layout_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    with pytest.raises(Invalid) as refused:
        write_pdf(paper("a\n"), MOMENT)
    assert "format" in refused.value.fields


def test_a_layout_that_breaks_is_refused_in_words(tmp_path: Any) -> None:
    broken = replace(paper("a\n"), language="")
    with pytest.raises(Invalid):
        write_pdf(broken, MOMENT)


def test_the_process_may_write_no_file_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    run = subprocess.run

    def watched(*args: Any, **told: Any) -> Any:
        seen.update(told, command=args[0])
        return run(*args, **told)

    monkeypatch.setenv("SECRET_KEY", "not for others")
    monkeypatch.setattr(subprocess, "run", watched)
    write_pdf(paper("a\n"), MOMENT)
    assert set(seen["env"]) == {"LANG", "RAYON_NUM_THREADS"}
    assert "-I" in seen["command"]
    assert json.loads(seen["input"].split(b"\n", 1)[1])["title"] == "Families wait too long"
