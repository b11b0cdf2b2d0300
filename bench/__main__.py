"""`python -m bench`: run every benchmark, print the table, keep it as a file."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench import anchoring, authorship, drafting, merging
from bench.measuring import table

PARTS = (merging, drafting, authorship, anchoring)
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Everything, part by part, with what the machine was doing besides."""
    before = os.getloadavg()[0]
    rows = [row for part in PARTS for row in part.rows()]
    about = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processors": os.cpu_count(),
            "system": platform.platform(),
            "load_before": round(before, 2),
        },
        "versions": {"python": platform.python_version(), "git": _git_version()},
    }
    print(table(rows))
    print(
        f"\n{os.cpu_count()} processors, load before the run {before:.2f}; CPU ms is the least of several rounds."
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(
        json.dumps({**about, "rows": [row.plain() for row in rows]}, indent=2)
    )


def _git_version() -> str:
    return subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]


if __name__ == "__main__":
    main()
