"""What axe is asked: every rule, of every make of page, once at each width in the whole run.

A make is judged for contrast once, whatever the width: no colour of ours depends on it. What one process of the run
has seen is left as files where the others look, so that none of them judges it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.inspector import Element

TOLD = {"class", "role", "type", "hidden", "disabled", "open", "href", "alt"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
ONLY_SAYS_THAT_SCRIPTS_RUN = re.compile(r"js-enabled|govuk-frontend-supported")
VIOLATIONS_ALONE = {"resultTypes": ["violations"]}
axe = Axe()


def make_of(page: Element) -> str:
    """What axe could judge differently: pages that differ in words alone, or in how often something comes, are alike.

    Each element counts with what it stands in, with what it tells a browser of itself, and whether it says anything;
    headings count with the heading before them.
    """
    found = {repr(pair) for pair in pairwise(each.name for each in page.walk() if each.name in HEADINGS)}
    waiting = [(page, "")]
    while waiting:
        element, above = waiting.pop()
        told = tuple(
            (name, re.sub(r"\d+", "0", "" if name == "href" else ONLY_SAYS_THAT_SCRIPTS_RUN.sub("", value)))
            for name, value in sorted(element.attributes.items())
            if name in TOLD or name.startswith("aria-")
        )
        path = _digest(repr((above, element.name, told, bool(element.text))))
        found.add(path)
        waiting += [(each, path) for each in element.inside]
    return _digest(" ".join(sorted(found)))


def _digest(words: str) -> str:
    return blake2b(words.encode(), digest_size=12).hexdigest()


@dataclass
class Judge:
    """Asks axe of pages that nobody in this run has asked of; `seen` is the folder all its processes share."""

    seen: Path = field(default_factory=Path)

    def judge(self, make: str, width: int, shown: Callable[[], Page]) -> None:
        """Fail where axe finds anything on the page `shown`, of this make and at this width in pixels."""
        at_this_width, in_colour = self.seen / f"{make}-{width}", self.seen / f"{make}-colour"
        if at_this_width.exists():
            return
        page, colour = shown(), {"color-contrast": {"enabled": not in_colour.exists()}}
        found = axe.run(page, options={**VIOLATIONS_ALONE, "rules": colour})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        at_this_width.touch()
        in_colour.touch()


the_judge = Judge()
