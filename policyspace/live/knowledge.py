"""What a room knows of its text before it takes a change in: whose each client is, how far each has come, its length.

With it, a change is refused that builds on what is not there, brings another's words, or makes the text too long.
"""

from __future__ import annotations

from collections.abc import Mapping

from policyspace.drafting.rules.live.updates import Update
from policyspace.live.pace import MOST_TEXT


class Gap(Exception):
    """It builds on something that is not here."""


class NotTheirs(Exception):
    """It brings words of a client that is somebody else's."""


class TooLarge(Exception):
    """It makes the text too long."""


class Knowledge:
    """`clocks`: how many units of each client; `size`: bytes of the text; `owners`: the person of each client."""

    def __init__(self, clocks: dict[int, int], size: int, owners: dict[int, int]) -> None:
        self._clocks, self._size, self._owners = clocks, size, owners

    def check(self, update: Update, person_id: int) -> set[int]:
        """Whether `update` may be taken in from this person: the clients that are theirs from then on.

        Raises Gap, NotTheirs, TooLarge.
        """
        ends: dict[int, int] = {}
        new, added = set(), 0
        for struct in update.structs:
            have = ends.get(struct.client, self._clocks.get(struct.client, 0))
            if struct.kind == "skipped" or struct.clock > have:
                raise Gap
            end = struct.clock + struct.length
            if end > have:
                if self._may_be_begun(struct.client, person_id):
                    new.add(struct.client)
                ends[struct.client] = end
                added += len(struct.text.encode())
        self._require_known(update, ends)
        if added and self._size + added > MOST_TEXT:
            raise TooLarge
        return new

    def _may_be_begun(self, client: int, person_id: int) -> bool:
        """Whether a client that brings new words is nobody's yet. Raises NotTheirs when it is another's, or ours."""
        owner = self._owners.get(client)
        if owner == person_id:
            return False
        if owner is not None or client in self._clocks:
            raise NotTheirs
        return True

    def _require_known(self, update: Update, ends: Mapping[int, int]) -> None:
        """Raise Gap when anything that it refers to is not here, and does not come with it either (`ends`)."""
        if any(end > ends.get(client, self._clocks.get(client, 0)) for client, end in update.needs.items()):
            raise Gap

    def learn(self, update: Update, new: set[int], person_id: int) -> None:
        """It will be taken in."""
        for struct in update.structs:
            end = struct.clock + struct.length
            if end > self._clocks.get(struct.client, 0):
                self._clocks[struct.client] = end
                self._size += len(struct.text.encode())
        self._owners.update(dict.fromkeys(new, person_id))

    def learn_clocks(self, clocks: Mapping[int, int], owners: Mapping[int, int]) -> None:
        """Others were taken in."""
        for client, clock in clocks.items():
            self._clocks[client] = max(clock, self._clocks.get(client, 0))
        self._owners.update(owners)

    def correct(self, clocks: dict[int, int] | None, size: int) -> None:
        """What is taken in turns out to be so long, and, where that was looked up, to reach so far."""
        self._size = size
        if clocks is not None:
            self._clocks = clocks
