"""What stands in a PDF for signs that none of its fonts has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

BLANK = "□"
"""Shown for a letter that no font has."""
_TRAILING = "\u200d\ufe0e\ufe0f"
_UNSEEN = frozenset({"Cc", "Cf"})
_PICTURES = frozenset({"So", "Sk", "Sm", "Sc"})


def stand_in(sign: str) -> str:
    """A picture by its name, since readers know what it shows; a letter as a box: its name says nothing."""
    if len(sign) == 1 and unicodedata.category(sign) in _PICTURES and (name := unicodedata.name(sign, "")):
        return f"[{name.lower()}]"
    kinds = [unicodedata.category(each) for each in sign]
    shown = sum(kind[0] != "M" and kind not in _UNSEEN for kind in kinds)
    return BLANK * max(shown, any(kind[0] == "M" for kind in kinds))


def replaced(data: Any, signs: Iterable[str]) -> Any:
    """`data` with stand-ins for `signs` in every string that is shown; addresses are left as they are."""
    longest_first = sorted(signs, key=len, reverse=True)
    pattern = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})[{_TRAILING}]*")
    known = {sign: stand_in(sign) for sign in longest_first}
    return _replaced(
        data, lambda text: pattern.sub(lambda found: known[found.group().rstrip(_TRAILING)], text)
    )


def _replaced(data: Any, change: Any) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [_replaced(each, change) for each in data]
    if isinstance(data, dict):
        return {name: each if name == "link" else _replaced(each, change) for name, each in data.items()}
    return data
