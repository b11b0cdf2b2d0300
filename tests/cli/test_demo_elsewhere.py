"""`policyspace demo` where the service is no demonstration."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from policyspace.app import create_app
from tests.cli.importing import counts, run
from tests.conftest import settings_for


@pytest.mark.parametrize("mode", ["development", "production"])
def test_it_is_refused_anywhere_but_in_a_demonstration(app: Flask, database_url: str, mode: str) -> None:
    elsewhere = create_app(replace(settings_for(database_url), mode=mode, public_url="https://a.example"))
    done = run(elsewhere, "demo")
    assert done.exit_code != 0
    assert "only where POLICYSPACE_MODE is demonstration" in done.output
    assert counts()["person"] == counts()["ledger"] == 0
