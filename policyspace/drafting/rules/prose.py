"""The running words of a Markdown text: passages without signs of Markdown, their words and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from policyspace.drafting.rules.sections import Placed
from policyspace.foundation.remembering import remembered
from policyspace.foundation.text import lines as of
from policyspace.foundation.text.blocks import SourceBlock
from policyspace.foundation.text.definitions import read_definitions


def set_of(words: str, *, between: str | None = None) -> frozenset[str]:
    """The words of one line as a set, parted at spaces or at what stands `between` them."""
    return frozenset(words.split(between))


KNOWN = 1_000
"""Of so many blocks and passages it is remembered what they hold: most stand unchanged when a text is read again."""

# Possessive quantifiers throughout: no character is read more than a few times over.
_TICKS = re.compile(r"`++")
_LINK = re.compile(
    r"!?+\[(?P<text>(?:[^\[\]]|\[[^\[\]]*+\])*+)\](?:"
    r"\(\s*+(?P<address>[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)"
    r"(?:\s++(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\)))?+\s*+\)"
    r"|\s?\[(?P<label>[^\[\]]*+)\])"
)
_MARK = re.compile(r"\[\^[^\[\]]*+\]")
_ADDRESS = re.compile(r"<?+\bhttps?://[^\s<>]++>?+")
_SIGNS = re.compile(r"\\(?P<kept>[^\w\s])|[*~]++|(?<!\w)_++|_++(?!\w)")
_SIGNS_USED = frozenset("\\*~_")
_BEGINNING = re.compile(r"\s*+(?:(?:[*+-]|\d{1,9}[.)]|:)\s++)*+")
_QUOTED = re.compile(r"^[ \t]*+(?:>[ \t]?+)++", re.MULTILINE)
_ITEM = re.compile(r"\s*+(?:[*+-]|\d{1,9}[.)]|:)\s")
_CELL_END = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"\w++(?:(?:['’‐‑-]|(?<=\d)[.,:/](?=\d))\w++)*+")
_STOP = re.compile(r"[.!?…]++[\"'”’)\]]*+(?=\s++[\"'“‘(\[]*+(?P<next>[^\W_a-zà-öø-ÿ]))")
_LAST_WORD = re.compile(r"[^\s(]*\Z")
_JOINTS = str.maketrans("", "", "'’‐‑-.,:/")
_NO_LINKS = str.maketrans("[]()<>:", "       ")
_NO_END = set_of("mr mrs ms mx dr prof rev hon st e.g i.e eg ie cf vs approx para paras art ltd dept")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are read in one go: a paragraph, an item of a list, a heading, a cell of a table.

    `block` is the place of its block in the text. Only `running` words are made of sentences.
    """

    block: int
    text: str
    running: bool


def passages(blocks: Sequence[Placed]) -> list[Passage]:
    """The passages of a text in order. Code, lines across the page and addresses are not among them."""
    return [
        Passage(at, words, running)
        for at, block in enumerate(blocks)
        for words, running in _passages_of(block.source, block.kind)
    ]


@remembered(KNOWN)
def _passages_of(source: str, kind: str) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (words, running) for piece, running in _pieces(kind, source) if (words := plain_words(piece))
    )


def plain_words(source: str) -> str:
    """Markdown of one passage as it is read, on one line."""
    text = source
    if "`" in text:
        text = "".join(piece for piece, is_code in _parted(text) if not is_code)
    if "[" in text:
        text = _LINK.sub(r"\g<text>", _MARK.sub("", text))
    if "://" in text:
        text = _ADDRESS.sub(" ", text)
    if "&" in text:
        text = unescape(text)
    if not _SIGNS_USED.isdisjoint(text):
        text = _SIGNS.sub(r"\g<kept>", text)
    return " ".join(text.split())


