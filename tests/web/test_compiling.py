"""Templates are compiled once, and again when they or their compiler are others."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, FileSystemLoader, nodes

from policyspace.web.compiling import KeptTemplates
from tests.house.source import files, read

BUILT_IN = frozenset({"safe"})
"""Filters of Jinja's own that templates apply to words written out in them."""


def rendered(place: Path, kept: Path | None = None) -> tuple[str, int]:
    """What the template at `place` says in a new process, and how many templates were compiled for it."""
    env = Environment(loader=FileSystemLoader(place), autoescape=True)
    env.bytecode_cache = KeptTemplates(kept or place / "__pycache__", env)
    compiled: list[str] = []
    compiler = env.compile
    env.compile = lambda source, *words, **named: compiled.append(source) or compiler(source, *words, **named)  # type: ignore[assignment,func-returns-value]  # counts and goes on
    return env.get_template("page.html").render(), len(compiled)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("one")
    return tmp_path


def test_a_template_is_compiled_once_for_all_processes(place: Path) -> None:
    assert [rendered(place), rendered(place)] == [("one", 1), ("one", 0)]


def test_a_changed_template_is_compiled_again(place: Path) -> None:
    rendered(place)
    (place / "page.html").write_text("two")
    assert rendered(place) == ("two", 1)


def test_a_damaged_file_is_written_again(place: Path) -> None:
    rendered(place)
    (kept,) = (place / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])
    assert [rendered(place), rendered(place)] == [("one", 1), ("one", 0)]


def test_what_another_compiler_made_is_not_used(place: Path) -> None:
    rendered(place)
    env = Environment(loader=FileSystemLoader(place), autoescape=True, trim_blocks=True)
    cache = KeptTemplates(place / "__pycache__", env)
    assert cache.get_bucket(env, "page.html", str(place / "page.html"), "one").code is None


def test_where_nothing_can_be_kept_templates_are_compiled_each_time(place: Path) -> None:
    (place / "file").write_text("not a folder")
    assert [rendered(place, place / "file") for _ in range(2)] == [("one", 1)] * 2


def test_no_filter_of_ours_works_while_a_template_is_compiled(whole_app: Flask) -> None:
    """What it gave would be kept with the template, and stay when the filter is changed."""
    found = {name: worked_out(whole_app.jinja_env, read(name)) for name in files("templates")}
    assert {name: each for name, each in found.items() if not set(each) <= BUILT_IN} == {}


def worked_out(env: Environment, source: str) -> list[str]:
    """The filters that the compiler applies itself, as their words are known already."""
    found = []
    for each in env.parse(source).find_all(nodes.Filter):
        try:
            each.as_const(nodes.EvalContext(env))
        except nodes.Impossible:
            continue
        found.append(each.name)
    return found


def test_a_filter_that_is_applied_to_known_words_is_seen(whole_app: Flask) -> None:
    assert worked_out(whole_app.jinja_env, '{{ "<b>" | kept_html }}{{ word | kept_html }}') == ["kept_html"]
