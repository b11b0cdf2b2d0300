"""What could be plainer in a text. Advice, never a gate: it counts, points, and judges nobody.

The reading age is the grade of the Automated Readability Index (Senter and Smith, "Automated Readability Index",
1967), rounded up, and 5: 4.71 times the letters a word has, and half the words a
sentence has, less 21.43.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from policyspace.drafting.rules.abbreviations import Abbreviation, unexplained
from policyspace.drafting.rules.guidance import unwritten
from policyspace.drafting.rules.identity import NUMBERED
from policyspace.drafting.rules.prose import (
    Passage,
    Sentence,
    count_words,
    links,
    measured_sentences,
    passages,
    plain_words,
    set_of,
)
from policyspace.foundation.text import lines as of
from policyspace.foundation.text.blocks import SourceBlock, split_blocks
from policyspace.foundation.text.definitions import read_definitions

METHOD = "Automated Readability Index (Senter and Smith, 1967), grade + 5"
LONG_SENTENCE = 25
"""More words than this make a sentence hard to follow (the rule of the Government Digital Service)."""
LONG_PARAGRAPH = 150
NEEDS_HEADINGS = 400
"""Words from which on a text without any heading is hard to find one's way in."""
LEAST_FOR_AGE = 100
WORDS_A_MINUTE = 238
"""Silent reading of non-fiction (Brysbaert, "How many words do we read per minute?", 2019)."""
_SAYS_NOTHING = set_of(
    "click|click here|click this|details|document|download|find out more|further information|go|here|in this link|"
    "info|learn more|link|more|more details|more info|more information|on this page|page|read|read here|read more|"
    "read this|see here|see more|see this|this|this document|this link|this page|this site|this website|view|"
    "visit|visit this|web page|webpage|website",
    between="|",
)
_AROUND = " .,:;!?…()[]\"'“”‘’»›→>*"


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """`age` in years, from `grade`, reckoned over so many `sentences`."""

    age: int
    grade: float
    sentences: int


@dataclass(frozen=True, slots=True)
class LongSentence:
    block: int
    words: int
    text: str


@dataclass(frozen=True, slots=True)
class SkippedLevel:
    """A heading that is more than one step below the one above it. `above` is that one's level, 1 for the title."""

    block: int
    title: str
    level: int
    above: int


@dataclass(frozen=True, slots=True)
class VagueLink:
    """A link whose words do not say where it leads; `text` is "" for an address that stands alone."""

    block: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class LongParagraph:
    block: int
    words: int


@dataclass(frozen=True, slots=True)
class Advice:
    """All that is said of a text. `block` everywhere is a place among its blocks; `numbers` cites them by it.

    `unwritten` holds the headings of sections with guidance alone, "" for what stands before the first heading.
    """

    words: int
    minutes: int
    reading_age: ReadingAge | None
    long_sentences: tuple[LongSentence, ...]
    long_paragraphs: tuple[LongParagraph, ...]
    abbreviations: tuple[Abbreviation, ...]
    skipped_levels: tuple[SkippedLevel, ...]
    lacks_headings: bool
    vague_links: tuple[VagueLink, ...]
    unwritten: tuple[str, ...]
    numbers: tuple[int | None, ...]

    @property
    def count(self) -> int:
        """How many things could be plainer."""
        lists = (
            self.long_sentences,
            self.long_paragraphs,
            self.abbreviations,
            self.skipped_levels,
            self.vague_links,
            self.unwritten,
        )
        return sum(map(len, lists)) + self.lacks_headings


