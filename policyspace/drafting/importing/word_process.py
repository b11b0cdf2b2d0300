"""What runs in the process of its own: a Word document comes in, Markdown goes out, and nothing else can happen.

It reads the document from its standard input and writes one JSON object: what it found, or why it refused.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

import mammoth

from policyspace.drafting.importing.archive import Refused, unpacked
from policyspace.drafting.importing.html_to_markdown import as_markdown
from policyspace.drafting.importing.parts import counted, style_map

MOST_WRITTEN = 4 * 1024 * 1024


def main(cpu_seconds: int, memory: int) -> None:
    """Read, convert, answer, within so much time and memory. Whatever goes wrong is an answer too."""
    _confine(cpu_seconds, memory)
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(json.dumps(_answer(content)).encode())


def _confine(cpu_seconds: int, memory: int) -> None:
    """No more time, memory or open files than this; nothing can be written to a disk."""
    for what, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _answer(content: bytes) -> dict[str, Any]:
    try:
        return convert(content)
    except Refused as refused:
        return {"refused": refused.reason}
    except (MemoryError, RecursionError):
        return {"refused": "too_much"}
    except Exception:  # noqa: BLE001 - whatever a made-up document breaks, its sender gets a sentence
        return {"refused": "damaged"}


def convert(content: bytes) -> dict[str, Any]:
    """The Markdown of a Word document, its title if it has one, and a count of what was met. Raises Refused."""
    parts = unpacked(content)
    met = counted(parts)

    def leave_out(_image: object) -> list[object]:
        met["pictures"] += 1
        return []

    made = mammoth.convert_to_html(
        io.BytesIO(content),
        style_map=style_map(parts),
        convert_image=leave_out,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    if len(made.value) > MOST_WRITTEN:
        raise Refused("long")
    written = as_markdown(made.value)
    return {"text": written.text, "title": written.title, "met": dict(met + written.met)}
