"""The page inspector: what must hold of every page that any test fetches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


@dataclass
class Element:
    """One element, with the words inside it and everything below it."""

    name: str
    attributes: dict[str, str]
    inside: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def walk(self) -> list[Element]:
        found, waiting = [], [self]
        while waiting:
            element = waiting.pop()
            found.append(element)
            waiting += reversed(element.inside)
        return found

    def all(self, name: str) -> list[Element]:
        return [each for each in self.walk() if each.name == name]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """A parsed page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(each.name == tag for each in self.open):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.words.append(data)


@lru_cache(maxsize=4)
def parsed(html: str) -> Element:
    """The page as a tree; asked again for a page just inspected, it is the same one."""
    return Page(html).root


def inspect(html: str) -> None:
    """Raise AssertionError when the page breaks a rule of the house."""
    page = parsed(html)
    _has_one_heading_that_the_title_starts_with(page)
    _ids_are_unique(page)
    _inputs_are_labelled(page)
    _forms_carry_a_token(page)
    _what_is_typed_is_kept(page)
    _nothing_is_inline(page)
    assert page.all("html")[0].attributes.get("lang"), "the page does not say its language"
    assert "lorem ipsum" not in page.text.lower(), "the page holds filler"


def _has_one_heading_that_the_title_starts_with(page: Element) -> None:
    headings = [each.text for each in page.all("h1")]
    assert len(headings) == 1, f"one h1 is wanted, found {headings}"
    title = page.all("title")[0].text.removeprefix("Error: ")
    assert title.startswith(headings[0]), f"title {title!r} does not start with h1 {headings[0]!r}"


def _ids_are_unique(page: Element) -> None:
    ids = Counter(each.attributes["id"] for each in page.walk() if "id" in each.attributes)
    twice = {each for each, times in ids.items() if times > 1}
    assert not twice, f"ids used twice: {twice}"


def _inputs_are_labelled(page: Element) -> None:
    labelled = {each.attributes.get("for") for each in page.all("label")}
    for control in [*page.all("input"), *page.all("textarea"), *page.all("select")]:
        if control.attributes.get("type") in UNLABELLED:
            continue
        named = control.attributes.get("id") in labelled or control.attributes.get("aria-label")
        assert named, f"no label for {control.attributes}"


def _forms_carry_a_token(page: Element) -> None:
    for form in page.all("form"):
        if form.attributes.get("method", "get").lower() == "post":
            names = {each.attributes.get("name") for each in form.all("input")}
            assert "csrf_token" in names, f"no token in the form {form.attributes}"


def _what_is_typed_is_kept(page: Element) -> None:
    for form in page.all("form"):
        if any("readonly" not in each.attributes for each in form.all("textarea")):
            named = {each.attributes.get("name"): each.attributes.get("value") for each in form.all("input")}
            kept = "data-keep" in form.attributes and named.get("idempotency_key")
            assert kept, f"what is typed may be lost: no key in the form {form.attributes}"


def _nothing_is_inline(page: Element) -> None:
    assert not page.all("style"), "a style element"
    for each in page.walk():
        assert "style" not in each.attributes, f"inline style on {each.name}"
        handlers = [name for name in each.attributes if name.startswith("on")]
        assert not handlers, f"inline handlers {handlers} on {each.name}"
        if each.name == "script":
            assert each.attributes.get("src"), "an inline script"
