"""Every form that takes text, open at once: each in a tab of somebody who may fill it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page

from tests.browser.killable import KillableSite
from tests.builders.form_case import FormCase

FILL = """(control, words) => {
  control.value = words
  for (const name of ['input', 'ps-filled']) control.dispatchEvent(new Event(name, { bubbles: true }))
}"""
PATIENCE = 20_000
KEEPING = re.compile(r"/unsent\?")


class Tab:
    """One form in one tab, and the words that were typed into it last."""

    def __init__(self, context: BrowserContext, case: FormCase) -> None:
        self.case = case
        self.more, self.words = "", case.words
        self._context = context
        self.page: Page = self._new_page()
        self.open()

    def _new_page(self) -> Page:
        page = self._context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def come_back(self) -> None:
        """Close the tab without a word, and open another."""
        self.page.close()
        self.page = self._new_page()

    @property
    def form(self) -> Locator:
        return self.page.locator(f'form[data-place="{self.case.place}"]')

    @property
    def button(self) -> Locator:
        """The button that sends."""
        return self.form.locator("button[type=submit]:not([name])").first

    @property
    def status(self) -> Locator:
        """The line by the buttons that says whether the words are safe."""
        return self.form.locator(".ps-unsent__status[role=status]")

    def open(self) -> None:
        """Open the form anew."""
        self.page.goto(self.case.path)
        if self.case.file:
            name, content = self.case.file
            form = self.page.locator("form[enctype]")
            chosen = FilePayload(name=name, mimeType="text/markdown", buffer=content)
            form.locator("[type=file]").set_input_files(chosen)
            self.leave_by(form.locator("button[type=submit]"))
        elif self.case.before:
            form = self.page.locator(f'form[data-place="{self.case.path}"]')
            for name, words in self.case.before.items():
                form.locator(f"[name={name}]").evaluate(
                    "(control, words) => { control.value = words }", words
                )
            self.leave_by(form.locator("button[type=submit]:not([name])").first)

    def fill(self, more: str) -> None:
        """Choose what has to be chosen, and type other words than before: `more`, which an offer then begins with, and
        the case's own."""
        self.more, self.words = more, f"{more} {self.case.words}"
        for name, value in self.typed.items():
            control = self.form.locator(f"[name={name}]")
            if control.first.get_attribute("type") == "radio":
                self.form.locator(f"[name={name}][value={value}]").check(force=True)
            else:
                control.evaluate(FILL, value)

    @property
    def typed(self) -> dict[str, str]:
        return {**self.case.typed, self.case.name: self.words}

    def leave_by(self, way: Locator) -> None:
        """Press a button or follow a link, and wait for the page it leads to."""
        with self.page.expect_event("load"):
            way.click(no_wait_after=True)

    def press(self) -> None:
        self.leave_by(self.button)

    def press_in_vain(self) -> None:
        """Press the button while nobody answers: the browser shows a page of its own."""
        with self.page.expect_event("framenavigated"):
            self.button.click(no_wait_after=True)

    def press_twice(self) -> None:
        with self.page.expect_event("load"):
            self.button.dblclick(no_wait_after=True)

    def try_again(self) -> None:
        """What the browser offers where nobody answered: the same form, sent again."""
        self.page.reload()

    def back(self) -> None:
        self.page.go_back()

    def follow(self, words: str) -> None:
        """Follow the link, or press the button, called `words`."""
        link, button = (self.page.get_by_role(role, name=words) for role in ("link", "button"))
        self.leave_by(link.or_(button).first)

    def open_what_is_offered(self) -> None:
        """Come to the form by its address, and take up what was typed there last.

        An offer shows the beginning of one field alone, the longest: where that does not tell offers apart, one after
        another is opened, as a person would.
        """
        for at in range(max(1, len(self._offers()))):
            self.leave_by(self._offers()[at])
            if self.problem() == "":
                return

    def _offers(self) -> list[Locator]:
        """The ways to go on with what is offered: those that show the words typed last, where any does."""
        self.page.goto(self.case.offered_at)
        self.page.wait_for_load_state(
            "networkidle"
        )  # the script asks which offers still stand, and draws its own
        offers = self.page.locator(".ps-notice--asked:visible")
        last = offers.filter(has_text=self.more)
        way = re.compile("^Continue with these words$")
        shown = last if last.count() else offers
        return shown.get_by_role("link", name=way).or_(shown.get_by_role("button", name=way)).all()

    def shows_words(self) -> bool:
        """Whether the page shows the words to be copied."""
        shown = self.page.locator("textarea[readonly]")
        return self.words in [each.input_value() for each in shown.all()]

    def problem(self) -> str:
        """What is wrong with the form that came back; empty when all that was typed stands in it."""
        if not self.form.count():
            return f"no form at {self.page.url}"
        for name, value in self.typed.items():
            control = self.form.locator(f"[name={name}]")
            if control.first.get_attribute("type") == "radio":
                if not self.form.locator(f"[name={name}][value={value}]").is_checked():
                    return f"{name} is not chosen at {self.page.url}"
            elif (now := control.input_value()) != value:
                return f"{name} holds {now[-60:]!r} at {self.page.url}"
        return ""


