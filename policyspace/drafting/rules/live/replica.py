"""One replica of a live text, kept by pycrdt, with what each change did.

pycrdt counts bytes of UTF-8; where its Rust code gives up it raises what is no Exception. Both end here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from policyspace.drafting.rules.live.reading import Malformed, Reader
from policyspace.drafting.rules.live.text import make_text
from policyspace.drafting.rules.live.updates import ROOT

if TYPE_CHECKING:
    from pycrdt import Doc

Delta = list[dict[str, Any]]
"""A change of a text as Yjs tells it: "retain" and "delete" so many bytes, "insert" these words."""

MOST_MERGED = 64
"""So many updates are merged at once: the work grows with their square."""


class Replica:
    """A live text in the state that `updates` make, one after the other. Raises Malformed when they cannot be.

    `watched`: it tells what each change does to the words, which costs as much as the change itself.
    """

    def __init__(self, *updates: bytes, watched: bool = False) -> None:
        from pycrdt import Doc, Text

        self._doc: Doc[Any] = Doc(allow_multithreading=True)
        self._text = self._doc.get(ROOT, type=Text)
        self._changes: list[bytes] = []
        self._deltas: list[Delta] = []
        self._watching = [self._doc.observe(lambda event: self._changes.append(event.update))]
        if watched:
            self._watching.append(self._text.observe(lambda event: self._deltas.append(event.delta)))
        for update in updates:
            self.apply(update)

    def __str__(self) -> str:
        return str(self._text)

    @property
    def size(self) -> int:
        """The bytes of its text."""
        return len(self._text)

    def apply(self, update: bytes) -> bytes:
        """Take in `update`: what was new in it, as an update; empty when nothing was. Raises Malformed."""
        with self._noting():
            self._doc.apply_update(update)
        return self._said()

    def become(self, text: str) -> bytes:
        """Change the words to `text` by as little as will do: the change as an update; empty when there is none."""
        with self._noting():
            make_text(self._doc, self._text, text)
        return self._said()

    @property
    def delta(self) -> Delta:
        """What the last change did to the words, where that is watched."""
        return [step for each in self._deltas for step in each]

    def state(self) -> bytes:
        """How far it has every client's words: a state vector, as Yjs exchanges it."""
        return bytes(self._doc.get_state())

    def clocks(self) -> dict[int, int]:
        """The same as numbers: how many units it has of each client."""
        return read_state(self.state())

    def whole(self) -> bytes:
        """All of it, as an update."""
        return bytes(self._doc.get_update())

    def missing(self, state: bytes) -> bytes:
        """What somebody who is at `state` does not have, as an update. Raises Malformed."""
        read_state(state)
        with _caught():
            return bytes(self._doc.get_update(state))

    @contextmanager
    def _noting(self) -> Iterator[None]:
        self._changes.clear()
        self._deltas.clear()
        with _caught():
            yield

    def _said(self) -> bytes:
        return merged(self._changes) if self._changes else b""


def merged(updates: Iterable[bytes]) -> bytes:
    """A few updates as one."""
    from pycrdt import merge_updates

    several = list(updates)
    return several[0] if len(several) == 1 else bytes(merge_updates(*several))


def merged_in_groups(updates: Iterable[bytes]) -> list[bytes]:
    """Updates as one, or, when they are many, as a few."""
    several = list(updates)
    return [merged(several[at : at + MOST_MERGED]) for at in range(0, len(several), MOST_MERGED)]


def read_state(data: bytes) -> dict[int, int]:
    """The state vector in `data`: how many units of each client. Raises Malformed when it is not exactly one."""
    reader = Reader(data)
    found = {reader.number(): reader.number() for _each in range(reader.number())}
    reader.end()
    return found


@contextmanager
def _caught() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:
        if isinstance(fault, Malformed):
            raise
        raise Malformed("It cannot be taken in.") from fault
