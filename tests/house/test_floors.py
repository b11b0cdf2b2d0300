"""Import only what lies below. import-linter checks the imports; these tests check that it is left its teeth."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.house.source import files, package_of, read

OUTSIDE_THE_FLOORS = {
    "__init__": "names the package",
    "translations": "holds data, no code",
}


def contracts() -> list[dict[str, Any]]:
    """The import contracts as pyproject.toml states them."""
    return list(tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"])


def floors() -> list[set[str]]:
    """The layers from the top down; each a set of packages that do not know each other."""
    return [{name.strip(" ()") for name in layer.split("|")} for layer in contracts()[0]["layers"]]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter run over `folder`, without its cache."""
    program = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as go; go()"
    )
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_every_package_stands_on_a_floor() -> None:
    packages = {package_of(name) for name in files("policyspace")} - set(OUTSIDE_THE_FLOORS)
    assert packages - set().union(*floors()) == set()


def test_the_floors_are_complete_and_nothing_is_excused() -> None:
    first = contracts()[0]
    assert first["type"] == "layers"
    assert first["exhaustive"] is True
    assert [
        key for contract in contracts() for key in contract if key.startswith(("ignore", "exhaustive_ig"))
    ] == []


def test_foundation_is_at_the_bottom_and_the_doors_are_above_what_they_open() -> None:
    order = [*floors()]
    assert order[-2:] == [{"charter"}, {"foundation"}]
    assert [{"web", "api", "cli"} & floor for floor in order].index({"web", "api", "cli"}) < order.index(
        {"outcomes"}
    )


def test_an_import_of_a_higher_floor_is_refused(tmp_path: Path) -> None:
    """The real contract, over a small house in which the lowest floor imports the one above it."""
    for floor in set().union(*floors()):
        (tmp_path / "policyspace" / floor).mkdir(parents=True)
        (tmp_path / "policyspace" / floor / "__init__.py").touch()
    (tmp_path / "policyspace" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text(read("pyproject.toml"))
    kept = lint_imports(tmp_path)
    assert kept.returncode == 0, kept.stdout + kept.stderr
    (tmp_path / "policyspace" / "foundation" / "__init__.py").write_text("import policyspace.charter\n")
    broken = lint_imports(tmp_path)
    assert broken.returncode == 1
    assert "policyspace.foundation -> policyspace.charter" in broken.stdout
