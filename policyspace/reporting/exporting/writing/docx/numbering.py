"""Lists with real numbers: one way of counting for bullets, and a fresh one for each numbered list."""

from __future__ import annotations

from typing import Any

from policyspace.reporting.exporting.writing.docx.elements import add

BULLETS, NUMBERS = 1, 2
DEEPEST = 8
"""Word knows nine levels, from 0."""
_SIGNS = ("•", "–", "◦")


class Numbering:
    """The numbering part of one file; `element` is emptied first."""

    def __init__(self, element: Any) -> None:
        element[:] = []
        self.element = element
        self._define(BULLETS)
        self._define(NUMBERS)
        self.count = 0
        self.bullets = self._use(BULLETS)

    def new_list(self, *, level: int, start: int) -> int:
        """The number id of a list that counts from `start` on `level`."""
        number = self._use(NUMBERS)
        override = add(self.element[-1], "lvlOverride", ilvl=level)
        add(override, "startOverride", val=start)
        return number

    def _use(self, what: int) -> int:
        self.count += 1
        add(add(self.element, "num", numId=self.count), "abstractNumId", val=what)
        return self.count

    def _define(self, what: int) -> None:
        definition = add(self.element, "abstractNum", abstractNumId=what)
        add(definition, "multiLevelType", val="hybridMultilevel")
        for level in range(DEEPEST + 1):
            row = add(definition, "lvl", ilvl=level)
            add(row, "start", val=1)
            add(row, "numFmt", val="bullet" if what == BULLETS else "decimal")
            sign = _SIGNS[level % len(_SIGNS)] if what == BULLETS else f"%{level + 1}."
            add(row, "lvlText", val=sign)
            add(row, "lvlJc", val="left")
