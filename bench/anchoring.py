"""Passages of real texts carried through every real redraft: by this project's rules, and by the W3C's text quotes.

From each revision, random passages are looked for in the next one. Here a passage that stands says whether its words
have changed. The other program (dom-anchor-text-quote, fuzzy, told where the passage stood, with 32 characters on each
side) gives a range or nothing; where the words there are others, it does not say so: such a place is wrong.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from bench.measuring import Row, cpu_seconds
from bench.texts import histories
from policyspace.discussion.rules import Anchor, AnchorState, Placed, carry_anchors
from policyspace.drafting.rules.alignment import Link, links_between
from policyspace.drafting.rules.identity import Block, carry_ids
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.plain import plain_text
from policyspace.foundation.text.render import render_blocks

PASSAGES = 40
"""How many passages are carried over each step from one revision to the next."""
WORDS = (2, 14)
AROUND = 32
PEER = "dom-anchor-text-quote"
VERSION = "4.0.2"
WHAT = "carry passages over real redrafts"
STANDS = {AnchorState.HERE, AnchorState.MOVED}
SCRIPT = """
import fs from 'node:fs'
import { createRequire } from 'node:module'
const require = createRequire(process.argv[2] + '/')
const { toTextPosition } = require('dom-anchor-text-quote')
const steps = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'))
const began = process.cpuUsage()
const found = steps.map(({ text, passages }) => passages.map(({ exact, prefix, suffix, hint }) => {
  try {
    const place = toTextPosition({ textContent: text }, { exact, prefix, suffix }, { hint })
    return place && text.slice(place.start, place.end)
  } catch { return null }
}))
const used = process.cpuUsage(began)
console.log(JSON.stringify({ found, ms: (used.user + used.system) / 1000 }))
"""


@dataclass(frozen=True)
class Step:
    """One revision and the next, with passages of the first."""

    before: list[Placed]
    after: list[Placed]
    links: list[Link]
    anchors: list[Anchor]

    @property
    def text(self) -> str:
        """The words of the newer revision, block by block."""
        return "\n".join(block.words for block in self.after)


def rows() -> list[Row]:
    """Where each program finds the passages, and what one passage costs it."""
    steps = list(_steps())
    if not steps:
        return []
    passages = sum(len(step.anchors) for step in steps)
    cpu, wall = cpu_seconds(), time.perf_counter()
    found = [_carried(step) for step in steps]
    cpu_ms, wall_ms = (1000 * (cpu_seconds() - cpu), 1000 * (time.perf_counter() - wall))
    ours = _row("policyspace", passages, cpu_ms, wall_ms, _judged(steps, found))
    asked = _asked_of_peer(steps)
    if asked is None:
        return [replace(ours, said=f"{ours.said}; {PEER} left out: npm gave nothing")]
    theirs = [[(each, each is not None) for each in step] for step in asked["found"]]
    return [ours, _row(PEER, passages, asked["ms"], asked["ms"], _judged(steps, theirs))]


def _steps() -> Iterator[Step]:
    chance = random.Random(2026)  # noqa: S311 - the same passages in every run, nothing secret
    ids = count(1)
    for revisions in histories().values():
        drafts: list[tuple[list[Block], list[Placed]]] = []
        for text in revisions:
            sources = split_blocks(text)
            blocks = list(carry_ids(drafts[-1][0] if drafts else [], sources, lambda: f"b{next(ids)}"))
            words = [plain_text(html) for html in render_blocks(sources)]
            drafts.append(
                (blocks, [Placed(block.id, said) for block, said in zip(blocks, words, strict=True)])
            )
        for (old, before), (new, after) in pairwise(drafts):
            anchors = [_passage(chance, key, before) for key in range(PASSAGES)]
            yield Step(before, after, list(links_between(old, new)), anchors)


def _passage(chance: random.Random, key: int, blocks: list[Placed]) -> Anchor:
    """Some words of a block, longer blocks more often than shorter ones."""
    block = chance.choices(blocks, [len(each.words) + 1 for each in blocks])[0]
    begins = [0, *(at + 1 for at, sign in enumerate(block.words) if sign.isspace())]
    first = chance.randrange(len(begins))
    last = min(first + chance.randint(*WORDS), len(begins))
    end = begins[last] - 1 if last < len(begins) else len(block.words)
    return Anchor(key, block.id, begins[first], end, block.words[begins[first] : end])


def _carried(step: Step) -> list[tuple[str | None, bool]]:
    """The words each passage stands on now, and whether they are said to be the same."""
    changed = {each.key: each for each in carry_anchors(step.anchors, step.before, step.after, step.links)}
    words = {block.id: block.words for block in step.after}
    now = [changed.get(each.key, each) for each in step.anchors]
    return [
        (None if each.block_id is None else words[each.block_id][each.start : each.end], each.state in STANDS)
        for each in now
    ]


def _judged(steps: list[Step], found: list[list[tuple[str | None, bool]]]) -> Counter[str]:
    told: Counter[str] = Counter()
    for step, places in zip(steps, found, strict=True):
        for anchor, (words, same) in zip(step.anchors, places, strict=True):
            if words == anchor.quote:
                told["exact"] += 1
            elif words is not None and same:
                told["wrong"] += 1
            else:
                told["changed" if words is not None else "detached"] += 1
            told["missed"] += words != anchor.quote and _stands_once(anchor.quote or "", step.text)
    return told


def _stands_once(quote: str, text: str) -> bool:
    """Whether a text holds the words once: "do" does not stand in "document"."""
    begins, ends = (r"\b" if sign.isalnum() else "" for sign in (quote[:1], quote[-1:]))
    return len(re.findall(begins + re.escape(quote) + ends, text)) == 1


def _row(subject: str, passages: int, cpu_ms: float, wall_ms: float, told: Counter[str]) -> Row:
    shares = ", ".join(f"{name} {told[name] / passages:.2%}" for name in ("exact", "changed", "detached"))
    said = f"{shares}, wrongly placed {told['wrong']}, stands once but missed {told['missed']}"
    cpu, wall = round(cpu_ms / passages, 4), round(wall_ms / passages, 4)
    return Row(WHAT, f"{passages} passages", subject, cpu, cpu, wall, said)


def _asked_of_peer(steps: list[Step]) -> Any:
    """What the other program makes of the same passages; None where it cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        install = ["npm", "install", "--silent", "--prefix", folder, f"{PEER}@{VERSION}"]
        try:
            subprocess.run(install, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        (place / "ask.mjs").write_text(SCRIPT)
        (place / "steps.json").write_text(json.dumps([_told(step) for step in steps]))
        asked = ["node", str(place / "ask.mjs"), folder, str(place / "steps.json")]
        return json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)


def _told(step: Step) -> dict[str, Any]:
    old, starts = "\n".join(block.words for block in step.before), {}
    at = 0
    for block in step.before:
        starts[block.id] = at
        at += len(block.words) + 1
    passages = []
    for each in step.anchors:
        start = starts[str(each.block_id)] + (each.start or 0)
        end = start + len(each.quote or "")
        around = {"prefix": old[max(0, start - AROUND) : start], "suffix": old[end : end + AROUND]}
        passages.append({"exact": each.quote, "hint": start, **around})
    return {"text": step.text, "passages": passages}
