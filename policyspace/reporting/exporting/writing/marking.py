"""From the tree back to Markdown, for words that must not meet what the text around them defines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from policyspace.reporting.exporting.tree import (
    Block,
    Cell,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
    Terms,
)

_SIGNS = re.compile(r"([\\`*_\[\]|])")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;"}
_NAMES = re.compile("[&<>~]")
_BEGINS = re.compile(r"(?m)^( *)([-+#:=]|[0-9]+\.(?= |$))")
_BACKTICKS = re.compile(r"`+")
_WOULD_JOIN = {(Listing, Listing), (Listing, Code), (Terms, Code)}
"""What would be read as more of the block before, for all the blank lines between them."""
_ADDRESS_SIGNS = re.compile(r"[()<>\\*_\[\]` ]")


def escaped(text: str) -> str:
    """Plain words as Markdown that says just them."""
    signs = _SIGNS.sub(r"\\\1", _NAMES.sub(lambda found: _NAMED[found.group()], text))
    return _BEGINS.sub(_not_beginning, signs)


def _not_beginning(found: re.Match[str]) -> str:
    sign = found.group(2)
    if sign[0].isdigit():
        return f"{found.group(1)}{sign[:-1]}\\."
    return found.group(1) + (f"&#{ord(sign)};" if sign in ":=" else f"\\{sign}")


def as_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown, a blank line between each two."""
    written: list[str] = []
    last: Block | None = None
    for block in blocks:
        if (type(last), type(block)) in _WOULD_JOIN:
            written.append("&nbsp;")
        written.append(_WRITERS[type(block)](block))
        last = block
    return "\n\n".join(written)


def line(runs: Runs) -> str:
    """Runs as one paragraph of Markdown."""
    said = ""
    for run in runs:
        more = _run(run)
        said += f"&#8203;{more}" if said.endswith("*") and more.startswith("*") else more
    return _BEGINS.sub(_not_beginning, said)


def _run(run: Run) -> str:
    text = run.text
    core = text.strip(" \n")
    if not core:
        return text
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    said = _code_span(core) if run.code else _broken(escaped(core))
    for wanted, sign in ((run.italic, "*"), (run.bold, "**")):
        said = f"{sign}{said}{sign}" if wanted else said
    if run.raised:
        said = f"\\[{said}\\]"
    if run.link:
        said = f"[{said}]({_address(run.link)})"
    return f"{_broken(before)}{said}{_broken(after)}"


def _broken(text: str) -> str:
    return text.replace("\n", "  \n")


def _code_span(text: str) -> str:
    longest = max((len(each) for each in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def _address(address: str) -> str:
    return _ADDRESS_SIGNS.sub(lambda found: f"%{ord(found.group()):02X}", address)


def _indented(text: str, by: str, *, blank: str = "") -> str:
    return "\n".join(by + each if each.strip() else blank for each in text.split("\n"))


def _listing(block: Listing) -> str:
    items = []
    for number, item in enumerate(block.items, block.start):
        sign = f"{number}." if block.ordered else "-"
        inside = _indented(as_markdown(item), "    ")
        items.append(f"{sign} {inside.strip()}")
    return "\n\n".join(items)


def _table(block: Table) -> str:
    columns = block.columns
    sides = {"left": "---", "right": "--:", "centre": ":-:"}
    rule = [sides[cell.side] for cell in block.header]
    lines = [_row(block.header, columns), f"| {' | '.join(rule + ['---'] * (columns - len(rule)))} |"]
    return "\n".join([*lines, *(_row(row, columns) for row in block.rows)])


def _row(cells: tuple[Cell, ...], columns: int) -> str:
    words = [line(cell.runs).replace("  \n", " ") for cell in cells]
    return f"| {' | '.join(words + [''] * (columns - len(words)))} |"


def _terms(block: Terms) -> str:
    written = []
    for term in block.terms:
        meaning = _indented(as_markdown(term.meaning), "    ").strip()
        written.append("\n".join(filter(None, (line(term.runs), f":   {meaning}" if meaning else ""))))
    return "\n\n".join(written)


_WRITERS: dict[type[Block], Callable[[Any], str]] = {
    Heading: lambda block: f"{'#' * (block.level + 1)} {line(block.runs)}",
    Paragraph: lambda block: line(block.runs),
    Code: lambda block: _indented(block.text, "    "),
    Rule: lambda _block: "* * *",
    Quote: lambda block: _indented(as_markdown(block.blocks), "> ", blank=">"),
    Listing: _listing,
    Table: _table,
    Terms: _terms,
}
