"""What somebody looks for: words and quoted phrases, all of which something must have to be found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from policyspace.reporting.searching.rules.terms import Term, words_in

MOST_CHARACTERS = 200
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
"""So many letters a word must have before others that begin with it are looked for."""

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_ENGLISH = (
    "a about after all also am an and any are as at be because been before but by can could did do does for from had"
    " has have he her him his how i if in into is it its me more most my no not of on or our out she so some such than"
    " that the their them then there these they this to too up us was we were what when where which who will with would"
    " you your"
)
_WELSH = "ac ar ei eu fel gan gyda hyn i mae na nad neu nid oedd oes sydd un wedi y yn yr"
COMMON = frozenset(_ENGLISH.split()) | frozenset(_WELSH.split())
"""Words that stand in nearly every text: they are looked for in quotes only."""


@dataclass(frozen=True)
class Question:
    """What is looked for. `words` in order; `phrases` of two words and more; `left_out`: more was typed than is
    looked for. With `begins`, the last of the `words` may be the beginning of one.
    """

    words: tuple[Term, ...] = ()
    phrases: tuple[tuple[Term, ...], ...] = ()
    only_common: bool = False
    left_out: bool = False
    begins: bool = False

    @classmethod
    def read(cls, typed: str) -> Question:
        """The question in what was typed. Never fails: what is no word is passed over."""
        quoted = [[term for term, _s, _e in words_in(each)] for each in _QUOTED.findall(typed)]
        bare = [term for term, _s, _e in words_in(_QUOTED.sub(" ", typed))]
        telling = [each for each in bare if each.whole not in COMMON]
        single = [each[0] for each in quoted if len(each) == 1]
        phrases = tuple(tuple(islice(each, MOST_WORDS)) for each in quoted if len(each) > 1)
        words = tuple(dict.fromkeys([*single, *telling]))
        return cls(
            words=words[:MOST_WORDS],
            phrases=phrases[:MOST_WORDS],
            only_common=bool(bare) and not words and not phrases,
            left_out=len(words) > MOST_WORDS or len(phrases) > MOST_WORDS,
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words and not self.phrases

    @property
    def beginning(self) -> str | None:
        """The last word, where it is long enough to look for words that begin with it."""
        last = self.words[-1].whole if self.words else ""
        return last if len(last) >= SHORTEST_BEGINNING else None

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All that is looked for, word by word."""
        return (*self.words, *(term for phrase in self.phrases for term in phrase))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The same by stem."""
        return frozenset(each.stem for each in self.terms)

    def fits(self, term: Term) -> bool:
        """Whether a word of a text is one that was looked for."""
        begins = self.beginning if self.begins else None
        return term.stem in self.stems or (begins is not None and term.whole.startswith(begins))
