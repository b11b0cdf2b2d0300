"""Texts written to do harm: to run script, to draw outside their place, to reorder what is read, to cost time.

Written for this project from the published kinds of attack on Markdown and HTML sanitisers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent
_ATTACKS = json.loads((_HERE / "attacks.json").read_text(encoding="utf-8"))
_UNITS: list[str] = json.loads((_HERE / "units.json").read_text(encoding="utf-8"))


def attacks() -> Iterator[str]:
    """Inputs that try to get markup, addresses, names or signs past the gates."""
    for address in _ATTACKS["addresses"]:
        yield f"[x]({address})"
    for address in _ATTACKS["addresses"][:12]:
        yield f"![x](<{address}>)\n\n[y][r]\n\n[r]: {address}"
    yield from _ATTACKS["markup"]
    yield from (f"- {markup}\n\n    > {markup}\n" for markup in _ATTACKS["markup"][:12])
    yield from _ATTACKS["markdown"]


def bombs(size: int) -> Iterator[tuple[str, str]]:
    """Inputs of about `size` characters, each with a name, that try to cost time, memory or depth."""
    yield from _repeated(size)
    yield from _crossing(size)
    yield from _deep(size)
    yield from _tables(size)
    yield from _defining(size)
    yield from _hidden(size)


def _repeated(size: int) -> Iterator[tuple[str, str]]:
    for unit in _UNITS:
        yield f"{unit!r} repeated", (unit * (size // len(unit) + 1))[:size]
        if not unit.endswith("\n"):
            yield f"{unit!r} repeated between words", ((unit + " a ") * (size // (len(unit) + 3) + 1))[:size]


def _crossing(size: int) -> Iterator[tuple[str, str]]:
    half = size // 2
    yield "brackets opened and closed", "[" * half + "]" * half
    yield "brackets opened, then addresses", "[" * half + "](a)" * (half // 4)
    yield "stars opened and closed", "*a " * (half // 3) + "a* " * (half // 3)
    yield "two kinds of stars crossing", "*a __b " * (half // 7) + "a* b__ " * (half // 7)
    yield "backticks of growing length", " ".join("`" * n for n in range(1, int((2 * size) ** 0.5)))
    yield "backticks of falling length", " ".join("`" * n for n in range(int((2 * size) ** 0.5), 0, -1))
    yield "escapes before brackets", "\\*" * (half // 2) + "[" * 100 + "\\*" * (half // 2)
    yield "code spans before brackets", "`a` " * (half // 4) + "[" * 100 + "a" * half
    yield "links before brackets", "[a](b) " * (half // 7) + "[" * 100 + "a" * half
    yield "footnote marks before brackets", "[^1]" * 150 + "[" * 80 + "a" * half + "\n\n[^1]: x"


def _deep(size: int) -> Iterator[tuple[str, str]]:
    yield "quotes one deeper each line", "\n".join(">" * n for n in range(1, int((2 * size) ** 0.5)))
    yield "lists one deeper each line", "\n".join("    " * n + "- a" for n in range(int((size / 2) ** 0.5)))
    yield (
        "loose lists one deeper each",
        "\n\n".join("    " * n + "- a" for n in range(int((size / 2) ** 0.5))),
    )
    yield "deep lists again and again", "\n".join("    " * (n % 12) + "- a" for n in range(size // 27))
    yield (
        "numbers one deeper each line",
        "\n".join("    " * n + "1. a" for n in range(int((size / 2) ** 0.5))),
    )
    yield "quotes and lists by turns", "\n".join("> - " * (n % 5) + "a" for n in range(size // 10))
    yield (
        "definitions one deeper each",
        "\n".join("    " * n + "a\n" + "    " * n + ": b" for n in range(int((size / 4) ** 0.5))),
    )
    yield "list markers on a list line", ("- " * 8 + "a\n") * (size // 18)


def _tables(size: int) -> Iterator[tuple[str, str]]:
    half = size // 2
    yield (
        "ragged table, forty columns",
        "|" * 39 + "\n" + "|".join(["-"] * 40) + "\n" + "a\n" * (size // 2 - 80),
    )
    yield (
        "full table, forty columns",
        ("|".join(["a"] * 40) + "\n" + "|".join(["-:"] * 40) + "\n" + ("|" * 39 + "\n") * (size // 40))[
            :size
        ],
    )
    yield "table of many columns", "|" * half + "\n" + "|-" * (half // 2)
    yield "table with code and pipes", "`|" * (half // 2) + "\n" + "|-" * (half // 2)


def _defining(size: int) -> Iterator[tuple[str, str]]:
    half = size // 2
    yield "one abbreviation, long words", f"*[a]: {'b' * (half // 2)}\n\n" + "a " * (half // 2)
    yield (
        "many abbreviations",
        "".join(f"*[a{n}]: b\n" for n in range(half // 10))
        + "\n"
        + "".join(f"a{n} " for n in range(half // 6)),
    )
    yield (
        "abbreviations alike",
        "".join(f"*[{'a' * n}]: b\n" for n in range(1, int(size**0.5))) + "\n" + "a " * half,
    )
    yield "one footnote, many marks", "[^1]" * (size // 4 - 5) + "\n\n[^1]: a"
    yield (
        "many footnotes",
        "".join(f"[^{n}]" for n in range(half // 8))
        + "\n\n"
        + "".join(f"[^{n}]: a\n" for n in range(half // 10)),
    )
    yield "footnotes of footnotes", "[^0]\n\n" + "".join(f"[^{n}]: a[^{n + 1}]\n" for n in range(size // 16))
    yield "one footnote, many lists", "[^1]\n\n[^1]: a\n" + "    - a\n" * (size // 8)
    yield "one reference, long address", f"[a]: http://{'b' * half}\n\n" + "[a] " * (half // 4)
    yield "one reference, long title", f"[a]: b '{'c' * half}'\n\n" + "[a] " * (half // 4)
    yield (
        "many references",
        "".join(f"[a{n}]: b\n" for n in range(half // 10))
        + "\n"
        + "".join(f"[a{n}] " for n in range(half // 8)),
    )


def _hidden(size: int) -> Iterator[tuple[str, str]]:
    yield "one long word", "a" * size
    yield "one long line of words", "word " * (size // 5)
    yield "marks on a letter", "a" + "\u0300" * (size - 1)
    yield "signs beyond the plane", "\U0001f600" * size
    yield "brackets in list items", ("- " + "[" * 40 + "\n") * (size // 43)
    yield "brackets hidden in a list", "- a\n\n    b\n" + ("- " + "[" * 40 + "\n") * (size // 43)
    yield "backticks in a quote", "> a\n" + ("`" * 3 + "a\n") * (size // 5)
    yield "stars over many lines", ("*a **b _c __d\n") * (size // 14)
    yield "headings with brackets", ("# " + "[" * 60 + "\n") * (size // 63)
    yield "fences that nothing closes", "".join(f"```{'a' * (n % 50)}\n" for n in range(size // 30))
    yield "entities", "&lt;&#60;&#x3c;&AMP;" * (size // 20)