class Desk:
    """The tabs of all forms of one scene."""

    def __init__(
        self, chromium: Browser, site: KillableSite, cases: Iterable[FormCase], *, javascript: bool
    ) -> None:
        self.site, self.javascript = site, javascript
        self._contexts: dict[str, BrowserContext] = {}
        self.tabs: list[Tab] = []
        width = 1280 if javascript else 375
        for case in cases:
            name = case.person.display_name + str(case.person.id)
            if name not in self._contexts:
                self._contexts[name] = chromium.new_context(
                    base_url=site.url,
                    java_script_enabled=javascript,
                    viewport={"width": width, "height": 800},
                )
                self._contexts[name].set_default_timeout(PATIENCE)
                self.sign_in(case, self._contexts[name])
            self.tabs.append(Tab(self._contexts[name], case))

    def sign_in(self, case: FormCase, context: BrowserContext) -> None:
        """Sign in by name, in a tab that is closed again."""
        page = context.new_page()
        page.goto("/sign-in")
        page.locator(f'form[action="/sign-in/as/{case.person.id}"] button').click()
        page.wait_for_load_state()
        page.close()

    def begin_anew(self) -> None:
        """Nothing is broken, nothing waits, and every form stands open as it was made."""
        self.offline(False)
        self.site.mend_everything()
        self.site.forget_unsent()
        self.site.keep_comments_young()
        if not self.site.is_up:
            self.site.start()
        self.sign_in_anew()
        self.each(Tab.open)

    def sign_in_anew(self) -> None:
        """Everyone signs in again, in another tab: the tokens of the open forms are too old now."""
        for tab in self.one_of_each():
            self.sign_in(tab.case, tab.page.context)

    def one_of_each(self) -> Iterable[Tab]:
        """One tab of each person."""
        seen: dict[int, Tab] = {}
        for tab in self.tabs:
            seen.setdefault(tab.case.person.id, tab)
        return seen.values()

    def offline(self, now: bool) -> None:
        for context in self._contexts.values():
            context.set_offline(now)

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Nothing that the scripts would keep on the server arrives there."""
        for context in self._contexts.values():
            context.route(KEEPING, lambda route: route.abort())
        yield
        for context in self._contexts.values():
            context.unroute(KEEPING)

    def each(self, do: Callable[[Tab], Any]) -> None:
        for tab in self.tabs:
            do(tab)

    def fill(self, more: str) -> None:
        self.each(lambda tab: tab.fill(more))

    def unshown(self) -> list[str]:
        """The forms whose words the pages do not show."""
        return [tab.case.called for tab in self.tabs if not tab.shows_words()]

    def lost(self) -> dict[str, str]:
        """The forms in which something is missing, and what."""
        return {tab.case.called: said for tab in self.tabs if (said := tab.problem())}

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()
