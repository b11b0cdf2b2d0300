"""What several wrote at once, told one after the other: checked against texts made letter by letter."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text

from policyspace.drafting.rules.authorship import Origins
from policyspace.drafting.rules.live.replica import Replica
from policyspace.drafting.rules.live.retelling import Retelling

LETTERS = st.text(alphabet="ab é😀\n", min_size=1, max_size=5)
DEEDS = st.lists(
    st.tuples(st.integers(1, 3), st.booleans(), st.integers(0, 50), st.integers(1, 6), LETTERS), max_size=25
)


class Letters:
    """The text as a list of letters, each with who put it in and who took it out."""

    def __init__(self, text: str) -> None:
        self.all: list[list[Any]] = [[letter, 0, 0] for letter in text]

    def shown(self) -> list[list[Any]]:
        return [each for each in self.all if not each[2]]

    def put_in(self, writer: int, place: int, words: str) -> None:
        before = self.shown()[place - 1] if place else None
        at = next((at for at, each in enumerate(self.all, 1) if each is before), 0)
        self.all[at:at] = [[letter, writer, 0] for letter in words]

    def take_out(self, writer: int, place: int, count: int) -> None:
        for each in self.shown()[place : place + count]:
            each[2] = writer

    def with_writers(self, writer: int) -> list[tuple[str, int]]:
        return [(letter, by) for letter, by, gone in self.all if by <= writer and not 0 < gone <= writer]

    def after(self, writer: int) -> str:
        return "".join(letter for letter, _ in self.with_writers(writer))


@given(DEEDS)
def test_each_writer_leaves_what_they_and_those_before_them_wrote(deeds: list[Any]) -> None:
    base = "One é two 😀 three.\n"
    replica, told, letters = Replica(watched=True), Retelling(base), Letters(base)
    replica.become(base)
    for writer, puts_in, place, count, words in deeds:
        at = place % (len(str(replica)) + 1)
        if puts_in:
            letters.put_in(writer, at, words)
        else:
            letters.take_out(writer, at, count)
        replica.apply(typed(replica, at, 0 if puts_in else count, words if puts_in else ""))
        told.tell(writer, replica.delta)
    assert told.text_after(3) == str(replica)
    for writer in (1, 2, 3):
        text = letters.after(writer)
        assert told.text_after(writer) == text
        claims = told.claims_after(writer, Origins([(len(base), 9)]), {1: 11, 2: 12, 3: 13})
        numbers = [number for length, number in claims for _letter in range(length)]
        assert numbers == [by + 10 if by else 9 for _, by in letters.with_writers(writer)]


def typed(replica: Replica, at: int, removed: int, inserted: str) -> bytes:
    """The update of a client that changes these letters of the text."""
    client: Doc[Any] = Doc()
    words = client.get("text", type=Text)
    client.apply_update(replica.whole())
    state, before = client.get_state(), str(words)
    start, end = len(before[:at].encode()), len(before[: at + removed].encode())
    del words[start:end]
    words.insert(start, inserted)
    return client.get_update(state)
