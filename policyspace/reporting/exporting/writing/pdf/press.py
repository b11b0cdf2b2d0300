"""Lays out one PDF in a process of its own, which may use only so much time and memory, and no network.

Started as a script: the data comes in on standard input, the file goes out on standard output. What no font can show
is told as JSON, with the status `UNSHOWN`, for the caller to put something in its place.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path

CPU_SECONDS = 20
MEMORY = 1_500_000_000
UNSHOWN = 3

_NAMED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def main() -> int:
    """The status of the process."""
    import typst

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    made_at, data = sys.stdin.buffer.read().split(b"\n", 1)
    try:
        file = typst.compile(
            Path(__file__).with_name("paper.typ"),
            sys_inputs={"data": data.decode()},
            pdf_standards=["ua-1"],
            timestamp=int(made_at),
        )
    except typst.TypstError as error:
        signs = unshown(error.diagnostic)
        if not signs:
            raise
        return _answer(json.dumps(signs).encode(), UNSHOWN)
    return _answer(file, 0)


def _answer(words: bytes, status: int) -> int:
    with Path("/dev/stdout").open("wb") as out:
        out.write(words)
    return status


def unshown(diagnostic: str) -> list[str]:
    """The signs that a refusal of the layout names, as they stand in the text."""
    return sorted({_ESCAPED.sub(_sign, found) for found in _NAMED.findall(diagnostic)})


def _sign(found: re.Match[str]) -> str:
    code, sign = found.groups()
    return chr(int(code, 16)) if code else {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}.get(sign, sign)


if __name__ == "__main__":
    sys.exit(main())
