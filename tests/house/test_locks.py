"""What is installed is what is locked: all that pyproject.toml asks for, at one version, with hashes."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import read

LOCKS = (".locks/runtime.txt", ".locks/test.txt")


def asked() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks each lock to hold."""
    project: dict[str, Any] = tomllib.loads(read("pyproject.toml"))
    runtime = project["project"]["dependencies"] + project["build-system"]["requires"]
    wanted = {LOCKS[0]: runtime, LOCKS[1]: runtime + project["dependency-groups"]["test"]}
    return {lock: [Requirement(each) for each in lines] for lock, lines in wanted.items()}


def pins(text: str) -> dict[str, list[str]]:
    """The exact versions a lock holds, by the package's canonical name."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def unmet(wanted: list[Requirement], locked: dict[str, list[str]]) -> list[str]:
    """Requirements that are not locked, or are locked at a version that does not fit."""
    versions = {each: locked.get(canonicalize_name(each.name), []) for each in wanted}
    return [
        str(each)
        for each, found in versions.items()
        if not found or not all(each.specifier.contains(version, prereleases=True) for version in found)
    ]


def pins_without_hashes(text: str) -> list[str]:
    """Packages the lock names without saying what their files must be."""
    entries = re.split(r"\n(?=[\w.-]+==)", f"\n{text}")
    return [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry]


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_asked_for_is_locked_at_a_version_that_fits(lock: str) -> None:
    assert unmet(asked()[lock], pins(read(lock))) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes(lock: str) -> None:
    assert pins_without_hashes(read(lock)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_install_from(lock: str) -> None:
    assert re.findall(r"https?:|file:|--\S*(?:index|find-links|host)\S*", read(lock)) == []


def test_what_is_tested_is_what_is_served() -> None:
    runtime, test = (pins(read(lock)) for lock in LOCKS)
    assert {name: versions for name, versions in runtime.items() if test.get(name) != versions} == {}


def test_an_unmet_requirement_is_seen() -> None:
    wanted = [Requirement("flask>=3.1"), Requirement("Flask-Babel>=4,<5"), Requirement("redis")]
    assert unmet(wanted, pins("flask==2.0.0 \\\nflask-babel==4.0.0 \\\n")) == ["flask>=3.1", "redis"]


def test_a_pin_without_hashes_is_seen() -> None:
    assert pins_without_hashes("flask==3.1.3\nclick==8.5.1 \\\n    --hash=sha256:00\n") == ["flask==3.1.3"]
