"""What the text of a problem says is already decided: shown again wherever somebody is about to write about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

SAYS_SO = "already decided"
_ID = re.compile(r' id="[^"]*"')


def already_decided(blocks: Sequence[Mapping[str, Any]], heading: str) -> Sequence[str]:
    """The HTML of each block under the first heading that says `heading`, or that something is already decided.

    The section ends with the next heading that is not below its own. Guidance is left out, so that a section where
    nothing is written gives nothing. Ids are left out: the blocks stand on the page a second time.
    """
    begins = next(
        (at for at, block in enumerate(blocks) if _tells(block["html"], heading, block["kind"])), None
    )
    if begins is None:
        return []
    level, found = blocks[begins]["level"], []
    for block in blocks[begins + 1 :]:
        if block["kind"] == "heading" and block["level"] <= level:
            break
        if not block.get("guidance"):
            found.append(_ID.sub("", block["html"]))
    return found


def _tells(html: str, heading: str, kind: str) -> bool:
    return kind == "heading" and (SAYS_SO in html.casefold() or heading in html)
