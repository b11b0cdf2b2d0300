"""The two gates every fragment passes: bleach, then nh3, with the same allow-list.

bleach is the project's choice but will see no more releases, and it has let `href="javascript:123"` through; nh3
has the last word. What an `id`, `class`, `role` or `tabindex` may be is fixed here: people's text cannot choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from policyspace.foundation.text.addresses import SCHEMES, safe_address

_INLINE = frozenset({"a", "abbr", "br", "code", "em", "span", "strong", "sup"})
_BLOCKS = frozenset({"blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"})
_LISTS = frozenset({"dd", "dl", "dt", "li", "ol", "ul"})
_TABLES = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
TAGS = _INLINE | _BLOCKS | _LISTS | _TABLES

# Links in people's texts vouch for nobody, and do not tell the site they lead to which page they stood on.
LINK_REL = "nofollow ugc noopener noreferrer"

_NUMBER = re.compile(r"[0-9]{1,9}")
_NOTE_ID = re.compile(r"(?:[a-z][a-z0-9-]*-)?fn-[0-9]+")
_MARK_ID = re.compile(r"(?:[a-z][a-z0-9-]*-)?fnref-[0-9]+-[0-9]+")


def _one_of(*values: str) -> Callable[[str], bool]:
    return frozenset(values).__contains__


def _any(_value: str) -> bool:
    return True


def _address(value: str) -> bool:
    return safe_address(value) is not None


_ALIGNED = _one_of("md-right", "md-centre")

ATTRIBUTES: dict[str, dict[str, Callable[[str], bool]]] = {
    "a": {"href": _address, "title": _any, "role": _one_of("doc-noteref", "doc-backlink")},
    "abbr": {"title": _any},
    "div": {
        "class": _one_of("md-table"),
        "role": _one_of("group"),
        "tabindex": _one_of("0"),
        "aria-label": _any,
    },
    "li": {"id": lambda value: _NOTE_ID.fullmatch(value) is not None},
    "ol": {"class": _one_of("md-notes"), "start": lambda value: _NUMBER.fullmatch(value) is not None},
    "sup": {"id": lambda value: _MARK_ID.fullmatch(value) is not None},
    "td": {"class": _ALIGNED},
    "th": {"class": _ALIGNED, "scope": _one_of("col")},
}


def _allowed(tag: str, name: str, value: str) -> bool:
    check = ATTRIBUTES.get(tag, {}).get(name)
    return check is not None and check(value)


def _kept(tag: str, name: str, value: str) -> str | None:
    return value if (tag, name) == ("a", "rel") or _allowed(tag, name, value) else None


class Sanitiser:
    """Both gates. For one thread: bleach's cleaner is not made for several."""

    def __init__(self) -> None:
        from bleach.sanitizer import Cleaner

        self._first = Cleaner(
            tags=TAGS, attributes=_allowed, protocols=SCHEMES, strip=True, strip_comments=True
        )
        self._last = nh3.Cleaner(
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            attribute_filter=_kept,
            url_schemes=set(SCHEMES),
            link_rel=LINK_REL,
            strip_comments=True,
        )

    def sanitise(self, html: str) -> str:
        """Only what the allow-list names is left of `html`."""
        return self._last.clean(self._first.clean(html))

    def sanitise_plain(self, html: str) -> str:
        """For paragraphs of escaped words, which need no more: bleach's work on them grows with their square."""
        return self._last.clean(html)
