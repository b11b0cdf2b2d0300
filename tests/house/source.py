"""The repository as the tests of the house read it: its files, their rooms, and their syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]


@cache
def kept_files() -> tuple[str, ...]:
    """Every file git keeps or would keep, by its path from the top, with forward slashes."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(sorted(name for name in set(listing.stdout.split("\0")) if name and (ROOT / name).is_file()))


def files(*folders: str, suffix: str = "") -> list[str]:
    """The kept files below `folders` that end in `suffix`."""
    below = tuple(f"{folder}/" for folder in folders)
    return [name for name in kept_files() if name.startswith(below) and name.endswith(suffix)]


@cache
def read(name: str) -> str:
    """The text of a kept file."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def parsed(name: str) -> ast.Module:
    """The syntax tree of a kept Python file."""
    return ast.parse(read(name), name)


def package_of(name: str) -> str:
    """The package a file of policyspace/ belongs to: `policyspace/drafting/rules/diff.py` is in `drafting`."""
    return PurePosixPath(name).parts[1].removesuffix(".py")


def room_of(name: str) -> str:
    """The room of a file in its package; `drafting/rules.py` and `drafting/rules/diff.py` are both `rules`."""
    parts = PurePosixPath(name).parts
    return parts[2].removesuffix(".py") if len(parts) > 2 else ""


def in_rooms(*rooms: str) -> list[str]:
    """The Python files of policyspace/ in any of `rooms`, whatever their package."""
    return [name for name in files("policyspace", suffix=".py") if room_of(name) in rooms]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported: `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module or ''}.{each.name}") for each in node.names)


def called(node: ast.Call) -> str:
    """The dotted name of what is called; `session().commit()` gives `.commit`."""
    return dotted(node.func)


def last_name(node: ast.Call) -> str:
    """The last part of the name of what is called: `commit` for `db.session.commit()`."""
    return called(node).split(".")[-1]


def dotted(node: ast.AST) -> str:
    """A name or a chain of attributes, as written; what cannot be written as a name is left empty."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def comes_from(name: str, modules: frozenset[str]) -> bool:
    """Whether a dotted name is one of `modules` or something inside one."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)
