"""A process starts soon, and misses nothing that it will need later."""

from __future__ import annotations

import gc
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing import Map, Rule

from policyspace.app import create_app
from policyspace.foundation import starting
from policyspace.foundation.addresses import LateRule
from tests.conftest import settings_for
from tests.house.source import files, functions, imported, parsed
from tests.serving.process import environment

STARTED = """
import sys
from policyspace import __main__
from policyspace.foundation.starting import LATE
app = __main__._assembled()
from policyspace.asgi import application
served = application()
assert served._app is app
assert app.test_client().get("/healthz").status_code == 200
print(*sorted({name.partition(".")[0] for name in sys.modules} & set(LATE)))
"""


def imported_late(name: str) -> set[str]:
    """What the functions of a file import, but for what is our own or Python's."""
    roots = {each.partition(".")[0] for one in functions(parsed(name)) for _, each in imported(one)}
    return roots - set(sys.stdlib_module_names) - {"policyspace"}


def test_a_process_that_answers_has_made_one_application_and_loaded_nothing_that_can_wait(
    tmp_path: Path,
) -> None:
    started = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=tmp_path,
        env=environment(DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}"),
        check=True,
        capture_output=True,
        text=True,
    )
    assert started.stdout == "\n"


def test_what_is_imported_late_is_looked_for_at_the_start() -> None:
    late = {each for name in files("policyspace", suffix=".py") for each in imported_late(name)}
    assert late
    assert late <= set(starting.LATE)


@pytest.mark.parametrize("missing", starting.LATE)
def test_nothing_starts_where_a_library_is_missing(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def find_spec(name: str) -> Any:
        return None if name == missing else util.find_spec(name)

    monkeypatch.setattr(starting, "find_spec", find_spec)
    with pytest.raises(ModuleNotFoundError, match=missing):
        create_app()


def test_nothing_is_collected_while_a_process_starts_and_everything_afterwards() -> None:
    with starting.uncollected():
        assert not gc.isenabled()
        with starting.uncollected():
            made: list[object] = []
            made.append(made)
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count()
    assert not any(each is made for each in gc.get_objects()), "the collector still looks at it"


ADDRESSES: list[tuple[str, dict[str, Any], str]] = [
    ("/plain", {}, "/plain"),
    ("/spaces/<slug>/documents/<int:number>", {"slug": "a b", "number": 2}, "/spaces/a%20b/documents/2"),
    ("/lists/<path:rest>", {"rest": "a/b", "page": "2"}, "/lists/a/b?page=2"),
]


@pytest.mark.parametrize(("rule", "words", "address"), ADDRESSES, ids=[rule for rule, _, _ in ADDRESSES])
def test_addresses_are_built_as_by_werkzeug(rule: str, words: dict[str, Any], address: str) -> None:
    for kind in (Rule, LateRule):
        line = Map([kind(rule, endpoint="here")]).bind("example.org")
        assert [line.build("here", dict(words)) for _ in range(2)] == [address] * 2


def test_what_builds_addresses_is_compiled_when_one_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[Rule] = []
    compiler = Rule._compile_builder

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Any:
        compiled.append(rule)
        return compiler(rule, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", compile_builder)
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
    assert [rule.rule for rule in compiled if isinstance(rule, LateRule)] == []
    with app.test_request_context():
        app.url_for("health.healthz")
        app.url_for("health.healthz")
    assert [rule.rule for rule in compiled if isinstance(rule, LateRule)] == ["/healthz"]
