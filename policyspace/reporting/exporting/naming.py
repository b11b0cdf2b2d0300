"""What an exported file is called."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from policyspace.foundation.text.slugs import slug_of

MOST_LETTERS = 60


def file_name(title: str, number: int, ending: str) -> str:
    """ "families-wait-too-long-revision-3.docx", in the letters of the title."""
    kept = (each if _is_letter(each) else " " for each in title.lower() if each not in "'’")
    words = "-".join("".join(kept).split())
    if len(words) > MOST_LETTERS:
        words = words[: MOST_LETTERS + 1].rpartition("-")[0] or words[:MOST_LETTERS]
    return f"{words or 'document'}-revision-{number}.{ending}"


def disposition(title: str, number: int, ending: str) -> str:
    """The header that makes a browser keep the file: a plain name for all, and the whole one where it differs."""
    plain = f"{slug_of(title, most=MOST_LETTERS, otherwise='document')}-revision-{number}.{ending}"
    whole = file_name(title, number, ending)
    more = "" if whole == plain else f"; filename*=UTF-8''{quote(whole, safe='')}"
    return f'attachment; filename="{plain}"{more}'


def _is_letter(sign: str) -> bool:
    """A letter, a digit, or a mark that stands on one."""
    return unicodedata.category(sign)[0] in "LMN"
