"""A text cut into words, marks and the white space between them, without losing a character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

# Marks, each a token of its own: ASCII punctuation, the quotes, dashes and dots of Latin-1 and Unicode's
# General Punctuation (without joiners and direction marks, which belong to words), CJK and full-width marks.
_MARKS = (
    r"!-/:-@\[-`{-~"
    r"\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf"
    r"\u2010-\u2027\u2030-\u205e"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
# Written without spaces: one character, one word. Otherwise a whole sentence would be one word.
_IDEOGRAPHS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\s{_MARKS}{_IDEOGRAPHS}]"
_INSIDE = r"['’\u2010\u2011-]"  # don't, co-design
_BETWEEN_DIGITS = r"(?<=\d)[.,:/](?=\d)"  # 1,000.50 and 10:30

# Possessive quantifiers: no character is read more than a few times over.
_ADDRESS = r"https?://(?:[.,;:!?'*_]*[^\s<>()\[\]\".,;:!?'*_])++"  # not the full stop of the sentence
_TOKEN = re.compile(rf"({_ADDRESS}|{_LETTER}++(?:(?:{_INSIDE}|{_BETWEEN_DIGITS}){_LETTER}++)*+|[^\s])")
_WORD = re.compile(rf"[^\s{_MARKS}]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as spaces[0] contents[0] spaces[1] contents[1] … spaces[-1]; spaces may be empty.

    `contents` are words (a web address is one) and single marks; `spaces` is one longer than `contents`.
    """

    contents: list[str]
    spaces: list[str]

    def ends(self) -> list[int]:
        """Where the text before each content ends and where each content ends, alternately, from 0.

        The content `i` stands from ends()[2 * i + 1] to ends()[2 * i + 2]; the last item is the length of the text.
        """
        both = [""] * (2 * len(self.contents) + 1)
        both[0::2] = self.spaces
        both[1::2] = self.contents
        return [0, *accumulate(map(len, both))]


def tokens(text: str) -> Tokens:
    """The tokens of `text`; joined in turn they are `text` again. Linear in its length."""
    parts = _TOKEN.split(text)
    return Tokens(contents=parts[1::2], spaces=parts[0::2])


def is_word(content: str) -> bool:
    """Whether a content is a word; otherwise it is a mark."""
    return _WORD.match(content) is not None


def has_word(text: str) -> bool:
    """Whether any word stands in `text`."""
    return _WORD.search(text) is not None


def words(text: str) -> list[str]:
    """The words of `text` in order, without marks and white space."""
    begins_word = _WORD.match
    return [content for content in tokens(text).contents if begins_word(content)]


def word_weights(contents: Sequence[str]) -> list[int]:
    """The length of each content that is a word, 0 for a mark."""
    begins_word = _WORD.match
    return [len(content) if begins_word(content) else 0 for content in contents]
