"""A run says what it left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import left_out


def test_a_machine_without_anything_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(left_out, "POSTGRESQL", "postgresql://127.0.0.1:1")
    monkeypatch.setattr(left_out, "REDIS", "redis://127.0.0.1:1")
    monkeypatch.setattr(left_out, "ROOT", tmp_path / "elsewhere")
    said = [sentence.split()[0].rstrip(":") for sentence in left_out.left_out()]
    assert said == ["PostgreSQL", "Redis", "Chromium", "Node", "../shared/data"]
