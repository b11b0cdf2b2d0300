"""Each package says what it is; each service says what it changes and what it refuses."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import files, in_rooms, parsed

PACKAGES = [name for name in files("policyspace", suffix="/__init__.py") if name.count("/") == 2]


def services_that_say_nothing(tree: ast.Module) -> list[str]:
    """Public functions at the top of a services module without a docstring."""
    at_the_top = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    public = [node for node in at_the_top if not node.name.startswith("_")]
    return [node.name for node in public if not ast.get_docstring(node)]


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(parsed(name))


@pytest.mark.parametrize("name", [name for name in in_rooms("services") if not name.endswith("__init__.py")])
def test_every_service_says_what_it_does(name: str) -> None:
    assert services_that_say_nothing(parsed(name)) == []


@pytest.mark.parametrize("name", in_rooms("rules", "models", "queries", "services", "schemas"))
def test_every_room_says_what_is_in_it(name: str) -> None:
    assert ast.get_docstring(parsed(name))


def test_a_service_that_says_nothing_is_seen() -> None:
    silent = ast.parse("def post_comment(actor): ...\ndef _count(): ...\ndef hide(actor):\n    'Hides.'")
    assert services_that_say_nothing(silent) == ["post_comment"]
