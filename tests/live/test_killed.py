"""Kill -9 of the server while twenty clients type: nothing that was acknowledged is lost, and all read the same."""

from __future__ import annotations

import os
from pathlib import Path

from policyspace.foundation.migrations import migrate
from tests.live.killing import kill_and_count

IN_THE_GATE = {"sqlite": 12, "postgresql": 8}


def test_no_acknowledged_edit_is_lost_by_killing_the_server(tmp_path: Path, own_database: str) -> None:
    migrate(own_database)
    kills = int(os.environ.get("LIVE_KILLS", IN_THE_GATE[own_database.partition(":")[0].partition("+")[0]]))
    counted = kill_and_count(tmp_path, own_database, kills, seed=1)
    assert counted["kills"] == kills
    assert counted["edits acknowledged"] > kills
