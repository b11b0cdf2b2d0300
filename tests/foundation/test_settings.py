from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policyspace.foundation import settings as module
from policyspace.foundation.settings import BadSettings, read_settings

ROOT = Path(__file__).parents[2]
SOUND = {
    "POLICYSPACE_MODE": "production",
    "SECRET_KEY": "k" * 32,
    "SMTP_URL": "smtps://mail.council.example",
    "PUBLIC_URL": "https://policyspace.council.example",
    "MAIL_FROM": "policyspace@council.example",
}
REASONS = {
    "SECRET_KEY": "SECRET_KEY is needed in production",
    "SMTP_URL": "SMTP_URL is needed in production",
    "PUBLIC_URL": "PUBLIC_URL must start with https:// in production",
    "MAIL_FROM": "MAIL_FROM is needed in production",
}


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DATA", tmp_path / "data")


def test_sound_production_settings_are_read() -> None:
    settings = read_settings(SOUND)
    assert settings.production
    assert settings.secure
    assert settings.worker


@pytest.mark.parametrize("missing", REASONS)
def test_production_is_refused_without(missing: str) -> None:
    with pytest.raises(BadSettings) as refused:
        read_settings({name: said for name, said in SOUND.items() if name != missing})
    assert str(refused.value) == REASONS[missing]


def test_every_reason_is_given_at_once() -> None:
    with pytest.raises(BadSettings) as refused:
        read_settings({"POLICYSPACE_MODE": "production", "THREADS": "many"})
    assert str(refused.value).split("; ") == ["THREADS must be a whole number, not 'many'", *REASONS.values()]


@pytest.mark.parametrize(
    ("name", "said", "reason"),
    [
        ("POLICYSPACE_MODE", "live", "POLICYSPACE_MODE must be production, development or demonstration"),
        ("SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters"),
        ("THREADS", "0", "THREADS must be at least 1, TRUSTED_PROXIES and KEPT_PAGES at least 0"),
        ("TRUSTED_PROXIES", "-1", "THREADS must be at least 1, TRUSTED_PROXIES and KEPT_PAGES at least 0"),
        ("TRUSTED_PROXIES", "yes", "TRUSTED_PROXIES must be a whole number, not 'yes'"),
        (
            "SMTP_URL",
            "mail.council.example:25",
            "SMTP_URL must start with smtp:// or smtps:// and name a host",
        ),
        ("SMTP_URL", "smtp://", "SMTP_URL must start with smtp:// or smtps:// and name a host"),
        ("SMTP_URL", "smtp://host:port", "SMTP_URL must start with smtp:// or smtps:// and name a host"),
        (
            "PUBLIC_URL",
            "policyspace.example",
            "PUBLIC_URL must start with http:// or https:// and name a host",
        ),
        ("MAIL_FROM", "nobody", "MAIL_FROM must be an email address"),
        ("MAIL_FROM", "a@b.example\r\nBcc: c@d.example", "MAIL_FROM must be an email address"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR"),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_in_any_mode(name: str, said: str, reason: str) -> None:
    with pytest.raises(BadSettings) as refused:
        read_settings({name: said})
    assert str(refused.value) == reason


@pytest.mark.parametrize(("said", "on"), [("0", False), ("no", False), ("off", False), ("1", True)])
def test_the_worker_can_be_left_to_another_process(said: str, on: bool) -> None:
    assert read_settings({"WORKER": said}).worker is on


def test_nothing_set_means_development_with_a_secret_of_its_own(tmp_path: Path) -> None:
    first, second = read_settings({}), read_settings({})
    assert first.mode == "development"
    assert len(first.secret_key) >= 32
    assert first.secret_key == second.secret_key == (tmp_path / "data" / "secret-key").read_text()
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    program = "from policyspace.foundation.settings import read_settings; print(read_settings({}).secret_key)"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = {each.communicate(timeout=60)[0] for each in started}
    assert len(said) == 1
    assert len(said.pop().strip()) >= 32
    assert [each.name for each in (tmp_path / ".data").iterdir()] == ["secret-key"]


def test_no_secret_is_made_up_in_production(tmp_path: Path) -> None:
    with pytest.raises(BadSettings):
        read_settings({"POLICYSPACE_MODE": "production"})
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("words", [["serve"], ["work"], ["migrate"]])
def test_bad_production_settings_end_a_command_with_every_reason(words: list[str], tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "policyspace", *words],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "POLICYSPACE_MODE": "production",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr == f"policyspace cannot start: {'; '.join(REASONS.values())}\n"