def advise(text: str, guidance: Collection[str] = (), part: range | None = None) -> Advice:
    """What could be plainer in `text`, or in the blocks of it at the places of `part`.

    Its time grows with the length of the text alone.
    """
    blocks = split_blocks(text)
    asked = range(len(blocks)) if part is None else part
    places = [place for place in unwritten(blocks, guidance) if place.guidance[0] in asked]
    told = {at for place in places for at in place.guidance}
    whole = passages(blocks)
    read = [each for each in whole if each.block in asked and each.block not in told]
    counted = [(passage, count_words(passage.text)) for passage in read]
    words = sum(found for _passage, found in counted)
    said = [(each, one) for each in read if each.running for one in measured_sentences(each.text)]
    return Advice(
        words=words,
        minutes=max(1, round(words / WORDS_A_MINUTE)) if words else 0,
        reading_age=_reading_age([one for _passage, one in said if one.whole]),
        long_sentences=tuple(_long_sentences(said)),
        long_paragraphs=tuple(_long_paragraphs(blocks, counted)),
        abbreviations=tuple(unexplained(read, whole, _defined(blocks))),
        skipped_levels=tuple(each for each in _skipped_levels(blocks) if each.block in asked),
        lacks_headings=words > NEEDS_HEADINGS and not any(block.kind == "heading" for block in blocks),
        vague_links=tuple(each for each in _vague_links(blocks, told) if each.block in asked),
        unwritten=tuple("" if place.heading is None else _title(blocks[place.heading]) for place in places),
        numbers=tuple(_numbers(blocks)),
    )


def _reading_age(whole: Sequence[Sentence]) -> ReadingAge | None:
    """None where there are too few words to tell."""
    words = sum(sentence.words for sentence in whole)
    if words < LEAST_FOR_AGE:
        return None
    letters = sum(sentence.letters for sentence in whole)
    grade = 4.71 * letters / words + 0.5 * words / len(whole) - 21.43
    return ReadingAge(max(5, ceil(grade) + 5), round(grade, 1), len(whole))


def _long_sentences(said: Sequence[tuple[Passage, Sentence]]) -> Iterator[LongSentence]:
    for passage, sentence in said:
        if sentence.words > LONG_SENTENCE and sentence.text.count(" ") >= LONG_SENTENCE:
            yield LongSentence(passage.block, sentence.words, sentence.text)


def _long_paragraphs(
    blocks: Sequence[SourceBlock], counted: Sequence[tuple[Passage, int]]
) -> Iterator[LongParagraph]:
    for passage, words in counted:
        if words > LONG_PARAGRAPH and blocks[passage.block].kind == "paragraph":
            yield LongParagraph(passage.block, words)


def _skipped_levels(blocks: Sequence[SourceBlock]) -> Iterator[SkippedLevel]:
    """The first heading may be of level 1 or 2."""
    above = 1
    for at, block in enumerate(blocks):
        if block.kind == "heading" and (title := _title(block)):
            if block.level > above + 1:
                yield SkippedLevel(at, title, block.level, above)
            above = block.level


def _vague_links(blocks: Sequence[SourceBlock], told: Collection[int]) -> Iterator[VagueLink]:
    """An address alone is what one expects of a note; elsewhere it is read out letter by letter."""
    for at, block in enumerate(blocks):
        if (
            block.kind in {"code", "rule"}
            or at in told
            or not ("://" in block.source or "](" in block.source)
        ):
            continue
        notes = _notes(block) if block.kind == "definitions" else block.source
        for text, address in links(notes):
            bare = not text and block.kind != "definitions"
            if bare or text.strip(_AROUND).casefold() in _SAYS_NOTHING:
                yield VagueLink(at, text, address)


def _notes(block: SourceBlock) -> str:
    return "\n".join(each.value for each in read_definitions(block) if each.kind == of.FOOTNOTE)


def _defined(blocks: Sequence[SourceBlock]) -> set[str]:
    """The abbreviations explained by lines like `*[LA]: local authority`."""
    return {
        each.name
        for block in blocks
        if block.kind == "definitions"
        for each in read_definitions(block)
        if each.kind == of.ABBREVIATION
    }


def _title(heading: SourceBlock) -> str:
    return plain_words(heading.source.strip("#=- \t\n"))


def _numbers(blocks: Sequence[SourceBlock]) -> Iterator[int | None]:
    number = 0
    for block in blocks:
        number += block.kind in NUMBERED
        yield number if block.kind in NUMBERED else None
