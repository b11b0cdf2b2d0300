"""The server hangs up on an editor: people are told why in plain words, lose nothing, and do not knock for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from policyspace.drafting.rules.live.updates import MOST_STRUCTS
from policyspace.live import wire
from tests.browser.together import NAMES, PATIENCE, FragileSite, Writer, a_shared_problem

KNOCKS = """
window.knocks = []
window.sockets = []
window.spoilt = null
window.WebSocket = class extends WebSocket {
  constructor (...told) {
    super(...told)
    window.knocks.push(performance.now())
    window.sockets.push(this)
  }

  send (data) {
    if (window.spoilt) {
      const more = window.spoilt
      window.spoilt = null
      super.send(more)
    }
    super.send(data)
  }
}
"""
CROWD = """async (room) => {
  const address = `${location.protocol.replace('http', 'ws')}//${location.host}/live/${room}`
  window.crowd = Array.from({ length: 25 }, () => new WebSocket(address))
  await Promise.all(window.crowd.map((each) => new Promise((done) => { each.onmessage = done })))
}"""
FLOOD = "for (let each = 0; each < 1000; each++) window.sockets.at(-1).send(new Uint8Array([3]))"
TRIES = 5
PIECES = MOST_STRUCTS + 1
TOO_LONG = wire.change(
    wire.number(1) + wire.number(PIECES) + wire.number(7) + b"\x00" + b"\x00\x01" * PIECES + b"\x00"
)


class Watched(Writer):
    """A writer whose page counts how often it turns to the server."""

    def __init__(self, chromium: Browser, site: FragileSite, name: str) -> None:
        super().__init__(chromium, site.url, person=NAMES[name])
        self.page.add_init_script(KNOCKS)

    @property
    def knocks(self) -> list[float]:
        """When the page turned to the server, in milliseconds of its own clock."""
        found: list[float] = self.page.evaluate("window.knocks")
        return found

    def until_knocked(self, times: int) -> None:
        """Wait until the page has turned to the server so often."""
        for _each in range(600):
            if len(self.knocks) >= times:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"it knocked {len(self.knocks)} times")

    def sends_junk(self, junk: bytes) -> None:
        """Before the next message, the page sends these bytes."""
        self.page.evaluate("junk => { window.spoilt = new Uint8Array(junk) }", list(junk))

    def is_kept(self) -> None:
        """Wait until the server has the words as those of any form."""
        expect(self.page.locator(".ps-unsent__status[role=status]")).to_contain_text(
            "Saved privately", timeout=PATIENCE
        )

    def knocks_no_more(self) -> None:
        """Neither by itself nor when the browser has been away and is back."""
        before = self.knocks
        self.context.set_offline(True)
        self.context.set_offline(False)
        self.page.wait_for_timeout(1000)  # ten times as long as it waits before it knocks again
        assert self.knocks == before


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FragileSite]:
    made = FragileSite(tmp_path_factory.mktemp("closed"))
    yield made
    made.end()


@pytest.fixture
def writers(chromium: Browser, site: FragileSite) -> Iterator[tuple[Watched, Watched]]:
    """Gwen and Priya, each in a browser of her own."""
    here = Watched(chromium, site, "gwen"), Watched(chromium, site, "priya")
    yield here
    for each in here:
        each.leave()


def both_write(gwen: Watched, priya: Watched, title: str) -> str:
    """Both have the same text open, and each has written something of it; gives its address."""
    place = a_shared_problem(gwen, title)
    for writer in (gwen, priya):
        writer.join(place)
    priya.go_to_end_of(0)
    priya.type(" Priya’s own.")
    gwen.go_to_end_of(2)
    gwen.type(" Before.")
    for writer in (gwen, priya):
        writer.is_saved()
        writer.sees("Before.")
        writer.sees("Priya’s own.")
    return place


def is_told(writer: Watched, state: str, words: str) -> None:
    writer.is_said(state)
    expect(writer.status).to_contain_text(words)
    expect(writer.page.locator("[data-live-told][role=status]")).to_contain_text(words, timeout=PATIENCE)


def saves_what_both_wrote(gwen: Watched, place: str, *words: str) -> None:
    gwen.button("Save").click()
    gwen.page.wait_for_url(re.compile(rf"{place}(#.*)?$"))
    said = gwen.page.inner_text("main")
    for each in ("Before.", "Priya’s own.", *words):
        assert said.count(each) == 1, each


@pytest.mark.parametrize(
    ("junk", "state", "words"),
    [
        (b"\x07", "unavailable", "Your words are kept as you go, and merged when you save."),
        (TOO_LONG, "long", "This text is too long to be written together."),
    ],
    ids=["garbled", "too long"],
)
def test_whoever_sends_what_the_server_cannot_take_goes_on_alone_and_saves_all_of_it(
    writers: tuple[Watched, Watched], junk: bytes, state: str, words: str
) -> None:
    gwen, priya = writers
    place = both_write(gwen, priya, f"A bus that is {state}")
    gwen.sends_junk(junk)
    gwen.type(" Garbled.")
    is_told(gwen, state, words)
    gwen.type(" After.")
    gwen.is_kept()
    gwen.knocks_no_more()
    priya.type(" Still here.")
    priya.is_saved()
    assert "Garbled" not in priya.text
    saves_what_both_wrote(gwen, place, "Garbled. After.", "Still here.")
    gwen.judge()


def test_words_typed_while_the_text_was_put_back_are_kept_and_go_on_from_it(
    site: FragileSite, writers: tuple[Watched, Watched]
) -> None:
    gwen, priya = writers
    place = both_write(gwen, priya, "A bus that is put back")
    gwen.context.set_offline(True)
    gwen.go_to_end_of(6)
    gwen.type(" Apart.")
    gwen.is_said("offline")
    site.say_it_was_put_back()
    is_told(priya, "replaced", "This text was put back to an earlier state.")
    priya.type(" In vain.")
    assert "In vain" not in priya.text
    gwen.context.set_offline(False)
    is_told(gwen, "replaced", "Your words stay on this page.")
    gwen.is_kept()
    gwen.knocks_no_more()
    priya.knocks_no_more()
    gwen.open(f"{place}/edit")
    assert "Apart." not in gwen.text
    gwen.page.get_by_text("Continue with these words").first.click()
    gwen.sees("Apart.")
    saves_what_both_wrote(gwen, place, "Apart.")
    gwen.judge()


def test_whoever_is_let_in_and_sent_away_knocks_ever_more_rarely_and_joins_when_there_is_room(
    writers: tuple[Watched, Watched],
) -> None:
    gwen, priya = writers
    place = both_write(gwen, priya, "A bus that is full")
    many = gwen.context.new_page()
    many.goto(place)
    gwen.open(f"{place}/edit")
    room = gwen.page.locator("[data-live]").get_attribute("data-live")
    gwen.page.goto(place)
    many.evaluate(CROWD, room)
    gwen.open(f"{place}/edit")
    gwen.until_knocked(TRIES)
    times = gwen.knocks[:TRIES]
    waits = [after - before for before, after in pairwise(times)]
    assert all(wait >= 190 * 2**place for place, wait in enumerate(waits)), waits
    is_told(gwen, "unavailable", "Your words are kept as you go, and merged when you save.")
    gwen.go_to_end_of(2)
    gwen.type(" Outside.")
    gwen.is_kept()
    many.close()
    gwen.is_saved()
    priya.sees("Before. Outside.")
    saves_what_both_wrote(gwen, place, "Outside.")
    gwen.judge()


def test_whoever_is_too_fast_is_back_at_once_with_all_they_typed(writers: tuple[Watched, Watched]) -> None:
    gwen, priya = writers
    both_write(gwen, priya, "A bus that is too fast")
    before = len(gwen.knocks)
    flood(gwen)
    gwen.type(" Flooded.")
    gwen.until_knocked(before + 1)
    gwen.is_saved()
    priya.sees("Flooded.")
    gwen.judge()


def flood(writer: Watched) -> None:
    """More messages at once than anybody may send."""
    writer.page.evaluate(FLOOD)
