"""The gate when the database cannot say who is asking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policyspace.app import create_app
from policyspace.foundation.db import db
from tests.client import PageClient
from tests.conftest import settings_for


@pytest.mark.parametrize("path", ["/sign-in", "/account", "/organisations", "/links/x-1"])
def test_who_is_signed_in_gets_a_page_while_the_database_is_away(tmp_path: Path, path: str) -> None:
    away = settings_for(f"sqlite:///{tmp_path / 'not-migrated.sqlite3'}")
    app = create_app(replace(away, log_level="CRITICAL"))
    app.test_client_class = PageClient
    client = app.test_client()
    assert isinstance(client, PageClient)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "somebody's token"
    reply = client.get(path)
    assert reply.status_code == 503
    assert "The service is busy" in reply.get_data(as_text=True)
    assert "Traceback" not in reply.get_data(as_text=True)
    with app.app_context():
        db.engine.dispose()
