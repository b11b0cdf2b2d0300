from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policyspace.notifications.rules import (
    HELD_BACK,
    MOST_SUBJECT,
    Link,
    Paragraph,
    Piece,
    Quote,
    Wording,
    as_html,
    as_subject,
    as_text,
    pieces_of,
)
from tests.inspector import Page

SITE = "https://policyspace.example"
LETTER = Wording(
    "Reply to your comment",
    (
        Paragraph("Rosa replied to “Homes & <rents>”."),
        Quote("First line\n\n- a list\r\n<script>alert(1)</script>"),
        Link("Read the reply", "/spaces/homes/documents/2?a=1&b=2", button=True),
        Paragraph("You get this email because you are a member."),
    ),
)
WORDS = st.text(max_size=300)


def words_of_text(text: str) -> list[str]:
    """The words of the plain letter, without addresses and signs of quoting."""
    lines = [line for line in text.splitlines() if not line.startswith(SITE)]
    return " ".join(re.sub(r"^> ?", "", line) for line in lines).split()


def words_of_html(html: str) -> list[str]:
    """The words a reader of the HTML letter sees."""
    return " ".join(
        Page(html.replace("<br>", " ").replace("</p>", " </p>")).root.all("body")[0].words
    ).split()


def test_plain_text_reads_well() -> None:
    assert (
        as_text(LETTER, SITE)
        == """Rosa replied to “Homes & <rents>”.

> First line
>
> - a list
> <script>alert(1)</script>

Read the reply
https://policyspace.example/spaces/homes/documents/2?a=1&b=2

You get this email because you are a member.
"""
    )


def test_html_escapes_what_people_wrote_and_leads_to_the_same_address() -> None:
    html = as_html(LETTER, SITE, "cy")
    assert '<html lang="cy">' in html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    page = Page(html).root
    assert [link.attributes["href"] for link in page.all("a")] == [f"{SITE}/spaces/homes/documents/2?a=1&b=2"]
    assert page.all("title")[0].text == "Reply to your comment"


@given(WORDS, WORDS, WORDS)
def test_both_forms_say_the_same_words(said: str, quoted: str, linked: str) -> None:
    wording = Wording("Subject", (Paragraph(f"A {said}"), Quote(f"B {quoted}"), Link(f"C {linked}", "/here")))
    text = as_text(wording, SITE).replace("\n>\n", "\n> \n")
    assert words_of_html(as_html(wording, SITE, "en")) == words_of_text(text)


@given(st.text())
@example("Homes\r\nBcc: everyone@example.org")
@example("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g\ud800h")
@example("x" * 500)
def test_a_subject_is_one_line_that_fits_whatever_it_quotes(words: str) -> None:
    subject = as_subject(f"“{words}”")
    assert len(subject.splitlines()) == 1
    assert len(subject) <= MOST_SUBJECT
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["To"] = "rosa@example.org"
    message.set_content("Words")
    read = message_from_bytes(message.as_bytes(), policy=SMTP)
    assert set(read.keys()) == set(message.keys())
    assert read["To"] == "rosa@example.org"
    assert read["Bcc"] is None


@given(st.text())
def test_nothing_people_write_can_stand_for_a_token(words: str) -> None:
    said = words + HELD_BACK + words
    wording = Wording(said, (Paragraph(said), Quote(said), Link(said, f"/links/{HELD_BACK}")))
    assert as_text(wording, SITE).count(HELD_BACK) == 1
    assert as_html(wording, SITE, "en").count(HELD_BACK) == 1
    assert HELD_BACK not in as_subject(said)


def test_a_long_quote_is_cut_at_a_word() -> None:
    quote = Quote("word " * 1000)
    assert quote.lines[0].endswith("word …")
    assert len(quote.lines[0]) <= 602


def test_a_letter_is_read_back_into_its_parts() -> None:
    assert list(pieces_of(as_text(LETTER, SITE), SITE)) == [
        Piece(("Rosa replied to “Homes & <rents>”.",)),
        Piece(("First line", "", "- a list", "<script>alert(1)</script>"), quoted=True),
        Piece(("Read the reply",), path="/spaces/homes/documents/2?a=1&b=2"),
        Piece(("You get this email because you are a member.",)),
    ]


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/links/1", "javascript:alert(1)", "//evil.example"]
)
def test_only_our_own_addresses_become_links(address: str) -> None:
    assert [piece.path for piece in pieces_of(f"Look\n{address}\n", SITE)] == [None]
