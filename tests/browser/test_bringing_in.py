"""Files brought in: a Word document as a new problem, a Markdown file as its next text, and files that are no use."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FilePayload

from tests.browser.backstage import PLACE
from tests.browser.conftest import Site
from tests.browser.visitor import SCREENS, Visitor
from tests.builders.word import a_word_document, heading, picture, saying

WORD = a_word_document(
    heading("Night buses stop at ten", 0),
    heading("Who is affected", 1),
    saying("Carers on the late shift walk home along the ring road."),
    picture,
)
MARKDOWN = """---
author: Gwen
---
# Night buses stop at eleven

## Who is affected

Carers on the late shift ride home since May.
"""


@pytest.mark.parametrize(("width", "javascript"), SCREENS)
def test_a_text_comes_from_a_file(
    chromium: Browser, demonstration: Site, width: int, javascript: bool
) -> None:
    gwen = Visitor(chromium, demonstration.url, width=width, javascript=javascript)
    gwen.sign_in_as("Gwen Pritchard")
    gwen.pass_by(f"{PLACE}/documents")
    gwen.click("Bring in a file")
    bring_what_is_no_use(gwen)
    bring_a_word_document(gwen)
    bring_a_markdown_file(gwen)
    gwen.leave()


def bring(visitor: Visitor, name: str, content: bytes) -> None:
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    visitor.field("File").set_input_files(file)
    visitor.press("Continue")


def bring_what_is_no_use(gwen: Visitor) -> None:
    """Each is told what it is, and what to do."""
    gwen.press("Continue")
    assert gwen.sees("There is a problem")
    assert gwen.sees("Choose a file")
    bring(gwen, "report.docx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    assert gwen.sees("This is a PDF. Open the document it was made from")
    bring(gwen, "torn.docx", WORD[: len(WORD) // 2])
    assert gwen.sees("This file is damaged. Open it in Word, save it again, and choose that copy.")


def bring_a_word_document(gwen: Visitor) -> None:
    """Its text is seen, and what is left out is told, before anything is saved."""
    bring(gwen, "buses.docx", WORD)
    assert gwen.sees("Nothing is saved yet")
    assert gwen.sees("1 picture was left out.")
    assert not gwen.sees("Write under the headings")
    assert gwen.field("Title", exact=True).input_value() == "Night buses stop at ten"
    assert "# Who is affected\n\nCarers on the late shift walk home" in gwen.written("Text")
    gwen.press("Save")
    assert gwen.page.get_by_role("heading", name="Night buses stop at ten").count() == 1
    assert gwen.sees("Carers on the late shift walk home along the ring road.")


def bring_a_markdown_file(gwen: Visitor) -> None:
    """As the next revision, with its own title."""
    gwen.page.get_by_role("button", name="Edit", exact=True).click()
    gwen.click("Bring in a file as the new text")
    bring(gwen, "buses.md", MARKDOWN.encode())
    assert gwen.sees("The front matter at the beginning of the file was left out.")
    assert gwen.field("Title", exact=True).input_value() == "Night buses stop at eleven"
    gwen.press("Save")
    assert gwen.page.get_by_role("heading", name="Night buses stop at eleven").count() == 1
    assert gwen.sees("Revision 2, by Gwen Pritchard")
    assert gwen.sees("Carers on the late shift ride home since May.")
    assert not gwen.sees("walk home")
