"""What an exported file is called."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from policyspace.foundation.text.slugs import slug_of

MOST_LETTERS = 60


def file_name(title: str, number: int, ending: str) -> str:
    """ "families-wait-too-long-revision-3.docx", in the letters of the title."""
    return _named(title, f"revision-{number}.{ending}")


def _named(title: str, last: str) -> str:
    kept = (each if _is_letter(each) else " " for each in title.lower() if each not in "'’")
    words = "-".join("".join(kept).split())
    if len(words) > MOST_LETTERS:
        words = words[: MOST_LETTERS + 1].rpartition("-")[0] or words[:MOST_LETTERS]
    return f"{words or 'document'}-{last}"


def disposition(title: str, number: int, ending: str) -> str:
    """The header that makes a browser keep the file: a plain name for all, and the whole one where it differs."""
    return kept_as(title, f"revision-{number}.{ending}")


def kept_as(title: str, last: str) -> str:
    """The same for any file about `title`; `last` ends its name ("agreement-2026-11-26.pdf")."""
    plain = f"{slug_of(title, most=MOST_LETTERS, otherwise='document')}-{last}"
    whole = _named(title, last)
    more = "" if whole == plain else f"; filename*=UTF-8''{quote(whole, safe='')}"
    return f'attachment; filename="{plain}"{more}'


def _is_letter(sign: str) -> bool:
    """A letter, a digit, or a mark that stands on one."""
    return unicodedata.category(sign)[0] in "LMN"
