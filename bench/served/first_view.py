"""W8: what the first view of a page brings over the wire, and when its first words are shown on a slow phone."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER_BY = 6
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True)
class FirstView:
    """Of one page: bytes over the wire, requests, hosts besides ours, milliseconds to the first words shown."""

    page: str
    subject: str
    wire_bytes: int
    requests: int
    third_parties: int
    first_words_ms: float

    def plain(self) -> dict[str, Any]:
        """As values for a file."""
        return asdict(self)


def first_views(port: int, subject: str, pages: dict[str, str]) -> list[FirstView]:
    """Each page of `pages`, by its name, in a browser that was never there before."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            return [_view(browser, port, subject, name, path) for name, path in pages.items()]
        finally:
            browser.close()


def _view(browser: Browser, port: int, subject: str, name: str, path: str) -> FirstView:
    context = browser.new_context(viewport={"width": 375, "height": 667})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    wire = _slowed(page)
    page.goto(f"http://127.0.0.1:{port}{path}", wait_until="load", timeout=120_000)
    page.wait_for_timeout(500)
    words = page.evaluate(_PAINT)
    hosts = {urlsplit(each.url).netloc for each in answers}
    context.close()
    return FirstView(name, subject, sum(wire), len(answers), len(hosts) - 1, round(words or -1))


def _slowed(page: Page) -> list[int]:
    """Slow the network and the processor as performance is reckoned; gives the bytes of each answer, as they come."""
    wire: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda done: wire.append(int(done["encodedDataLength"])))
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_BY})
    return wire
