"""The text of a Markdown file, whatever its encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from policyspace.foundation.text.clean import clean_text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 4_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<inside>(?:(?!---|\.\.\.).*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(?P<title>.+)$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class File:
    """A text without its front matter, the title that this gave, and whether there was any."""

    text: str
    title: str
    had_front_matter: bool


def read_markdown(content: bytes) -> File | None:
    """The text in `content`; None where it is no text."""
    decoded = _decoded(content)
    if decoded is None:
        return None
    if len(_CONTROLS.findall(decoded)) > len(decoded) // 100:
        return None
    text = clean_text(decoded)
    found = _FRONT_MATTER.match(text)
    if found is None:
        return File(text, "", had_front_matter=False)
    titled = _TITLE.search(found["inside"])
    title = titled["title"].strip().strip("\"'") if titled else ""
    return File(text[found.end() :].lstrip("\n"), title, had_front_matter=True)


def _decoded(content: bytes) -> str | None:
    """By its byte-order mark; else UTF-8; else, where every second byte is zero, UTF-16; else Windows-1252."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _as(content.removeprefix(mark), encoding)
    if b"\x00" in content:
        return _as(content, _wide(content[:_LOOKED_AT]))
    said = _as(content, "utf-8")
    if said is not None:
        return said
    return content.decode("cp1252", errors="replace").replace("\ufffd", "")


def _wide(begin: bytes) -> str:
    """The order of bytes in UTF-16 without a mark, by where the zeros stand; "" where it can be none."""
    even, odd = begin[0::2].count(0), begin[1::2].count(0)
    if odd > len(begin) // 4 and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > len(begin) // 4 and odd * 10 < even else ""


def _as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None
