from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from policyspace.foundation.db import db
from tests.serving.process import Visitor, environment


@pytest.fixture
def port(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The application of wsgi.py under the plainest server there is."""
    for name, said in environment(DATABASE_URL=sqlite).items():
        monkeypatch.setenv(name, said)
    monkeypatch.delitem(sys.modules, "wsgi", raising=False)
    app: Any = importlib.import_module("wsgi").app
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join(timeout=10)
    with app.app_context():
        db.engine.dispose()


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """The application logs for itself."""


@pytest.mark.usefixtures("tmp_path")
def test_wsgi_serves_the_same_pages(port: int, tmp_path: Path) -> None:
    visitor = Visitor(port)
    assert visitor.get("/readyz").text == '{"status":"ready"}\n'
    assert visitor.get("/help").status == 200
    assert visitor.send("/sign-up", email="rosa@example.org", display_name="Rosa").status == 303
    assert visitor.get("/nowhere").status == 404
