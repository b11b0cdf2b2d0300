"""A live text in memory, and everyone who has it open.

What is typed is first checked, then taken in, then noted on disk, and only then told to the others and acknowledged.
While a batch is on its way to the disk nothing new is taken in, so that between two batches the room holds just what
is on disk, and whoever asks for the text then gets that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from policyspace.charter.capacity import Capacity
from policyspace.drafting.live import LiveState
from policyspace.drafting.rules.live.reading import Malformed
from policyspace.drafting.rules.live.replica import Replica, merged, merged_in_groups
from policyspace.drafting.services.live.noting import Batch, Typed
from policyspace.live import wire
from policyspace.live.connection import JUNK, NOT_ALLOWED, TOO_LARGE, Connection
from policyspace.live.knowledge import Gap, Knowledge, NotTheirs, TooLarge
from policyspace.live.pace import MOST_CLIENTS
from policyspace.live.presence import Attendance


@dataclass(slots=True)
class Typing:
    """What one connection gave, the clients that are theirs from now on, and how many of their changes are taken in
    with it: 0 while they owe one."""

    connection: Connection
    update: bytes
    clients: frozenset[int]
    count: int


@dataclass(slots=True)
class Taken:
    """What is on its way to the disk: the batch, what it changes, and how many changes of each who gave something
    are then there."""

    batch: Batch
    changes: list[bytes]
    counts: dict[Connection, int]


class Room:
    """The live text of one document. `close(connection, code)` ends a connection."""

    def __init__(self, document_id: int, state: LiveState, close: Callable[[Connection, int], None]) -> None:
        self.document_id, self.epoch = document_id, state.epoch
        self.number, self.revision_number = state.head, state.revision_number
        self.connections: set[Connection] = set()
        self.attendance = Attendance()
        self.taken: Taken | None = None
        self.over = False
        self._close = close
        self._waiting: list[Typing] = []
        self._asking: list[tuple[Connection, bytes]] = []
        updates = [state.snapshot] if state.snapshot else []
        self._replica = Replica(*updates, *(change.data for change in state.changes))
        self._knowledge = Knowledge(self._replica.clocks(), self._replica.size, dict(state.owners))

    @property
    def text(self) -> str:
        return str(self._replica)

    @property
    def has_work(self) -> bool:
        """Whether something waits to be noted."""
        return bool(self._waiting)

    def join(self, connection: Connection) -> None:
        """Greet a newcomer: say how far the text is, so that they give what they have more, and who is there."""
        self.connections.add(connection)
        connection.line.give(wire.ask(self._replica.state()))
        if not connection.leave.writes:
            connection.line.give(wire.notice("readonly"))
        there = self.attendance.all()
        if there:
            connection.line.give(wire.presence(there))

    def leave(self, connection: Connection) -> None:
        """Somebody is gone. What they gave is noted all the same."""
        self.connections.discard(connection)
        self.attendance.forget(connection)
        self._asking = [each for each in self._asking if each[0] is not connection]

    def hear(self, connection: Connection, message: wire.Message, moment: float) -> None:
        """Do what a message asks for. Raises Malformed."""
        match message:
            case wire.Ask(state):
                self._asking.append((connection, state))
                self._answer()
            case wire.Give():
                self._take(connection, message)
            case wire.Presence(said):
                self._hear_presence(connection, said, moment)
            case wire.AskPresence():
                connection.line.give(wire.presence(self.attendance.all()))

    def _hear_presence(self, connection: Connection, said: Iterable[wire.Said], moment: float) -> None:
        """A connection speaks for one client. Of others, clients repeat what they heard."""
        for each in said:
            if connection.own is None and self.attendance.hear(connection, each, connection.leave, moment):
                connection.own = each.client
            elif each.client == connection.own:
                self.attendance.hear(connection, each, connection.leave, moment)

    def _answer(self) -> None:
        """Give those who ask what they do not have, when all that the room holds is on disk."""
        if self.taken is None:
            asking, self._asking = self._asking, []
            for connection, state in asking:
                try:
                    connection.line.give(wire.answer(self._replica.missing(state)))
                except Malformed:
                    self._close(connection, JUNK)

    def _take(self, connection: Connection, given: wire.Give) -> None:
        """Check what a connection gives, and let it wait for the next batch."""
        read, whole = given.read, given.whole
        if read.is_empty and whole:
            self._settle_debt(connection)
            return
        connection.came += 1
        if not connection.leave.writes:
            connection.owes = True
            return
        try:
            new = self._knowledge.check(read, connection.leave.person_id)
            self._require_few(connection, new)
        except Gap:
            connection.owes = True
            connection.line.give(wire.ask(self._replica.state()))
        except NotTheirs:
            self._close(connection, NOT_ALLOWED)
        except TooLarge:
            self._close(connection, TOO_LARGE)
        else:
            self._knowledge.learn(read, new, connection.leave.person_id)
            connection.owes = connection.owes and not whole
            count = 0 if connection.owes else connection.came
            self._waiting.append(Typing(connection, given.update, frozenset(new), count))

    def _settle_debt(self, connection: Connection) -> None:
        """They have nothing that is not here already."""
        if connection.owes and connection.leave.writes:
            connection.owes = False
            self._waiting.append(Typing(connection, wire.NOTHING, frozenset(), connection.came))

    def _require_few(self, connection: Connection, new: set[int]) -> None:
        connection.began += len(new)
        if connection.began > MOST_CLIENTS:
            raise NotTheirs

    def take_in(self) -> Batch | None:
        """Take in what waits: the batch to be noted, or None when there is nothing to note, which is told at once."""
        waiting, self._waiting = self._waiting, []
        done = [(typing, change) for typing in waiting if (change := self._apply(typing)) is not None]
        lost = len(done) < len(waiting)
        self._knowledge.correct(self._replica.clocks() if lost else None, self._replica.size)
        rows: dict[tuple[int, Capacity], list[tuple[Typing, bytes]]] = {}
        for typing, change in done:
            if change:
                leave = typing.connection.leave
                rows.setdefault((leave.person_id, leave.capacity), []).append((typing, change))
        batch = Batch(self.document_id, self.epoch, [_row(each) for each in rows.values()])
        counts = {typing.connection: typing.count for typing, _ in done}
        self.taken = Taken(batch, [change for _, change in done if change], counts)
        if rows:
            return batch
        self.tell(None)
        return None

    def _apply(self, typing: Typing) -> bytes | None:
        """What is new in it; None when it cannot be taken in, and whoever gave it is told to go."""
        try:
            return self._replica.apply(typing.update)
        except Malformed:
            self._close(typing.connection, JUNK)
            return None

    def tell(self, first: int | None) -> bool:
        """What was taken in is on disk, from change `first` on: tell everyone. False when others noted changes
        before it that are not here yet."""
        taken, self.taken = self.taken, None
        if taken is None:
            return True
        alone = next(iter(taken.counts)) if len(taken.counts) == 1 else None
        self.broadcast(taken.changes, besides=alone)
        for connection, count in taken.counts.items():
            if count > connection.kept:
                connection.kept = count
                connection.line.give(wire.on_disk(count))
        self._answer()
        return first is None or self._count(first, len(taken.batch.typed))

    def _count(self, first: int, count: int) -> bool:
        """`count` changes from `first` on are here: False when those before them are not."""
        last = first + count - 1
        if first == self.number + 1:
            self.number = last
        return last <= self.number

    def broadcast(self, changes: list[bytes], *, besides: Connection | None = None) -> None:
        """Give everyone these changes."""
        for change in merged_in_groups(changes):
            data = wire.change(change)
            for connection in list(self.connections):
                if connection is not besides:
                    connection.line.give(data)

    def catch_up(self, state: LiveState) -> None:
        """Take in what others noted, and tell everyone."""
        updates = [state.snapshot] if state.snapshot else []
        updates += [change.data for change in state.changes]
        changes = [change for update in updates if (change := self._replica.apply(update))]
        self._knowledge.learn_clocks(self._replica.clocks(), state.owners)
        self._knowledge.correct(None, self._replica.size)
        self.number = max(self.number, state.head)
        self.broadcast(changes)

    def hear_change(self, number: int, count: int, update: bytes, owners: Mapping[int, int]) -> bool:
        """Another process has noted `count` changes from `number` on, by clients of these `owners`: False when others
        before are not here yet."""
        if number > self.number + 1:
            return False
        change = self._replica.apply(update)
        self._knowledge.learn_clocks(self._replica.clocks(), owners)
        self._knowledge.correct(None, self._replica.size)
        self._count(number, count)
        self.broadcast([change] if change else [])
        return True

    def tell_presence(self) -> list[wire.Said]:
        """Tell everyone who has come, gone or moved: of those, who is there by a connection of this process."""
        news, own = self.attendance.news()
        if news:
            data = wire.presence(news)
            for connection in list(self.connections):
                connection.line.give(data)
        return own

    def announce(self, kind: str, **facts: object) -> None:
        """Tell everyone of something else that happened."""
        data = wire.notice(kind, **facts)
        for connection in list(self.connections):
            connection.line.give(data)

    def change_leave(self, connection: Connection) -> None:
        """What somebody may do has changed. Who may write from now on is asked for all they have."""
        if connection.leave.writes:
            connection.line.give(wire.notice("editing"))
            connection.line.give(wire.ask(self._replica.state()))
        else:
            connection.line.give(wire.notice("readonly"))


def _row(typings: list[tuple[Typing, bytes]]) -> Typed:
    leave = typings[0][0].connection.leave
    clients = frozenset().union(*(typing.clients for typing, _ in typings))
    return Typed(leave.person_id, leave.capacity, _merged([change for _, change in typings]), clients)


def _merged(changes: list[bytes]) -> bytes:
    """As one update; many are merged in groups, and these again."""
    while len(changes) > 1:
        changes = merged_in_groups(changes)
    return merged(changes)
