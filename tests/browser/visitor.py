"""Somebody in front of the site: one browser, one person, every page they see judged.

A walk over SCREENS goes on a desk with JavaScript and on a phone without; with EVERY_SCREEN=1 in the environment it
goes on a phone with JavaScript and on a desk without, too. Do that when you change what either of them sees.
"""

from __future__ import annotations

import os
import re
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page, Response, Route, ViewportSize

from tests.browser.axe import make_of, the_judge
from tests.inspector import inspect, parsed

OURS = """() => {
  const page = document.documentElement.cloneNode(true)
  for (const each of page.querySelectorAll('.cm-editor, style[nonce]')) each.remove()
  return page.outerHTML
}"""
GONE = "Execution context was destroyed"
EVERY_SCREEN = bool(os.environ.get("EVERY_SCREEN"))
SCREENS = [(1280, True), (375, False)]
if EVERY_SCREEN:
    SCREENS += [(375, True), (1280, False)]


class Visitor:
    """A person at a screen of `width` pixels, with or without JavaScript.

    After every step the page is inspected, axe looks at it, and the console must be silent.
    """

    def __init__(self, chromium: Browser, site: str, *, width: int, javascript: bool) -> None:
        self.site, self.javascript, self.width = site, javascript, width
        self.chromium, self.size = chromium, ViewportSize(width=width, height=800)
        self.still: Page | None = None
        self.context = chromium.new_context(
            viewport=self.size,
            java_script_enabled=javascript,
            base_url=site,
            bypass_csp=javascript,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str, status: int = 200) -> Response:
        """Open `path`."""
        reply = self.page.goto(path)
        assert reply is not None
        assert reply.status == status, (path, reply.status)
        self.look()
        return reply

    def pass_by(self, path: str) -> None:
        """Open `path` on the way to something else, without judging it: others walk there."""
        reply = self.page.goto(path)
        assert reply is not None
        assert reply.ok, (path, reply.status)

    def write_alone(self, path: str) -> None:
        """Open `path` where websockets are blocked: what one types is not seen by others before it is saved."""
        self.page.route_web_socket("**/live/**", lambda way: way.close())
        self.go(path)

    def sign_in_as(self, name: str) -> None:
        """Come in as someone of the demonstration."""
        self.pass_by("/sign-in")
        self.page.get_by_role("button", name=f"Sign in as {name}").click()
        self.page.get_by_role("button", name="Sign out").wait_for()

    def click(self, name: str, *, role: Any = "link", exact: bool = True, nth: int = 0) -> None:
        """Follow the link (or press the button) called `name`."""
        self.page.get_by_role(role, name=name, exact=exact).nth(nth).click()
        self.page.wait_for_load_state()
        self.look()

    def open_newest_letter(self, subject: str, sent: int = 1) -> None:
        """Wait until the worker wrote `sent` letters whose subject holds `subject`, then open the newest."""
        for _attempt in range(100):
            self.page.goto("/letters")
            found = self.page.get_by_role("link", name=re.compile(subject, re.IGNORECASE))
            if found.count() >= sent:
                break
            self.page.wait_for_timeout(100)
        found.first.click()
        self.page.wait_for_load_state()
        self.look()

    def press(self, name: str, *, exact: bool = True, nth: int = 0) -> None:
        """Press the button called `name`."""
        self.click(name, role="button", exact=exact, nth=nth)

    def field(self, label: str, *, exact: bool = False) -> Locator:
        """The control labelled `label`."""
        return self.page.get_by_label(label, exact=exact).first

    def type(self, label: str, words: str, *, exact: bool = False) -> None:
        """Fill in the field labelled `label`."""
        self.field(label, exact=exact).fill(words)

    def written(self, label: str) -> str:
        """What stands in the text box labelled `label`, whether it is seen or an editor is written in."""
        boxes = self.page.get_by_label(label).and_(self.page.locator("textarea"))
        return boxes.first.input_value()

    def change(self, label: str, old: str, new: str) -> None:
        """Write `new` where the text labelled `label` says `old`."""
        assert old in self.written(label)
        self.type(label, self.written(label).replace(old, new))

    def choose(self, label: str, *, exact: bool = True) -> None:
        """Choose the radio or checkbox labelled `label`."""
        self.page.get_by_label(label, exact=exact).first.check()

    def sees(self, words: str) -> bool:
        """Whether the page says `words`."""
        return " ".join(words.split()) in " ".join(self.page.inner_text("body").split())

    def look(self) -> None:
        """Judge the page: the house's rules, width, accessibility."""
        written, wide = self._seen()
        inspect(written)
        assert not self.complaints, self.complaints
        assert wide <= self.width, f"{self.page.url} is {wide} px wide"
        the_judge.judge(
            make_of(parsed(written)), self.width, lambda: self.page if self.javascript else self._still()
        )

    def _seen(self) -> tuple[str, int]:
        """What the page says, and how wide it is: of the next one, where a script sends the form a moment later."""
        try:
            return self._written_by_us(), self._wide()
        except Error as error:
            if GONE not in error.message:
                raise
        self.page.wait_for_load_state()
        return self._written_by_us(), self._wide()

    def _wide(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def _written_by_us(self) -> str:
        """The page without what CodeMirror made of itself: it sets its styles under the page's nonce."""
        return str(self.page.evaluate(OURS)) if self.javascript else self.page.content()

    def _still(self) -> Page:
        """The page as it stands without the site's scripts, where axe can run, which is a script itself."""
        if self.still is None:
            self.still = self.chromium.new_context(viewport=self.size, bypass_csp=True).new_page()
            self.still.route("**/*", self._serve_still)
        self.still.goto(f"{self.site}/")
        return self.still

    def _serve_still(self, route: Route) -> None:
        kind = route.request.resource_type
        if kind == "document":
            route.fulfill(body=self.page.content(), content_type="text/html; charset=utf-8")
        elif kind == "script":
            route.abort()
        else:
            route.continue_()

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()
        if self.still:
            self.still.context.close()
