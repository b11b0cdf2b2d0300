"""What each room of a package may know: doors do not decide, services do not commit, rules only reckon."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import (
    called,
    comes_from,
    dotted,
    files,
    functions,
    imported,
    in_rooms,
    last_name,
    parsed,
)

DATABASE = frozenset({"sqlalchemy", "flask_sqlalchemy", "alembic", "policyspace.foundation.db"})
DATABASE_VERBS = {"commit", "rollback", "flush", "execute", "scalars", "scalar", "add_all"}
VIEW_MARKS = {"open_to_all", "signed_in", "route", "get", "post", "put", "patch", "delete"}
COMMITS = {"commit", "rollback"}
NOT_RECKONING = DATABASE | {
    "flask",
    "flask_login",
    "werkzeug",
    "os",
    "random",
    "secrets",
    "time",
    "policyspace.foundation.clock",
    "policyspace.foundation.command",
    "policyspace.foundation.ledger",
    "policyspace.foundation.settings",
}
CLOCKS = {"now", "utcnow", "today"}


def queries_in_a_door(tree: ast.Module) -> list[str]:
    """Imports of the database and calls that read or write it."""
    found = [f"line {line}: imports {name}" for line, name in imported(tree) if comes_from(name, DATABASE)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node) in DATABASE_VERBS:
            found.append(f"line {node.lineno}: calls {called(node)}")
        elif isinstance(node, ast.Attribute) and dotted(node) == "db.session":
            found.append(f"line {node.lineno}: uses db.session")
    return found


def decisions_in_a_door(tree: ast.Module) -> list[str]:
    """Views with a `try`: a refusal is turned into a page or a form by the shared handlers, not by each view."""
    return [
        f"line {node.lineno}: {view.name} has a try"
        for view in functions(tree)
        for node in ast.walk(view)
        if is_view(view) and isinstance(node, ast.Try | ast.TryStar)
    ]


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function answers a route, told by its decorators."""
    marks = [each.func if isinstance(each, ast.Call) else each for each in function.decorator_list]
    return any(dotted(mark).split(".")[-1] in VIEW_MARKS for mark in marks)


def commits(tree: ast.Module) -> list[str]:
    """Calls that end a transaction, which only foundation's command does."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [f"line {call.lineno}: calls {called(call)}" for call in calls if last_name(call) in COMMITS]


def more_than_reckoning(tree: ast.Module) -> list[str]:
    """Imports of a session, a request or a clock; calls that ask the time; files opened."""
    found = [
        f"line {line}: imports {name}" for line, name in imported(tree) if comes_from(name, NOT_RECKONING)
    ]
    found += [
        f"line {line}: imports {name}"
        for line, name in imported(tree)
        if name.startswith("policyspace.") and {"services", "queries", "models"} & set(name.split("."))
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (last_name(node) in CLOCKS or called(node) == "open"):
            found.append(f"line {node.lineno}: calls {called(node)}")
    return found


@pytest.mark.parametrize("name", files("policyspace/web", "policyspace/api", suffix=".py"))
def test_pages_and_api_neither_query_nor_decide(name: str) -> None:
    assert queries_in_a_door(parsed(name)) == []
    assert decisions_in_a_door(parsed(name)) == []


def test_only_the_command_of_the_foundation_commits() -> None:
    """The factory's error handler is excused: it rolls back what a failed request began."""
    excused = ("policyspace/foundation/", "policyspace/app.py")
    above = [name for name in files("policyspace", suffix=".py") if not name.startswith(excused)]
    assert {name: found for name in above if (found := commits(parsed(name)))} == {}


@pytest.mark.parametrize("name", [*in_rooms("rules"), *files("policyspace/charter", suffix=".py")])
def test_rules_and_the_charter_only_reckon(name: str) -> None:
    assert more_than_reckoning(parsed(name)) == []


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import select",
        "from policyspace.foundation.db import db",
        "session.commit()",
        "rows = db.session",
        "reader.scalars(question)",
    ],
)
def test_a_query_in_a_door_is_seen(line: str) -> None:
    assert queries_in_a_door(ast.parse(line)) != []


def test_a_door_may_keep_a_cookie_and_call_a_service() -> None:
    door = "from flask import session\nsession['next'] = get_space(slug, reader)\nseen.add(slug)"
    assert queries_in_a_door(ast.parse(door)) == []


def test_a_decision_in_a_view_is_seen() -> None:
    view = "@pages.get('/')\n@open_to_all\ndef home():\n    try:\n        go()\n    except NotFound:\n        pass"
    assert decisions_in_a_door(ast.parse(view)) == ["line 4: home has a try"]


def test_a_commit_in_a_service_is_seen() -> None:
    assert commits(ast.parse("db.session.commit()\nsession().rollback()")) == [
        "line 1: calls db.session.commit",
        "line 2: calls .rollback",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "from flask import request",
        "from sqlalchemy.orm import Session",
        "from policyspace.foundation.clock import now",
        "from policyspace.drafting.models import Document",
        "datetime.now(UTC)",
        "open('words.txt')",
    ],
)
def test_more_than_reckoning_is_seen(line: str) -> None:
    assert more_than_reckoning(ast.parse(line)) != []
