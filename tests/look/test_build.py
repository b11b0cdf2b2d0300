"""What is committed under static/dist is what the sources give, compressed copies included."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.look.drawing import DIST, ROOT

SOURCES = ROOT / "static" / "src"
NODE = shutil.which("node")
NPM = shutil.which("npm")


def manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return names


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources built again from the lock file, elsewhere."""
    if not NODE or not NPM:
        pytest.skip("Node or npm is not here: the built files are not compared with their sources")
    place = tmp_path_factory.mktemp("look")
    shutil.copytree(SOURCES, place / "src", ignore=shutil.ignore_patterns("node_modules"))
    for command in ([NPM, "ci", "--no-audit", "--no-fund"], [NPM, "run", "build"]):
        done = subprocess.run(command, cwd=place / "src", capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
    return place / "dist"


def test_the_committed_files_are_what_the_sources_give(rebuilt: Path) -> None:
    def plain(place: Path) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in place.iterdir() if each.suffix not in {".gz", ".br"}}

    assert plain(DIST) == plain(rebuilt)
    assert {each.name for each in DIST.iterdir()} == {each.name for each in rebuilt.iterdir()}


@pytest.mark.parametrize("name", sorted(manifest()))
def test_each_name_holds_the_hash_of_its_content(name: str) -> None:
    stem, ending = name.rsplit(".", 1)
    content = (DIST / manifest()[name]).read_bytes()
    assert manifest()[name] == f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


@pytest.mark.parametrize("name", sorted(manifest()))
def test_the_compressed_copies_hold_the_same(name: str) -> None:
    file = DIST / manifest()[name]
    assert gzip.decompress(Path(f"{file}.gz").read_bytes()) == file.read_bytes()
    if not NODE:
        pytest.skip("Node is not here: the .br copy is not read")
    unpack = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync(process.argv[1])))"
    read = subprocess.run([NODE, "-e", unpack, f"{file}.br"], capture_output=True, check=True, timeout=60)
    assert read.stdout == file.read_bytes()


def test_nothing_left_over_is_served() -> None:
    wanted = {
        "manifest.json",
        *(f"{name}{more}" for name in manifest().values() for more in ("", ".gz", ".br")),
    }
    assert {each.name for each in DIST.iterdir()} == wanted


def test_gov_uk_frontend_is_the_version_the_markup_was_written_for() -> None:
    locked = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    assert locked["node_modules/govuk-frontend"]["version"] == "6.3.0"
    assert '--govuk-frontend-version: "6.3.0"'.replace(" ", "") in (
        (DIST / manifest()["policyspace.css"]).read_text().replace(" ", "")
    )


def test_the_lock_file_names_no_host() -> None:
    assert "http" not in (SOURCES / "package-lock.json").read_text().replace('"url": "https', "")


def test_writing_together_runs_on_the_very_codemirror_of_the_editor() -> None:
    live = (DIST / manifest()["live.js"]).read_text()
    assert set(re.findall(r'from"\./([^"]+)"', live)) == {manifest()["codemirror.js"]}


def test_who_made_what_is_bundled_is_told_with_their_licence() -> None:
    told = (DIST / manifest()["licences.txt"]).read_text()
    locked = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    for name in (
        "govuk-frontend",
        "turndown",
        "@codemirror/view",
        "yjs",
        "y-websocket",
        "y-protocols",
        "lib0",
    ):
        assert f"{name} {locked[f'node_modules/{name}']['version']}\n" in told
    assert told.count("ermission is hereby granted, free of charge") >= 15
