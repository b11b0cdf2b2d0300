"""Word documents as Markdown that reads here as it read there."""

from __future__ import annotations

from typing import Any

import pytest

from policyspace.drafting.importing.word_process import convert
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.render import plain_text, render_blocks
from tests.builders.word import (
    a_word_document,
    comment,
    heading,
    link,
    listed,
    picture,
    repacked,
    saying,
    table,
    with_entries,
    with_notes,
    xml,
)

INSERTED = '<w:r><w:t>We </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t>now </w:t></w:r></w:ins>'
DELETED = '<w:del w:id="2" w:author="A"><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>say so.</w:t></w:r>'


def text_of(*fill: Any) -> str:
    return str(convert(a_word_document(*fill))["text"])


def met_in(content: bytes) -> dict[str, int]:
    met: dict[str, int] = convert(content)["met"]
    return met


def shown(text: str) -> str:
    """The HTML that a text becomes."""
    return "\n".join(render_blocks(split_blocks(text)))


def test_a_title_headings_and_paragraphs() -> None:
    made = convert(
        a_word_document(heading("Night buses", 0), heading("Who", 1), saying("People."), heading("Where", 2))
    )
    assert made["title"] == "Night buses"
    assert made["text"] == "# Who\n\nPeople.\n\n## Where"


def test_bold_and_italic_words_and_line_breaks() -> None:
    runs = "<w:r><w:rPr>{}</w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>".format
    said = text_of(
        xml(runs("<w:b/>", "Bold ") + runs("<w:i/>", "slanted") + "<w:r><w:br/></w:r>" + runs("", "x"))
    )
    assert said == "**Bold** *slanted*  \nx"
    assert shown(said) == "<p><strong>Bold</strong> <em>slanted</em><br>x</p>"


def test_lists_within_lists_keep_their_depth() -> None:
    said = text_of(listed(("one", 0), ("two", 1), ("three", 2), ("four", 1), ("five", 0)))
    assert said == "- one\n    - two\n        - three\n    - four\n- five"
    numbered = text_of(listed(("one", 0), ("two", 1), ("three", 0), kind="decimal"))
    assert numbered == "1. one\n    1. two\n2. three"
    assert shown(said).count("<ul>") == 3


def test_lists_made_by_style_keep_their_depth() -> None:
    said = text_of(saying("one", style="List Bullet"), saying("two", style="List Bullet 2"))
    assert said == "- one\n    - two"


def test_a_list_of_nine_levels_comes_whole() -> None:
    said = text_of(listed(*((f"level {depth}", depth) for depth in range(9))))
    assert [line.strip() for line in said.split("\n")] == [f"- level {depth}" for depth in range(9)]
    assert all(f"level {depth}" in plain_text(shown(said)) for depth in range(9))


def test_a_table_with_bars_and_several_lines_in_its_cells() -> None:
    said = text_of(table(["What", "Cost"], ["Buses|vans", "£3\nmillion"]))
    assert said == "| What | Cost |\n| --- | --- |\n| Buses\\|vans | £3 million |"
    assert "<td>Buses|vans</td>" in shown(said)


def test_cells_that_span_leave_the_others_empty() -> None:
    def add(document: Any) -> None:
        made = document.add_table(rows=3, cols=3)
        for number, cell in enumerate(each for row in made.rows for each in row.cells):
            cell.text = str(number)
        made.cell(0, 0).merge(made.cell(0, 1)).text = "wide"
        made.cell(1, 0).merge(made.cell(2, 0)).text = "high"

    assert text_of(add) == "| wide |  | 2 |\n| --- | --- | --- |\n| high | 4 | 5 |\n|  | 7 | 8 |"


def test_a_table_in_a_table_becomes_words() -> None:
    def add(document: Any) -> None:
        inner = document.add_table(rows=1, cols=1).cell(0, 0)
        inner.text = "Outer"
        within = inner.add_table(rows=1, cols=2)
        within.cell(0, 0).text, within.cell(0, 1).text = "a", "b"

    made = convert(a_word_document(add))
    assert made["text"] == "| Outer a, b |\n| --- |"
    assert made["met"]["inner_tables"] == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://x.example/a", "See [the guide](https://x.example/a)"),
        ("http://x.example/a b(c)", "See [the guide](http://x.example/a%20b%28c%29)"),
        ("mailto:a@x.example", "See [the guide](mailto:a@x.example)"),
        ("javascript:alert(1)", "See the guide"),
        ("file:///etc/passwd", "See the guide"),
        ("ftp://x.example", "See the guide"),
    ],
)
def test_only_links_to_the_web_and_to_addresses_lead_anywhere(address: str, said: str) -> None:
    assert text_of(link("the guide", address)) == said


