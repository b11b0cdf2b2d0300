"""A file is read in one sitting and a function at one glance."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import files, functions, parsed, read

FILE_LINES = 300
FUNCTION_LINES = 40

CODE = files("policyspace", "tests", suffix=".py")


def too_long_a_file(text: str) -> bool:
    """Whether a file has more lines than may stand in one."""
    return len(text.splitlines()) > FILE_LINES


def too_long_functions(tree: ast.Module) -> list[str]:
    """Functions longer than may be, with their length; decorators are not counted."""
    lengths = {each: (each.end_lineno or each.lineno) - each.lineno + 1 for each in functions(tree)}
    return [f"{each.name}: {length} lines" for each, length in lengths.items() if length > FUNCTION_LINES]


def test_no_file_is_too_long() -> None:
    assert [name for name in CODE if too_long_a_file(read(name))] == []


@pytest.mark.parametrize("name", CODE)
def test_no_function_is_too_long(name: str) -> None:
    assert too_long_functions(parsed(name)) == []


def test_a_file_of_301_lines_is_seen() -> None:
    assert too_long_a_file("x = 1\n" * 301)
    assert not too_long_a_file("x = 1\n" * 300)


def test_a_function_of_41_lines_is_seen() -> None:
    long = "@cache\ndef go():\n" + "    x = 1\n" * 40
    assert too_long_functions(ast.parse(long)) == ["go: 41 lines"]
    assert too_long_functions(ast.parse(long.removesuffix("    x = 1\n"))) == []
