"""Opening a Word document in a process of its own: so much time, so much memory, a few at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from policyspace.foundation.errors import TooMany
from policyspace.foundation.i18n import lazy

CPU_SECONDS = 10
SECONDS = 15
"""By the clock: a busy machine gives the process less than all of its time."""

MEMORY = 512 * 1024 * 1024

AT_ONCE = 2
_PATIENCE = 20
_ROOT = str(Path(__file__).parents[3])
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from policyspace.drafting.importing.word_process import main; main(*map(int, sys.argv[2:]))"
)
_places = BoundedSemaphore(AT_ONCE)


def open_word(content: bytes) -> dict[str, Any]:
    """What `word_process` answers: text, title and a count of what was met, or {"refused": reason}.

    Raises TooMany when others wait already.
    """
    if not _places.acquire(timeout=_PATIENCE):
        raise TooMany(lazy("Others are bringing in files just now. Try again in a minute."), retry_after=60)
    try:
        return _run(content)
    finally:
        _places.release()


def _run(content: bytes) -> dict[str, Any]:
    """Nothing of this process's surroundings reaches the other: no settings, no secrets, no folder."""
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BEGIN, _ROOT]
    limits = [str(CPU_SECONDS), str(MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 - our own words, run by our own Python; the file comes by its input
            [*command, *limits],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_much"}
    if done.returncode != 0:
        return {"refused": "too_much"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
