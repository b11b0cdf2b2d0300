"""How words become terms: capitals and accents folded, endings of English words taken off.

A term is small English letters and digits, beginning with a letter, so that both databases take each for one word
and read no sign in it. Letters of other scripts are spelled by their number in Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from policyspace.foundation.remembering import remembered

MOST_LETTERS = 40
"""Of a term; what is longer is cut, the same way in a text and in what somebody looks for."""

KNOWN_WORDS = 100_000
KNOWN_LINES = 2_000
WORD = re.compile(r"[^\W_]+(?:['’ʼ\u0300-\u036f][^\W_]+|[\u0300-\u036f])*")
_APOSTROPHES = re.compile(r"['’ʼ]")
_OWNED = re.compile(r"['’ʼ][sS]\Z")


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it is looked for: `whole`, folded, and its `stem`. `letters`: those, unaccented, with which every word
    begins that has this stem; `bare`: all of them."""

    whole: str
    stem: str
    letters: str
    bare: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text as the index holds them: `stems` in order, and `also` the words that differ from theirs."""

    stems: str
    also: str


@dataclass(frozen=True, slots=True)
class _Line:
    """The same of one line."""

    stems: str
    also: tuple[str, ...]


@lru_cache(maxsize=KNOWN_WORDS)
def term_of(word: str) -> Term:
    """The term of one word, as `WORD` finds them."""
    folded = _decomposed(_decomposed(_OWNED.sub("", word)).casefold())
    bare = _APOSTROPHES.sub("", "".join(each for each in folded if not unicodedata.combining(each)))
    if not bare.isascii():
        spelled = _safe("".join(each if each.isascii() else f"u{ord(each):05x}" for each in bare))
        return Term(spelled, spelled, bare, bare)
    from snowballstemmer import stemmer

    # a stemmer remembers the word it is at, so that no two threads can use the same
    stem = stemmer("english").stemWord(bare)
    return Term(_safe(bare), _safe(stem), stem[: max(2, len(stem) - 2)], bare)


def terms_of(text: str) -> Terms:
    """The terms of `text`."""
    lines = [_terms_of_line(line) for line in text.split("\n") if line]
    also = dict.fromkeys(whole for line in lines for whole in line.also)
    return Terms(" ".join(line.stems for line in lines if line.stems), " ".join(also))


@remembered(KNOWN_LINES)
def _terms_of_line(line: str) -> _Line:
    """No word goes over the end of its line; and when a text is written again, most of its lines stay."""
    found = [term_of(word) for word in WORD.findall(line)]
    also = dict.fromkeys(each.whole for each in found if each.whole != each.stem)
    return _Line(" ".join(each.stem for each in found), tuple(also))


def words_in(text: str) -> Iterator[tuple[Term, int, int]]:
    """The words of `text`, with where each begins and ends."""
    for found in WORD.finditer(text):
        yield term_of(found[0]), found.start(), found.end()


def _decomposed(word: str) -> str:
    return unicodedata.normalize("NFKD", word)


def _safe(word: str) -> str:
    plain = "".join(each for each in word if each.isalnum()) or "u"
    return (plain if plain[0].isalpha() else f"x{plain}")[:MOST_LETTERS]
