"""An export as a PDF for everyone (PDF/UA-1): laid out by Typst, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.reporting.exporting.paper import Paper
from policyspace.reporting.exporting.writing.pdf.data import data_of
from policyspace.reporting.exporting.writing.pdf.press import UNSHOWN
from policyspace.reporting.exporting.writing.pdf.signs import replaced

SECONDS = 60
"""Of the clock, in all; each process may use fewer of the processor (press.CPU_SECONDS)."""
_TRIES = 4


def write_pdf(paper: Paper, made_at: datetime) -> bytes:
    """The whole export. Raises Invalid where the text takes too long to lay out."""
    data, until = data_of(paper), monotonic() + SECONDS
    for _try in range(_TRIES):
        status, file = _pressed(data, made_at, until - monotonic())
        if status == 0:
            return file
        if status != UNSHOWN:
            break
        data = replaced(data, json.loads(file)) | {"replaced": True}
    raise Invalid(format=lazy("This text takes too long to lay out as a PDF. Choose another format."))


def _pressed(data: dict[str, Any], made_at: datetime, seconds: float) -> tuple[int, bytes]:
    """What the process ends with: its status, and what it wrote. Nothing of our own environment reaches it."""
    sent = f"{int(made_at.timestamp())}\n{json.dumps(data)}".encode()
    command = [sys.executable, "-I", str(Path(__file__).with_name("press.py"))]
    environment = {"LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed script of our own; what people wrote goes in as data
            command, input=sent, env=environment, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return -1, b""
    return done.returncode, done.stdout
