"""Real redrafts replayed as edits made at the same time: merged here and by `git merge-file`, side by side.

Three ways to take neighbouring revisions a, b, c of a real document as concurrent edits:
- apart: from b, one person goes back to a while another goes on to c;
- ahead: from a, one person writes b while another, who makes the same change and more, writes c.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from bench.measuring import Row, cpu_seconds
from bench.texts import histories
from policyspace.drafting.rules.merge import merge

Three = tuple[str, str, str]


def rows() -> list[Row]:
    """How many merge cleanly by each program, and what one merge costs it."""
    found = []
    for name, cases in (("apart", list(_apart())), ("ahead", list(_ahead()))):
        if cases:
            found += _side_by_side(f"merge real redrafts, {name}", cases)
    return found


def _apart() -> Iterator[Three]:
    for revisions in histories().values():
        for (a, b), (_, c) in pairwise(pairwise(revisions)):
            yield b, a, c


def _ahead() -> Iterator[Three]:
    for revisions in histories().values():
        for (a, b), (_, c) in pairwise(pairwise(revisions)):
            yield a, b, c


def _side_by_side(what: str, cases: Sequence[Three]) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        ours, our_row = _timed(what, "policyspace", cases, lambda case: merge(*case).text)
        gits, git_row = _timed(what, "git merge-file", cases, lambda case: _git(Path(folder), case))
    both = Counter((one is not None, other is not None) for one, other in zip(ours, gits, strict=True))
    same = sum(
        one.rstrip() == other.rstrip()
        for one, other in zip(ours, gits, strict=True)
        if one is not None and other is not None
    )
    agreed = f"both clean {both[True, True]} (same text {same}), only this one {both[True, False]}"
    return [
        _with(our_row, f"clean {_clean(ours)} of {len(cases)}; {agreed}"),
        _with(git_row, _git_said(gits, both)),
    ]


def _git_said(gits: Sequence[str | None], both: Counter[tuple[bool, bool]]) -> str:
    return f"clean {_clean(gits)} of {len(gits)}; only this one {both[False, True]}"


def _clean(texts: Sequence[str | None]) -> int:
    return sum(text is not None for text in texts)


def _timed(
    what: str, subject: str, cases: Sequence[Three], run: Callable[[Three], str | None]
) -> tuple[list[str | None], Row]:
    """What each case comes to, and the mean cost of one (not the least: the cases differ)."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    results = [run(case) for case in cases]
    cpu_ms = round((cpu_seconds() - cpu) * 1000 / len(cases), 1)
    wall_ms = round((time.perf_counter() - wall) * 1000 / len(cases), 1)
    size = f"{sum(len(case[0]) for case in cases) // len(cases) // 1000} KB"
    return results, Row(what, size, subject, cpu_ms, cpu_ms, wall_ms)


def _with(row: Row, said: str) -> Row:
    return Row(**{**row.plain(), "said": said})


def _git(folder: Path, case: Three) -> str | None:
    """The text that git makes of it; None where it leaves marks of a conflict."""
    places = [folder / name for name in ("mine", "base", "theirs")]
    for place, text in zip(places, (case[1], case[0], case[2]), strict=True):
        place.write_text(text, encoding="utf-8")
    done = subprocess.run(["git", "merge-file", "-p", *places], capture_output=True, check=False)
    return done.stdout.decode() if done.returncode == 0 else None
