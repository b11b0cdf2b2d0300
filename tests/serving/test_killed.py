"""Three kill -9 of the server while clients write: what was acknowledged is stored, once, and nothing is half done."""

from __future__ import annotations

from pathlib import Path

from tests.serving.killing import kill_and_count


def test_what_was_acknowledged_is_stored_once_after_three_kills(tmp_path: Path, database: str) -> None:
    folder = tmp_path / "service"
    folder.mkdir()
    counted = kill_and_count(folder, database, 3, seed=1)
    assert counted["kills"] == 4  # and once at the end, when nothing was being written
    assert counted["comments and replies"] > 0
    assert counted["revisions"] > 0
    assert counted["requests the server died over"] > 0
