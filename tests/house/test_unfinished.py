"""Nothing kept says that it is not finished, and nothing prints from the middle of the house."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.source import called, files, kept_files, parsed, read

WRITTEN_BY_HAND = (
    ".py",
    ".html",
    ".txt",
    ".md",
    ".js",
    ".mjs",
    ".scss",
    ".toml",
    ".sql",
    "Makefile",
    ".ci/run",
)
COMMAND_LINE = ("policyspace/cli/", "policyspace/__main__.py")
MARKS = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def by_hand() -> list[str]:
    """Text files people write: not the built bundles, not the locks."""
    ours = [name for name in kept_files() if not name.startswith((".locks/", "static/dist/"))]
    return [name for name in ours if name.endswith(WRITTEN_BY_HAND)]


def unfinished(text: str) -> list[str]:
    """Lines that promise work instead of doing it."""
    return [
        f"line {number}: {line}" for number, line in enumerate(text.splitlines(), 1) if MARKS.search(line)
    ]


def printed(tree: ast.Module) -> list[str]:
    """Calls that write past the log."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    past = {"print", "sys.stdout.write", "sys.stderr.write", "click.echo"}
    return [f"line {call.lineno}: {called(call)}" for call in calls if called(call) in past]


def test_nothing_says_it_is_unfinished() -> None:
    assert {name: found for name in by_hand() if (found := unfinished(read(name)))} == {}


def test_only_the_command_line_prints() -> None:
    inside = [name for name in files("policyspace", suffix=".py") if not name.startswith(COMMAND_LINE)]
    assert {name: found for name in inside if (found := printed(parsed(name)))} == {}


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME", "XX" + "X"])
def test_a_promise_is_seen(mark: str) -> None:
    assert unfinished(f"# {mark}: later") != []


def test_a_print_is_seen() -> None:
    assert printed(ast.parse("print(said)\nsys.stderr.write(said)")) == [
        "line 1: print",
        "line 2: sys.stderr.write",
    ]
