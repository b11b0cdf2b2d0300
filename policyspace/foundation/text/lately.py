"""HTML drawn lately, by the key of its block: a text that is looked at while it is written is drawn again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock


class Lately:
    """Fragments of safe HTML by key, at most `most` characters of them; those not asked for longest go first.

    For all threads of a process. The keys are hashes of what was drawn, so nothing is found but by who has it.
    """

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._fragments: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def find(self, keys: Iterable[str]) -> dict[str, str]:
        """What is kept of these."""
        with self._lock:
            found = {key: self._fragments[key] for key in keys if key in self._fragments}
            for key in found:
                self._fragments.move_to_end(key)
        return found

    def keep(self, fragments: dict[str, str]) -> None:
        """Keep these, and let the oldest go where there are too many."""
        with self._lock:
            for key, html in fragments.items():
                self.held += len(html) - len(self._fragments.pop(key, ""))
                self._fragments[key] = html
            while self.held > self.most:
                self.held -= len(self._fragments.popitem(last=False)[1])
