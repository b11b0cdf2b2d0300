"""The seals of the ledger through the API."""

from __future__ import annotations

from flask import Flask

from policyspace.foundation.chain.sealing import seal_waiting
from tests.foundation.chain.tampering import happen


def test_anyone_reads_the_head_and_every_seal_before_it(app: Flask) -> None:
    visitor = app.test_client()
    assert visitor.get("/api/v1/ledger/head").status_code == 404
    happen("a.one")
    seal_waiting()
    first = visitor.get("/api/v1/ledger/head").json
    assert first is not None
    assert (first["position"], len(first["hash"]), set(first)) == (1, 64, {"position", "hash", "sealed_at"})
    happen("a.two")
    seal_waiting()
    second = visitor.get("/api/v1/ledger/head").json
    assert second is not None
    assert (second["position"], second["hash"] != first["hash"]) == (2, True)
    assert visitor.get("/api/v1/ledger/seals/1").json == first
    for nowhere in ("0", "3", "9" * 30, "x"):
        assert visitor.get(f"/api/v1/ledger/seals/{nowhere}").status_code == 404
