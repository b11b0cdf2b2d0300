"""What people commented on, while the text is written: marked where it stands, whoever types, and told of when gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.backstage import PLACE, backstage
from tests.browser.conftest import Site
from tests.browser.together import NAMES, PATIENCE, Writer
from tests.builders.discussion import a_block_of, a_comment
from tests.builders.drafting import an_open_problem

TEXT = "Three schools share one bus.\n\nFamilies wait for nine months, and longer.\n\n## What it costs\n\nA pound.\n"
QUOTE = "for nine months"
SELECT = """([words, into, over]) => {
  const editor = document.querySelector('.cm-content')
  const walk = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
  const letters = []
  while (walk.nextNode()) for (const at of walk.currentNode.data.split('').keys()) letters.push([walk.currentNode, at])
  const first = letters.map(([node, at]) => node.data[at]).join('').indexOf(words) + into
  const [node, at] = letters[first + over]
  editor.focus()
  getSelection().setBaseAndExtent(...letters[first], node, at)
}"""
MARKED = """words => {
  const marks = [...document.querySelectorAll('.cm-content .ps-marked')]
  return marks.map((each) => each.textContent).join('') === words
}"""


class Reader(Writer):
    """A writer who looks for what people commented on."""

    @property
    def notes(self) -> Locator:
        """The links in the text."""
        return self.page.locator(".cm-content .ps-note")

    def sees_marked(self, words: str) -> None:
        """Wait until just these words of the text are marked."""
        self.page.wait_for_function(MARKED, arg=words, timeout=PATIENCE)

    def is_told(self, sentence: str) -> None:
        """Wait for what is said below the editor of words that are gone; nothing where it is ""."""
        line = self.page.locator("p[data-gone]")
        expect(line).to_have_text(sentence, timeout=PATIENCE)
        expect(line).to_be_visible(visible=bool(sentence))

    def stand_at(self, words: str, *, into: int = 0, over: int = 0) -> None:
        """Stand so many letters into `words`, with so many letters from there on selected."""
        self.page.evaluate(SELECT, [words, into, over])


@pytest.fixture
def place(demonstration: Site) -> str:
    """The address of a problem on whose second paragraph there are three comments, two of them on words of it."""
    with backstage(demonstration) as space:
        problem = an_open_problem(space, title="A bus that is talked about", text=TEXT)
        block = a_block_of(problem, 2)
        for _each in range(2):
            a_comment(problem, block_id=block, quote=QUOTE)
        a_comment(problem, block_id=block)
        return f"{PLACE}/documents/{problem.number}"


@pytest.fixture
def writers(chromium: Browser, demonstration: Site) -> Iterator[tuple[Reader, Reader]]:
    """Gwen, whom axe is let in with, on a phone; Priya on a desk, under the policy."""
    gwen = Reader(chromium, demonstration.url, person=NAMES["gwen"], width=375, strict=False)
    priya = Reader(chromium, demonstration.url, person=NAMES["priya"])
    yield gwen, priya
    gwen.leave()
    priya.judge()
    priya.leave()


def test_marks_follow_the_words_whoever_types(place: str, writers: tuple[Reader, Reader]) -> None:
    gwen, priya = writers
    for each in writers:
        each.join(place)
        each.sees_marked(QUOTE)
        expect(each.notes).to_have_text(["3 comments"])
    priya.stand_at("Families")
    priya.type("Some f")
    priya.press("Delete")
    gwen.sees("Some families wait")
    gwen.sees_marked(QUOTE)
    priya.stand_at("nine months", into=5)
    priya.type("long ")
    for each in writers:
        each.sees_marked("for nine long months")
        each.is_told("")
    gwen.let_axe_look()
    assert "3 comments" not in priya.page.locator(".cm-content").aria_snapshot()

    gwen.is_saved()
    gwen.join(place)
    gwen.sees("nine long months")
    gwen.sees_marked("for nine long months")


def test_words_that_are_taken_out_are_told_quietly_until_they_are_back(
    place: str, writers: tuple[Reader, Reader]
) -> None:
    gwen, priya = writers
    for each in writers:
        each.join(place)
    priya.stand_at(QUOTE, over=len(QUOTE))
    priya.press("Delete")
    for each in writers:
        each.sees_marked("")
        each.is_told("2 comments are on words that are no longer in the text. They stay with the document.")
        expect(each.notes).to_have_text(["3 comments"])
    gwen.let_axe_look()
    priya.press("Control+z")
    for each in writers:
        each.sees_marked(QUOTE)
        each.is_told("")
    gwen.stand_at("Families", over=len("Families wait for nine months, and longer."))
    gwen.press("Delete")
    for each in writers:
        each.is_told("3 comments are on words that are no longer in the text. They stay with the document.")
        expect(each.notes).to_have_count(0)


def test_what_was_said_is_a_key_away(place: str, writers: tuple[Reader, Reader]) -> None:
    gwen, priya = writers
    priya.join(place)
    with priya.context.expect_page() as opened:
        priya.notes.click()
    assert "?block=" in opened.value.url
    gwen.join(place)
    gwen.page.locator("summary", has_text="Comments on this text").press("Enter")
    gwen.let_axe_look()
    link = gwen.page.get_by_role("link", name=f"“{QUOTE}”: 2 comments on these words, opens in a new tab")
    with gwen.context.expect_page() as opened:
        link.press("Enter")
    expect(opened.value.get_by_text("We waited nine months.")).to_have_count(2)
    gwen.button("Use the plain text box").click()
    expect(gwen.page.get_by_text("Comments on this text")).to_be_hidden()
