"""What is remembered of pieces of texts: each once, the last so many, and nothing long."""

from __future__ import annotations

from policyspace.foundation.remembering import LONGEST, remembered


def test_a_piece_is_worked_out_once_and_the_oldest_is_forgotten() -> None:
    asked: list[str] = []

    @remembered(2)
    def shouted(piece: str) -> str:
        asked.append(piece)
        return piece.upper()

    assert [shouted(each) for each in ("a", "a", "b", "a", "c", "b")] == ["A", "A", "B", "A", "C", "B"]
    assert asked == ["a", "b", "c", "b"]


def test_a_long_piece_is_worked_out_each_time_and_takes_no_room() -> None:
    asked: list[int] = []

    @remembered(1, lambda pieces: sum(map(len, pieces)))
    def length(pieces: tuple[str, ...], more: int = 0) -> int:
        asked.append(len(pieces))
        return sum(map(len, pieces)) + more

    short, long = ("a" * LONGEST,), ("a" * LONGEST, "b")
    assert [length(each, more=1) for each in (short, long, long, short)] == [
        LONGEST + 1,
        *(LONGEST + 2,) * 2,
        LONGEST + 1,
    ]
    assert asked == [1, 2, 2]
