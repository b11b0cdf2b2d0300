"""Ways to run what people wrote, or to show it unescaped, that no file may use."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import (
    called,
    comes_from,
    dotted,
    files,
    functions,
    imported,
    kept_files,
    last_name,
    parsed,
    room_of,
)

NEVER_IMPORTED = frozenset({"pickle", "marshal", "shelve", "dill", "yaml"})
NEVER_CALLED = {"eval", "exec", "compile", "__import__"}
NEVER_CALLED_ON_ANYTHING = {
    "render_template_string",
    "from_string",
    "system",
    "popen",
    "mktemp",
    "import_module",
}
RAW_SQL = {"text", "literal_column", "exec_driver_sql"}
KEEPER_OF_HTML = "kept_html"

CODE = [*files("policyspace", suffix=".py"), *(name for name in kept_files() if name == "wsgi.py")]


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the last name of what it calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, last_name(node)


def dangerous_calls(tree: ast.Module) -> list[str]:
    """Code run from text, shells, and formats that run code when they are read."""
    found = [
        f"line {line}: imports {name}" for line, name in imported(tree) if comes_from(name, NEVER_IMPORTED)
    ]
    for call, last in calls(tree):
        if called(call) in NEVER_CALLED or last in NEVER_CALLED_ON_ANYTHING or asks_for_a_shell(call):
            found.append(f"line {call.lineno}: calls {called(call)}")
    return found


def asks_for_a_shell(call: ast.Call) -> bool:
    """Whether the call has `shell=` with anything but False."""
    return any(
        word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False)
        for word in call.keywords
    )


def raw_sql(tree: ast.Module, *, conditions: bool = False) -> list[str]:
    """SQL written as text: `text` from SQLAlchemy, literal columns, statements handed to the driver.

    With `conditions`, what holds nothing but a constant is fine: a table states the condition of an index so.
    """
    from_sqlalchemy = {name.split(".")[-1] for _, name in imported(tree) if name.startswith("sqlalchemy.")}
    return [
        f"line {call.lineno}: calls {called(call)}"
        for call, last in calls(tree)
        if last in RAW_SQL and (last in from_sqlalchemy or "." in called(call))
        if not (conditions and all(is_constant(argument) for argument in call.args))
    ]


def is_constant(argument: ast.expr) -> bool:
    """Whether an argument is written out, or the name of a constant of the module."""
    return isinstance(argument, ast.Constant) or dotted(argument).isupper()


def unescaped_html(tree: ast.Module) -> list[str]:
    """`Markup` outside the one function that hands on HTML kept with its text."""
    keepers = [each for each in functions(tree) if each.name == KEEPER_OF_HTML]
    allowed = {id(call) for keeper in keepers for call, _ in calls(keeper)}
    return [
        f"line {call.lineno}: marks text as HTML"
        for call, last in calls(tree)
        if last == "Markup" and id(call) not in allowed
    ]


@pytest.mark.parametrize("name", CODE)
def test_no_file_runs_what_it_reads(name: str) -> None:
    assert dangerous_calls(parsed(name)) == []


@pytest.mark.parametrize("name", [name for name in CODE if not name.startswith("policyspace/foundation/")])
def test_sql_is_written_as_text_only_in_migrations_and_the_foundation(name: str) -> None:
    assert raw_sql(parsed(name), conditions=room_of(name) == "models") == []


def test_one_function_alone_hands_on_html() -> None:
    assert {name: found for name in CODE if (found := unescaped_html(parsed(name)))} == {}
    keepers = [name for name in CODE for each in functions(parsed(name)) if each.name == KEEPER_OF_HTML]
    assert len(keepers) <= 1


@pytest.mark.parametrize(
    "line",
    [
        "eval(said)",
        "import pickle",
        "from yaml import load",
        "subprocess.run(said, shell=True)",
        "os.system(said)",
        "flask.render_template_string(said)",
        "environment.from_string(said)",
    ],
)
def test_running_what_was_read_is_seen(line: str) -> None:
    assert dangerous_calls(ast.parse(line)) != []


@pytest.mark.parametrize(
    "lines",
    [
        "from sqlalchemy import text\ntext(f'SELECT {said}')",
        "import sqlalchemy as sa\nsa.text(said)",
        "connection.exec_driver_sql(said)",
    ],
)
def test_raw_sql_is_seen(lines: str) -> None:
    assert raw_sql(ast.parse(lines)) != []


def test_a_model_may_state_a_constant_condition_and_nothing_else() -> None:
    fine = "from sqlalchemy import text\nIndex('x', sqlite_where=text(WAITING), postgresql_where=text('a IS NULL'))"
    assert raw_sql(ast.parse(fine), conditions=True) == []
    assert raw_sql(ast.parse("from sqlalchemy import text\ntext(f'a = {said}')"), conditions=True) != []


def test_a_function_of_our_own_called_text_is_not_sql() -> None:
    assert raw_sql(ast.parse("from policyspace.foundation.text import text\ntext(said)")) == []


def test_marking_text_as_html_is_seen() -> None:
    assert unescaped_html(ast.parse("def shown(said):\n    return Markup(said)")) == [
        "line 2: marks text as HTML"
    ]
    assert unescaped_html(ast.parse("def kept_html(said):\n    return Markup(said)")) == []
