"""Static files are sent compressed, named by their content, and kept for ever."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.client import PageClient

DIST = Path(__file__).parents[2] / "static" / "dist"
CSS = json.loads((DIST / "manifest.json").read_text())["policyspace.css"]


@pytest.mark.parametrize(("accepted", "sent"), [("gzip", "gzip"), ("br, gzip", "br"), ("", None)])
def test_a_stylesheet_is_sent_in_the_smallest_form_the_browser_reads(
    client: PageClient, accepted: str, sent: str | None
) -> None:
    with client.get(f"/static/dist/{CSS}", headers={"Accept-Encoding": accepted}) as reply:
        sent_bytes = reply.data
    assert reply.status_code == 200
    assert reply.headers.get("Content-Encoding") == sent
    assert reply.mimetype == "text/css"
    assert "Accept-Encoding" in reply.headers["Vary"]
    assert "immutable" in reply.headers["Cache-Control"]
    if sent == "gzip":
        assert gzip.decompress(sent_bytes) == (DIST / CSS).read_bytes()


def test_files_outside_the_folder_are_not_found(client: PageClient) -> None:
    assert client.get("/static/dist/../src/package.json").status_code == 404
    assert client.get("/static/dist/%2e%2e/src/package.json").status_code == 404
