"""The top level is fixed by the people the project is for; names tell what is inside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from tests.house.source import kept_files

FOLDERS = {"policyspace", "migrations", "templates", "static", "tests", "docs", "bench"}
FILES = {"wsgi.py", "pyproject.toml", "README.md", "Makefile"}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc"}


def strangers(names: Iterable[str]) -> list[str]:
    """Files that the top level has no place for."""
    return [
        name
        for name in names
        if not name.startswith(".") and name not in FILES and PurePosixPath(name).parts[0] not in FOLDERS
    ]


def names_that_say_nothing(names: Iterable[str]) -> list[str]:
    """Python files and folders called utils, common… or numbered like `services2`."""
    python = [name for name in names if name.endswith(".py") and not name.startswith("migrations/")]
    return [
        name
        for name in python
        if any(
            part in SAYS_NOTHING or re.search(r"[a-z]{3}\d$", part)
            for part in PurePosixPath(name).with_suffix("").parts
        )
    ]


def migrations_without_a_number(names: Iterable[str]) -> list[str]:
    """Migrations that are not called `0001_…`."""
    steps = [PurePosixPath(name) for name in names if name.startswith("migrations/versions/")]
    return [str(step) for step in steps if step.suffix == ".py" and not re.match(r"\d{4}_[a-z]", step.name)]


def test_the_top_level_holds_only_what_belongs_there() -> None:
    assert strangers(kept_files()) == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert names_that_say_nothing(kept_files()) == []


def test_migrations_have_four_digit_numbers() -> None:
    assert migrations_without_a_number(kept_files()) == []


def test_a_stranger_at_the_top_is_seen() -> None:
    assert strangers(["notes.txt", "scripts/go.sh", ".ci/run", "README.md"]) == ["notes.txt", "scripts/go.sh"]


def test_an_empty_name_is_seen() -> None:
    empty = ["policyspace/web/utils.py", "policyspace/people/services2.py"]
    assert names_that_say_nothing([*empty, "policyspace/people/services.py"]) == empty


def test_a_migration_without_a_number_is_seen() -> None:
    assert migrations_without_a_number(["migrations/versions/add_spaces.py"]) != []
