"""Which passwords are too easy to guess: length and commonness count, signs and capitals do not (NIST SP 800-63B)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LEAST_PASSWORD = 10
MOST_PASSWORD = 200
_MOST_ALIKE = 4
_LEAST_OWN_WORD = 4
_LEAST_BESIDE = 6
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)


def is_simple(password: str) -> bool:
    """Whether it is a few signs over and over, or a run along the alphabet, the digits or the keyboard."""
    plain = password.casefold()
    if len(set(plain)) <= _MOST_ALIKE:
        return True
    return any(plain in row or plain in row[::-1] for row in _ROWS)


def without_ends(password: str) -> str:
    """The word inside: what is left when digits and other signs at both ends are taken off, in lower case."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.casefold())


def own_words_in(password: str, told: Iterable[str]) -> bool:
    """Whether little is left of the password beside a word that others know: of a name, an address, this service."""
    plain = _folded(password)
    words = {
        word for each in told for word in re.split(r"[\W_]+", _folded(each)) if len(word) >= _LEAST_OWN_WORD
    }
    return any(word in plain and len(plain.replace(word, "")) < _LEAST_BESIDE for word in words)


def _folded(text: str) -> str:
    """Lower case without accents, so that José's "jose" is seen."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
