"""Judges a fragment of HTML with a parser of its own and a list of its own, not those of the code it judges."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urlsplit

_VOID = {"br", "hr"}
_PLAIN = (
    "blockquote br code dd dl dt em h2 h3 h4 h5 h6 hr p pre span strong table tbody thead tr ul".split()  # noqa: SIM905 - reads as a list
)
_ALLOWED: dict[str, dict[str, str]] = {
    **{tag: {} for tag in _PLAIN},
    "a": {"href": ".*", "title": "(?s).*", "rel": ".+", "role": "doc-noteref|doc-backlink"},
    "abbr": {"title": "(?s).*"},
    "div": {"class": "md-table", "role": "group", "tabindex": "0", "aria-label": "(?s).*"},
    "li": {"id": r"([a-z][a-z0-9-]*-)?fn-\d+"},
    "ol": {"class": "md-notes", "start": r"\d{1,9}"},
    "sup": {"id": r"([a-z][a-z0-9-]*-)?fnref-\d+-\d+"},
    "td": {"class": "md-(right|centre)"},
    "th": {"class": "md-(right|centre)", "scope": "col"},
}
_SCHEMES = {"", "http", "https", "mailto"}


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED:
            self.faults.append(f"tag {tag}")
        if tag == "a" and "a" in self.open:
            self.faults.append("a link in a link")
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "a" and dict(attrs).get("rel") != "nofollow ugc noopener noreferrer":
            self.faults.append("a link that vouches")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        pattern = _ALLOWED.get(tag, {}).get(name)
        if pattern is None or not re.fullmatch(pattern, value):
            self.faults.append(f"attribute {tag} {name}={value!r}")
        if name == "href":
            bare = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value)
            if bare.partition(":")[0].lower() not in _SCHEMES and re.match(r"[^/?#]*:", bare):
                self.faults.append(f"address {value!r}")
            if urlsplit(bare).scheme not in _SCHEMES:
                self.faults.append(f"scheme {value!r}")
        if name == "id":
            self.ids.append(value)
        self._signs(value)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"end of {tag}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        self._signs(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data!r}")

    def _signs(self, text: str) -> None:
        bad = {c for c in text if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
        bad |= set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
        if bad:
            self.faults.append(f"signs {bad!r}")


def faults(html: str) -> list[str]:
    """What is wrong with a fragment: nothing that is not on the list, everything closed, no id twice."""
    judge = _judged(html)
    if judge.open:
        judge.faults.append(f"left open {judge.open}")
    if len(judge.ids) != len(set(judge.ids)):
        judge.faults.append(f"ids twice {judge.ids}")
    return judge.faults


def text_of(html: str) -> str:
    """All text of a fragment, as a reader that knows nothing of blocks sees it."""
    return "".join(_judged(html).text)


def _judged(html: str) -> _Judge:
    judge = _Judge()
    judge.feed(html)
    judge.close()
    return judge
