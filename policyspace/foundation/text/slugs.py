"""The part of an address that says in words what it leads to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection


def slug_of(title: str, *, most: int, otherwise: str) -> str:
    """ASCII letters, digits and hyphens of `title`, cut at a word to `most`; `otherwise` where none are left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(words) > most:
        words = words[: most + 1].rpartition("-")[0] or words[:most]
    return words or otherwise


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the lowest number from 2 that is not `taken`."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
