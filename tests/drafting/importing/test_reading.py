"""Files as people bring them: what they are, what they say, and one clear sentence where they cannot be read."""

from __future__ import annotations

import codecs

import pytest

from policyspace.drafting.importing.kinds import kind_of
from policyspace.drafting.importing.markdown_files import read_markdown
from policyspace.drafting.importing.reading import MOST_BYTES, REFUSED, read_file
from policyspace.drafting.importing.tidying import (
    below_the_title,
    title_from,
    title_in,
    with_short_lines,
)
from policyspace.foundation.errors import Invalid
from policyspace.foundation.text.blocks import split_blocks
from tests.builders.word import a_word_document, comment, heading, picture, saying

WELSH = "# Bysiau’r nos\n\nTŷ – €5\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8 + b" \r\n", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "open_document"),
        (b"{\\rtf1\\ansi}", "rich_text"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><html>", "web_page"),
        (b"PK\x03\x04", "word"),
        (b"# A heading", "markdown"),
        ("Bonjour".encode("utf-16"), "markdown"),
    ],
)
def test_a_file_is_known_by_its_beginning(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind
    assert kind in {"markdown", "word", *REFUSED}


@pytest.mark.parametrize(
    "content",
    [
        WELSH.encode(),
        codecs.BOM_UTF8 + WELSH.encode(),
        WELSH.encode("utf-16"),
        WELSH.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WELSH.encode("utf-16-be"),
        WELSH.encode("utf-32"),
        WELSH.replace("\n", "\r\n").encode(),
        WELSH.replace("\n", "\r").encode(),
    ],
)
def test_a_text_is_read_in_whatever_way_it_was_written(content: bytes) -> None:
    found = read_markdown(content)
    assert found is not None
    assert found.text == WELSH


def test_old_windows_files_are_read_and_files_of_no_text_are_not() -> None:
    found = read_markdown("It’s £5 – not €6".encode("cp1252"))
    assert found is not None
    assert found.text == "It’s £5 – not €6"
    assert read_markdown(bytes(range(256)) * 20) is None
    assert read_markdown(b"a\x00b\x01\x02" * 100) is None


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("---\ntitle: Night buses\nlayout: post\n---\n\nWords.\n", "Night buses", "Words.\n"),
        ("---\ntitle: 'Night'\n...\nWords.\n", "Night", "Words.\n"),
        ("---\nlayout: post\n---\n## Who\n", "", "## Who\n"),
    ],
)
def test_front_matter_is_taken_off(text: str, title: str, rest: str) -> None:
    found = read_markdown(text.encode())
    assert found is not None
    assert (found.title, found.text, found.had_front_matter) == (title, rest, True)


@pytest.mark.parametrize("text", ["---\n\nWords.\n", "Words.\n\n---\ntitle: x\n---\n", "---\nnever closed\n"])
def test_lines_across_the_page_are_no_front_matter(text: str) -> None:
    found = read_markdown(text.encode())
    assert found is not None
    assert (found.text, found.had_front_matter) == (text, False)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("# Night *buses*\n\n## Who\n\nPeople.\n", "Night buses", "## Who\n\nPeople.\n"),
        ("# Night buses\n\nPeople.\n", "Night buses", "People.\n"),
        ("# Who\n\n# Where\n", "", "# Who\n\n# Where\n"),
        ("People.\n\n# Who\n", "", "People.\n\n# Who\n"),
        (f"# {'x' * 200}\n", "", f"# {'x' * 200}\n"),
        ("", "", ""),
    ],
)
def test_a_heading_above_all_others_is_the_title(text: str, title: str, rest: str) -> None:
    assert title_in(text) == (title, rest)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("night_buses.docx", "night buses"),
        ("C:\\My files\\Night buses v2.1.docx", "Night buses v2.1"),
        ("../../etc/passwd", "passwd"),
        (".md", ".md"),
        ("x" * 300 + ".md", "x" * 160),
    ],
)
def test_a_file_without_a_title_is_called_by_its_name(name: str, title: str) -> None:
    assert title_from(name) == title


def test_headings_go_below_the_title_all_by_as_much() -> None:
    assert below_the_title("# A\n\n### B\n\n###### C\n") == "## A\n\n#### B\n\n###### C\n"
    assert below_the_title("### A\n\n#### B\n") == "## A\n\n### B\n"
    assert below_the_title("## A\n\nx\n") == "## A\n\nx\n"


def test_a_paragraph_on_one_very_long_line_is_broken_between_words() -> None:
    text = "Some words here, and more. " * 500
    broken = with_short_lines(text)
    assert max(map(len, broken.split("\n"))) <= 4_000
    assert " ".join(broken.split()) == " ".join(text.split())
    assert len(split_blocks(broken)) == 1


def test_a_word_document_comes_with_its_title_its_text_and_what_was_left_out() -> None:
    content = a_word_document(
        heading("Night buses", 0), heading("Who", 1), saying("People."), picture, picture, comment
    )
    brought = read_file("x.docx", content)
    assert (brought.title, brought.titled) == ("Night buses", True)
    assert brought.text == "## Who\n\nPeople.\n\nCommented.\n"
    assert brought.notices == ["1 comment was left out.", "2 pictures were left out."]


def test_a_markdown_file_stays_as_it_is_but_for_title_and_front_matter() -> None:
    brought = read_file("buses.md", b"---\nlayout: post\n---\n# Buses\n\n### Who\n\n<b>People</b>\n")
    assert (brought.title, brought.text) == ("Buses", "### Who\n\n<b>People</b>\n")
    assert brought.notices == ["The front matter at the beginning of the file was left out."]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 megabytes"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"x" * 100_001, "more than 100,000 characters"),
        (b"\0\1\2\3" * 500, "We cannot read this kind of file"),
        (b"PK\x03\x04 not really", "This file is damaged"),
        (a_word_document(picture), "There are no words in this file"),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_clear_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        read_file("file.docx", content)
    assert list(refused.value.fields) == ["file"]
