"""No key, password or token is kept in the repository, nor a database."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from tests.house.source import ROOT, kept_files

KEPT_NOWHERE = (".pem", ".key", ".p12", ".pfx", ".sqlite3", ".db", ".env", ".netrc", "id_rsa", "id_ed25519")
SECRETS = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    rb"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"  # Amazon
    rb"|\bgh[pousr]_[A-Za-z0-9]{36}"  # GitHub
    rb"|\bglpat-[\w-]{20}"  # GitLab
    rb"|\bxox[abprs]-[\w-]{10}"  # Slack
    rb"|\bsk_live_\w{16}"  # Stripe
    rb"|\bpypi-AgE[\w-]{30}"
    rb"|\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}"  # a signed token
    rb"|://[^/\s:@'\"{}<>]+:[^/\s:@'\"{}<>$]{8,}@[a-z0-9-]+\.[a-z]"  # a password in an address
)
# A value of small letters and underscores is the name of a thing (`make_api_token`), not a secret.
WRITTEN_OUT = re.compile(
    rb"""(?i)\b\w*(?:secret|password|token|api_?key)\w*['"]?\s*[:=]\s*['"](?![a-z_.]+['"])[^'"\s]{12,}['"]"""
)


def secrets_in(content: bytes) -> list[bytes]:
    """What looks like a private key, a token of a known service or a password in an address."""
    return SECRETS.findall(content)


def never_kept(names: Iterable[str]) -> list[str]:
    """Files whose kind alone says that they are private."""
    return [name for name in names if name.endswith(KEPT_NOWHERE)]


def test_no_file_holds_a_secret() -> None:
    assert {name: found for name in kept_files() if (found := secrets_in((ROOT / name).read_bytes()))} == {}


def test_no_code_has_a_password_written_out() -> None:
    """Tests sign made-up people in; the product's own code has no default secret."""
    code = [name for name in kept_files() if name.startswith("policyspace/") and name.endswith(".py")]
    assert {name: found for name in code if (found := WRITTEN_OUT.findall((ROOT / name).read_bytes()))} == {}


def test_no_private_kind_of_file_is_kept() -> None:
    assert never_kept(kept_files()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"-----BEGIN RSA " + b"PRIVATE KEY-----",
        b"key = 'AKIA" + b"ABCDEFGHIJKLMNOP'",
        b"ghp_" + b"a" * 36,
        b"postgresql://policyspace:" + b"correct-horse@db.council.example/live",
    ],
)
def test_a_secret_is_seen(content: bytes) -> None:
    assert secrets_in(content) != []


def test_a_password_written_out_is_seen() -> None:
    assert WRITTEN_OUT.findall(b"SECRET_KEY = 'not-a-secret-for-development'") != []
    assert WRITTEN_OUT.findall(b"token = secrets.token_urlsafe(32)") == []


def test_a_private_kind_of_file_is_seen() -> None:
    assert never_kept(["docs/server.pem", ".data/policyspace.sqlite3", "README.md"]) != []
