from __future__ import annotations

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import FlaskGroup

from policyspace.cli.serving import configuration


def help_of(app: Flask, *words: str) -> str:
    group = FlaskGroup(create_app=lambda: app, add_default_commands=False)
    return CliRunner().invoke(group, [*words, "--help"]).output


@pytest.mark.parametrize("words", [("serve",), ("work",), ("letters",)])
def test_every_command_says_in_a_sentence_what_it_does(app: Flask, words: tuple[str, ...]) -> None:
    summary = help_of(app, *words).split("\n\n")[1].strip()
    assert summary.endswith(".")


def test_it_listens_to_this_machine_alone_unless_told_otherwise(app: Flask) -> None:
    told = " ".join(help_of(app, "serve").split())
    assert "[default: 127.0.0.1]" in told
    assert "[default: 8000]" in told


def test_uvicorn_adds_nothing_and_believes_nobody() -> None:
    config = configuration()
    assert not config.proxy_headers
    assert not config.server_header
    assert not config.access_log
    assert config.log_config is None
