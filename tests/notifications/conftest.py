from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from flask import Flask

from tests.notifications.mail_server import MailServer


@pytest.fixture
def set_to(app: Flask) -> Iterator[Callable[..., None]]:
    """Gives a function that changes settings of the application for this test."""
    before = app.extensions["settings"]

    def change(**settings: Any) -> None:
        app.extensions["settings"] = replace(app.extensions["settings"], **settings)

    yield change
    app.extensions["settings"] = before


@pytest.fixture
def mail_server(set_to: Callable[..., None]) -> Iterator[MailServer]:
    """A mail server that the application sends its letters to."""
    with MailServer() as server:
        set_to(
            smtp_url=server.url,
            mail_from="post@policyspace.example",
            public_url="https://policyspace.example/",
        )
        yield server


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A mail server's side of a certificate for 127.0.0.1 that this process trusts."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return certificate_from(authority)


def certificate_from(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context
