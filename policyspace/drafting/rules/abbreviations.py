"""Abbreviations that a text uses and never explains.

Whether words explain an abbreviation is told by the method of Schwartz and Hearst ("A simple algorithm for
identifying abbreviation definitions in biomedical text", 2003): its letters stand in the words in the same order,
the first of them at the beginning of a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policyspace.drafting.rules.prose import KNOWN as PASSAGES_KNOWN
from policyspace.drafting.rules.prose import Passage, set_of
from policyspace.foundation.remembering import remembered

_SHORT = r"[A-Z](?:[A-Z&]*[A-Z]|[a-z][A-Z]{1,4})"
_FOUND = re.compile(
    r"(?P<name>[A-Z](?<![\w&].)(?:[A-Z&]*[A-Z]|[a-z][A-Z]{1,4}))(?:s|['’]s)?(?![\w&])"
)  # a character class comes first: that is found fast
_ALONE = re.compile(rf"[\"'“‘]?(?:the )?[\"'“‘]?(?P<name>{_SHORT})s?[\"'”’]?")
_BRACKET = re.compile(r"\(([^()]{2,120}+)\)")
_BEFORE_BRACKET = re.compile(rf"(?<![\w&])({_SHORT})s?[\"'”’]? ?\Z")
_GLOSSED = re.compile(rf"(?P<name>{_SHORT})s?\s?(?:[:–—=-]|means|stands for)\s(?P<words>.+)")
_ROMAN = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_MOST_LETTERS = 6
_SHOUTED = 0.6
_LOOKED_AT = 200

KNOWN = set_of(
    "A&E AD AM ATM BBC BC BST CCTV COVID CV DIY DNA EU FAQ GB GMT GP HIV ID IQ IT MP NHS OK PA PC PDF PIN PM PO "
    "Q&A SMS TV UK UN US USA USB VAT"
)
"""What everyone is taken to know."""
_WORDS_IN_CAPITALS = set_of(
    "ALL AN AND ANY ARE AS AT BE BY CAN DO FOR FROM HOW IF IN IS KEY MAY MUST NEW NO NOT NOTE OF ON ONLY OR OUR "
    "SHALL SO THE THIS TO WE WHAT WHEN WHO WHY WILL WITH YES YOU YOUR"
)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One that is not explained: how often it stands in the text, and the block in which it first does."""

    name: str
    times: int
    block: int


def unexplained(
    passages: Sequence[Passage], whole: Sequence[Passage], defined: Collection[str] = ()
) -> list[Abbreviation]:
    """The abbreviations in `passages` that nothing explains, as they come.

    They may be explained anywhere in the `whole` text that the passages are part of, or be `defined` in it.
    """
    times: Counter[str] = Counter()
    first: dict[str, int] = {}
    for passage in passages:
        for name in _names_in(passage.text):
            if name not in first and _is_no_abbreviation(name):
                continue
            times[name] += 1
            first.setdefault(name, passage.block)
    if not times:
        return []
    known = {*KNOWN, *defined, *_explained_in(whole)}
    return [Abbreviation(name, times[name], first[name]) for name in first if name not in known]


@remembered(PASSAGES_KNOWN)
def _names_in(text: str) -> tuple[str, ...]:
    """What could be abbreviations in a passage, unless all of it is in capitals."""
    names = tuple(found["name"] for found in _FOUND.finditer(text))
    return () if names and _is_shouted(text) else names


def explains(words: str, short: str) -> bool:
    """Whether the end of `words` can be what the abbreviation `short` stands for."""
    letters = [each for each in short.lower() if each.isalpha()]
    near = " ".join(words.split()[-(len(letters) + 5) :]).lower()
    at = len(near)
    for number in range(len(letters) - 1, -1, -1):
        at = near.rfind(letters[number], 0, at)
        while number == 0 and at > 0 and near[at - 1].isalnum():
            at = near.rfind(letters[0], 0, at)
        if at < 0:
            return False
    return " " in near[at:].strip() or "-" in near[at:]


def _explained_in(passages: Sequence[Passage]) -> set[str]:
    """What the text explains: in brackets, before brackets, or in a list or table of abbreviations."""
    found: set[str] = set()
    for passage in passages:
        found |= _explained_by(passage.text)
    for one, other in pairwise(passages):
        for short, words in ((one, other), (other, one)):
            alone = _alone(short.text) if one.block == other.block else None
            if alone and _begins_with(words.text, alone):
                found.add(alone)
    return found


@remembered(PASSAGES_KNOWN)
def _alone(text: str) -> str | None:
    """The abbreviation that a passage is."""
    found = _ALONE.fullmatch(text)
    return found["name"] if found else None


@remembered(PASSAGES_KNOWN)
def _explained_by(text: str) -> frozenset[str]:
    """What a passage explains by itself."""
    found: set[str] = set()
    for bracket in _BRACKET.finditer(text):
        found |= _by_bracket(text, bracket)
    glossed = _GLOSSED.match(text)
    if glossed and _begins_with(glossed["words"], glossed["name"]):
        found.add(glossed["name"])
    return frozenset(found)


def _by_bracket(text: str, bracket: re.Match[str]) -> set[str]:
    """From "Universal Credit (UC)" and "UC (Universal Credit)"."""
    before, inside = text[max(0, bracket.start() - 200) : bracket.start()], bracket[1]
    alone = _ALONE.match(inside)
    if alone and explains(before, alone["name"]):
        return {alone["name"]}
    named = _BEFORE_BRACKET.search(before)
    return {named[1]} if named and explains(inside, named[1]) else set()


def _begins_with(words: str, short: str) -> bool:
    """Whether `words` begin with what `short` stands for."""
    most = len(short) + 5
    first = words.split()[:most]
    return any(explains(" ".join(first[:end]), short) for end in range(len(first), 0, -1))


def _is_no_abbreviation(name: str) -> bool:
    return len(name) > _MOST_LETTERS or name in _WORDS_IN_CAPITALS or _ROMAN.fullmatch(name) is not None


def _is_shouted(text: str) -> bool:
    """Whether a passage is written in capitals, as some headings are; told from its beginning."""
    begin = text[:_LOOKED_AT]
    high, low = sum(map(str.isupper, begin)), sum(map(str.islower, begin))
    return high + low > 2 * _MOST_LETTERS and high > _SHOUTED * (high + low)