def test_a_link_that_is_its_own_address_stands_alone() -> None:
    assert text_of(link("https://x.example/a_b", "https://x.example/a_b")) == "See https://x.example/a_b"


def test_footnotes_become_notes_of_the_text() -> None:
    content = with_notes(
        a_word_document(saying("Buses stop early and taxis cost more.")), early="At six.", taxis="Up to £14."
    )
    made = convert(content)
    assert (
        made["text"] == "Buses stop early[^1] and taxis[^2] cost more.\n\n[^1]: At six.\n\n[^2]: Up to £14."
    )
    assert made["met"] == {"notes": 2}
    assert "doc-noteref" in shown(made["text"])


def test_quotes_are_quotes() -> None:
    assert text_of(saying("We waited.", "For years.", style="Quote")) == "> We waited.\n>\n> For years."


def test_tracked_changes_are_taken_as_accepted() -> None:
    content = a_word_document(xml(INSERTED + DELETED))
    assert convert(content)["text"] == "We now say so."
    assert met_in(content) == {"changes": 2}


def test_pictures_comments_and_margins_are_counted_and_left_out() -> None:
    def head(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Draft"

    content = a_word_document(saying("Words."), picture, picture, comment, head)
    made = convert(content)
    assert made["text"] == "Words.\n\nCommented."
    assert made["met"] == {"pictures": 2, "comments": 1, "margins": 1}


def test_struck_and_hidden_words_are_counted_for_they_can_be_read_now() -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r>"
    kept = "<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t> kept</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>"
    content = a_word_document(xml(struck + kept + hidden))
    assert convert(content)["text"] == "struck kept hidden"
    assert met_in(content) == {"struck": 1, "hidden": 1}


def test_headings_are_known_by_their_place_in_the_outline_whatever_they_are_called() -> None:
    def renamed(styles: str) -> str:
        return styles.replace('w:val="heading 1"', 'w:val="Pennawd Un"').replace(
            'w:val="Title"', 'w:val="Titel"'
        )

    content = repacked(
        a_word_document(heading("Bysiau", 0), heading("Pwy", 1), heading("Ble", 2)),
        {"word/styles.xml": renamed},
    )
    made = convert(content)
    assert (made["title"], made["text"]) == ("Bysiau", "# Pwy\n\n## Ble")


def test_a_table_of_contents_is_left_out() -> None:
    def add(document: Any) -> None:
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("Who\t1", style="toc 1")

    assert text_of(add, heading("Who", 1)) == "# Who"


def test_raised_and_lowered_figures_have_signs_of_their_own() -> None:
    def run(words: str, place: str) -> str:
        return f"<w:r><w:rPr><w:vertAlign w:val='{place}'/></w:rPr><w:t>{words}</w:t></w:r>"

    assert text_of(xml("<w:r><w:t>m</w:t></w:r>" + run("2", "superscript"))) == "m²"
    assert text_of(xml("<w:r><w:t>CO</w:t></w:r>" + run("2", "subscript"))) == "CO₂"
    assert text_of(xml("<w:r><w:t>21</w:t></w:r>" + run("st", "superscript"))) == "21st"


SIGNS = [
    "1. A paragraph",
    "# A paragraph",
    "#1 priority",
    "- A paragraph",
    "+ A paragraph",
    "> A paragraph",
    "---",
    "* A paragraph",
    "*[LA]: local authority",
    "[1]: https://x.example",
    "[^1]: no note",
    "[words](https://x.example)",
    "[words][1]",
    "2 * 3 * 4",
    "_Say who._",
    "snake_case_name",
    "`code` and ``more``",
    r"C:\folder \* \_ \\",
    "a | b",
    "<b>not bold</b> &amp; <script>",
    "![a picture](https://x.example/a.png)",
    "1986\\. A great year",
]


def test_signs_that_people_typed_mean_nothing() -> None:
    """Read again by our own parser, each paragraph says what it said in Word."""
    blocks = split_blocks(text_of(saying(*SIGNS)))
    assert [block.kind for block in blocks] == ["paragraph"] * len(SIGNS)
    for words, html in zip(SIGNS, render_blocks(blocks), strict=True):
        assert plain_text(html) == words
        assert "<em>" not in html
        assert "<code>" not in html
        assert "<a " not in html or "https://x.example" in plain_text(html)


def test_whatever_stands_between_two_paragraphs_they_stay_two() -> None:
    said = text_of(saying("One.", "", "Two."))
    assert said == "One.\n\nTwo."


def test_entries_of_an_embedded_file_are_not_opened() -> None:
    content = with_entries(a_word_document(saying("Words.")), {"word/embeddings/a.xlsx": b"PK\x03\x04zip"})
    assert convert(content)["text"] == "Words."
