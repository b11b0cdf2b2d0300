"""The load program, asked and heard."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from bench.live import servers
from bench.live.servers import Live


def load(live: Live, **more: Any) -> dict[str, Any]:
    """What it found at `live`."""
    asked = json.dumps({**live.asked, **more})
    run = subprocess.run(
        ["node", "load.mjs"], cwd=servers.PLACE, input=asked, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, (live.name, run.stderr[-2000:])
    found: dict[str, Any] = json.loads(run.stdout)
    return found
