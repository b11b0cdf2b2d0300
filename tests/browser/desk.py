"""A drafter at the editor: one browser under the site's own strict policy, whose every breach is written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

SPACE = "/spaces/families-in-temporary-accommodation/documents"
NEW, EDIT = f"{SPACE}/new?kind=problem", f"{SPACE}/2/edit"
FACILITATOR = "Gwen Pritchard"
LISTEN = """
window.breaches = []
document.addEventListener('securitypolicyviolation', (event) =>
  window.breaches.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))
"""
FILL = """([box, words]) => {
  box.value = words
  box.dispatchEvent(new Event('ps-filled', { bubbles: true }))
}"""
PASTE = """([place, html, plain]) => {
  const clipboardData = new DataTransfer()
  if (html) clipboardData.setData('text/html', html)
  clipboardData.setData('text/plain', plain)
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  place.dispatchEvent(event)
  return event.defaultPrevented
}"""
PASTED = Path(__file__).parent / "pasted"


class Desk:
    """Someone who writes. `strict`: under the policy; without it axe can be let in."""

    def __init__(
        self,
        chromium: Browser,
        site: str,
        *,
        width: int = 1280,
        javascript: bool = True,
        strict: bool = True,
        person: str = FACILITATOR,
        **options: Any,
    ) -> None:
        self.context = chromium.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            base_url=site,
            bypass_csp=not strict,
            **options,
        )
        self.context.set_default_timeout(10_000)
        self.width, self.site = width, site
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if javascript:
            self.page.add_init_script(LISTEN)
        self.page.goto("/sign-in")
        self.page.get_by_role("button", name=f"Sign in as {person}").click()
        self.page.wait_for_load_state()

    def open(self, path: str = NEW, *, editor: bool = True) -> None:
        """Open a page with a text, and wait for the editor where there will be one."""
        self.page.goto(path)
        if editor:
            expect(self.editor).to_be_visible()

    @property
    def editor(self) -> Locator:
        """Where one writes in the editor."""
        return self.page.get_by_role("textbox", name="Text", exact=True).and_(
            self.page.locator("[contenteditable]")
        )

    @property
    def box(self) -> Locator:
        """The text box: the field of the form, seen or not."""
        return self.page.locator("textarea[name=text]")

    @property
    def text(self) -> str:
        """What the form would send."""
        return self.box.input_value()

    @property
    def description(self) -> str:
        """Everything the editor is described by."""
        ids = (self.editor.get_attribute("aria-describedby") or "").split()
        said = (self.page.locator(f"[id='{each}']").inner_text() for each in ids)
        return " ".join(" ".join(said).split())

    def fill(self, words: str, *, select: str = "") -> None:
        """Put `words` in the place of the text, as a script does that brings back unsent ones; then select some.

        Without `select` the cursor stands at the end.
        """
        self.box.evaluate("(box, words) => (" + FILL + ")([box, words])", words)
        self.editor.focus()
        self.page.keyboard.press("Control+End")
        if select:
            begin = words.index(select)
            self.page.keyboard.press("Control+Home")
            self.press("ArrowRight", times=begin)
            self.press("Shift+ArrowRight", times=len(select))

    def press(self, keys: str, *, times: int = 1) -> None:
        """Press a key or keys together."""
        for _time in range(times):
            self.page.keyboard.press(keys)

    def use(self, tool: str) -> None:
        """Press a tool of the toolbar."""
        self.page.get_by_role("toolbar").get_by_role("button", name=tool, exact=True).click()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def paste(self, place: Locator, *, html: str = "", plain: str = "") -> bool:
        """Paste into `place`; whether our own script took it."""
        return bool(
            place.evaluate("(place, [html, plain]) => (" + PASTE + ")([place, html, plain])", [html, plain])
        )

    def let_axe_look(self) -> None:
        """Judge the page as it stands; not under the policy, which keeps axe out."""
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{wide} px wide"

    def judge(self) -> None:
        """Nothing went wrong unseen."""
        breaches = self.page.evaluate("window.breaches || []")
        assert not self.complaints + breaches, self.complaints + breaches

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()