def words_in(text: str) -> list[str]:
    """The words of a passage: letters and figures, with hyphens, apostrophes and points inside figures."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a passage. One ends at a full stop, a question or exclamation mark before a capital."""
    found, begin = [], 0
    for stop in _STOP.finditer(text):
        if not _goes_on(text, begin, stop):
            found.append(text[begin : stop.end()].strip())
            begin = stop.end()
    return [*found, text[begin:].strip()] if text[begin:].strip() else found


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with how many words and how many letters in them it has, and whether it ends as one."""

    text: str
    words: int
    letters: int
    whole: bool


@remembered(KNOWN)
def count_words(text: str) -> int:
    """How many words a passage has."""
    return len(words_in(text))


@remembered(KNOWN)
def measured_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a passage, measured."""
    return tuple(_measured(each) for each in sentences(text))


def _measured(sentence: str) -> Sentence:
    found = words_in(sentence)
    return Sentence(sentence, len(found), len("".join(found).translate(_JOINTS)), is_whole(sentence))


def is_whole(sentence: str) -> bool:
    """Whether a sentence ends as one: an item of a list often is part of one only."""
    return sentence.rstrip("\"'”’)]")[-1:] in {".", "!", "?", "…", ":"}


def links(source: str) -> Iterator[tuple[str, str]]:
    """The words and the address of each link of a block; the words are "" where the address stands alone."""
    left = source
    if "`" in left:
        left = "".join(piece.translate(_NO_LINKS) if code else piece for piece, code in _parted(left))
    if "[" in left:
        left = _MARK.sub("", left)
        for found in _LINK.finditer(left):
            yield plain_or_address(found["text"]), found["address"] or found["label"] or ""
        left = _LINK.sub(" ", left)
    if "://" in left:
        for bare in _ADDRESS.finditer(left):
            yield "", bare.group().strip("<>")


def _parted(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text between backticks and outside them; what opens with so many closes with as many."""
    runs = list(_TICKS.finditer(text))
    closers: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        closers.setdefault(len(runs[number].group()), []).append(number)
    number = begin = 0
    while number < len(runs):
        same = closers[len(runs[number].group())]
        while same and same[-1] <= number:
            same.pop()
        if not same:
            number += 1
            continue
        opens, closes = runs[number], runs[same[-1]]
        yield text[begin : opens.start()], False
        yield text[opens.end() : closes.start()], True
        begin, number = closes.end(), same[-1] + 1
    yield text[begin:], False


def plain_or_address(text: str) -> str:
    """The words of a link; "" where they are nothing but an address."""
    return "" if _ADDRESS.fullmatch(text.strip()) else plain_words(text)


def _pieces(kind: str, source: str) -> Iterator[tuple[str, bool]]:
    """The Markdown of each passage of a block, and whether it is running text."""
    if kind in {"code", "rule"}:
        return
    if kind == "heading":
        yield source.strip("#=- \t\n"), False
    elif kind == "table":
        yield from ((cell, False) for cell in _cells(source))
    elif kind == "definitions":
        for each in read_definitions(SourceBlock(source, kind)):
            if each.kind == of.FOOTNOTE:
                yield from ((piece, True) for piece in _items(each.value))
    else:
        unquoted = _QUOTED.sub("", source) if ">" in source else source
        yield from ((piece, True) for piece in _items(unquoted))


def _cells(source: str) -> Iterator[str]:
    for row in source.split("\n"):
        if row.strip(" |:-\t"):
            yield from (cell.replace("\\|", "|") for cell in _CELL_END.split(row))


def _items(source: str) -> Iterator[str]:
    """Parted at blank lines and where an item of a list begins."""
    run: list[str] = []
    for line in source.split("\n"):
        begins = _ITEM.match(line)
        if run and (begins or not line.strip()):
            yield "\n".join(run)
            run = []
        if line.strip():
            run.append(line[_BEGINNING.match(line).end() :] if begins else line)  # type: ignore[union-attr]  # it matches nothing too
    if run:
        yield "\n".join(run)


def _goes_on(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to a shortened word ("Dr.", "No. 5", "J. Smith"), so that its sentence goes on."""
    if stop.group()[0] != "." or len(stop.group()) > 1:
        return False
    before = _LAST_WORD.search(text, max(begin, stop.start() - 20), stop.start())
    word = before.group() if before else ""
    if word.lower() == "no":
        return stop["next"].isdigit()
    return word.lower() in _NO_END or (len(word) == 1 and word.isupper() and word != "I")
