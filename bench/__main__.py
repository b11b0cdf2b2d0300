"""`python -m bench`: run every benchmark, print the tables, keep them as a file.

`full`: with a million comments, every peer, and searches among 100,000 documents and comments. `served`, `live`,
`rules`: these only.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import anchoring, authorship, discussing, drafting, merging, searching
from bench.live import measuring as live
from bench.measuring import table
from bench.served import whole

PARTS = (merging, drafting, authorship, anchoring, discussing)
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """What the arguments name, or everything, with what the machine was doing besides."""
    before, asked = os.getloadavg()[0], sys.argv[1:]
    full = "full" in asked
    wanted = [each for each in KINDS if each in asked] or list(KINDS)
    found: dict[str, Any] = {}
    for each in wanted:
        found |= KINDS[each](full)
    about = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processors": os.cpu_count(),
            "system": platform.platform(),
            "load_before": round(before, 2),
        },
        "versions": {"python": platform.python_version(), **VERSIONS, "git": _git_version()},
    }
    print(f"\n{os.cpu_count()} processors, load before the run {before:.2f}.")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps({**about, **found}, indent=2, ensure_ascii=False))


def _served(full: bool) -> dict[str, Any]:
    served = whole.measured(full=full)
    print(whole.table(served.rows), "\n")
    print("\n".join(str(view) for view in served.views), "\n")
    return {
        "rows": [row.plain() for row in served.rows],
        "ratios": served.ratios,
        "left_out": served.left_out,
        "first_views": [view.plain() for view in served.views],
    }


def _live(full: bool) -> dict[str, Any]:
    rows, joins, kills = live.measured(full=full)
    print("\n".join(str(each) for each in (*joins, *kills)), "\n")
    return {
        "live": [row.plain() for row in rows],
        "joining": [each.plain() for each in joins],
        "killed": [each.plain() for each in kills],
    }


def _rules(full: bool) -> dict[str, Any]:
    rows = [row for part in (*PARTS, *((searching,) if full else ())) for row in part.rows()]
    print(table(rows), "\n")
    return {"rules": [row.plain() for row in rows]}


KINDS: dict[str, Callable[[bool], dict[str, Any]]] = {"served": _served, "live": _live, "rules": _rules}
VERSIONS = {
    "django-wiki": "0.13.0",
    "misago": "0.39.6",
    "redmine": "5.0 of Debian",
    "mediawiki": "1.39 of Debian",
    "flaskbb": "3.0.0rc5",
    "hocuspocus": "4.7.0",
    "y-websocket": "0.1.1",
}


def _git_version() -> str:
    return subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]


if __name__ == "__main__":
    main()
