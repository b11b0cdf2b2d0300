"""What a confirmation is bound to: one digest of a stage's words, the same wherever it is reckoned."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import normalize

from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.outcomes.rules.facts import EntryFact, SetAsideFact, Value

FORM = 1
"""Number of the canonical form below; a new form makes every old confirmation stale."""


def digest_of(stage: Stage, entries: Iterable[EntryFact], set_aside: Iterable[SetAsideFact] = ()) -> str:
    """SHA-256, in hex, of all that is confirmed in `stage`, in whatever order it is given.

    Counted are words, fields, side and organisation of each entry, the notes of those who accepted or
    corrected it, and what was set aside with its reason. Not counted: who typed it, when, and under which id,
    so that words put back as they were are the words that were confirmed.
    """
    row = stage_row(stage)
    counted = {prompt.key for prompt in row.prompts if prompt.counts_as_words}
    return _sha256(
        {
            "form": FORM,
            "stage": stage.value,
            "entries": _in_order(_confirmed(entry) for entry in entries if entry.prompt in counted),
            "set_aside": _in_order(
                {"requirement": item.requirement, "reason": _nfc(item.reason)}
                for item in set_aside
                if row.find_requirement(item.requirement)
            ),
        }
    )


def entry_digest(entry: EntryFact) -> str:
    """SHA-256, in hex, of one entry's words and fields: what its acceptance is bound to."""
    return _sha256({"form": FORM, "entry": _words(entry)})


def _confirmed(entry: EntryFact) -> dict[str, object]:
    """The entry's words with the notes that those concerned wrote on exactly these words."""
    own = entry_digest(entry)
    notes = [
        {"side": str(said.side), "accepted": said.accepted, "note": _nfc(said.note)}
        for said in entry.acceptances
        if said.digest == own and said.note.strip()
    ]
    return {**_words(entry), "notes": _in_order(notes)}


def _words(entry: EntryFact) -> dict[str, object]:
    """Fields left empty count as absent, so that a field added to a prompt later changes no digest."""
    return {
        "prompt": entry.prompt,
        "side": str(entry.side),
        "organisation": entry.organisation_id,
        "words": _nfc(entry.words),
        "data": {key: _plain(value) for key, value in entry.data.items() if value not in (None, "")},
    }


def _plain(value: Value) -> Value:
    return _nfc(value) if isinstance(value, str) else value


def _nfc(text: str) -> str:
    return normalize("NFC", text)


def _in_order(values: Iterable[object]) -> list[object]:
    return sorted(values, key=_canonical)


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sha256(value: object) -> str:
    return sha256(_canonical(value).encode()).hexdigest()
