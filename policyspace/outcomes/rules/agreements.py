"""The file of an agreement: one way of writing it, so that a single changed byte is found, and whether it agrees with
itself. Whether it is what was confirmed, only the installation that it comes from can say (`outcomes.verifying`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from policyspace.charter.capacity import Capacity, Side, Voice
from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.foundation.errors import Invalid
from policyspace.outcomes.rules.digests import digest_of, entry_digest
from policyspace.outcomes.rules.facts import AcceptanceFact, EntryFact, SetAsideFact

KIND = "policyspace agreement"
FORM = 1
"""Number of the form below. A file of another form is refused, never half understood."""
PARTS = {"kind", "form", "proposal", "as_of", "stage", "stages", "movements"}
MOST_BYTES = 64 * 1024 * 1024

Content = Mapping[str, Any]


class NotAnAgreement(ValueError):
    """The file is no agreement, or not every byte of it is as it was written. `why`: one of the words below."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


UNREADABLE, CHANGED, OTHER_FORM = "unreadable", "changed", "other form"


@dataclass(frozen=True, slots=True)
class Inconsistent:
    """Words in a file that do not have the digest it gives for them. `entry`: an id; None for the whole stage."""

    stage: Stage
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A file that is whole: what it says, its digest, and the seal of whoever made it."""

    content: Content
    digest: str
    seal: str


def digest_of_content(content: Content) -> str:
    """SHA-256, in hex, of all that a file says but its seal and its own digest: what the seal is made of."""
    return sha256(_bytes(content)).hexdigest()


def write_agreement(content: Content, seal: str) -> bytes:
    """The file: indented JSON, names in order, UTF-8, a line feed at the end; and in it the digest of all the rest."""
    return _bytes(_with_digest({**content, "seal": seal}))


def read_agreement(file: bytes) -> Read:
    """What a file says. Raises NotAnAgreement where it is not, byte for byte, what `write_agreement` writes."""
    told = _loaded(file)
    rest = {name: value for name, value in told.items() if name not in {"digest", "seal"}}
    try:
        whole = _bytes(_with_digest({**rest, "seal": told["seal"]})) == file
    except (ValueError, RecursionError):
        whole = False
    if not whole:
        raise NotAnAgreement(CHANGED)
    if told.get("form") != FORM or set(rest) != PARTS:
        raise NotAnAgreement(OTHER_FORM)
    return Read(rest, told["digest"], told["seal"])


def inconsistencies(content: Content) -> list[Inconsistent]:
    """Where words in the file and the digests beside them differ. Raises NotAnAgreement for what has no shape."""
    try:
        return list(_inconsistencies(content))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, Invalid):
        raise NotAnAgreement(OTHER_FORM) from None


def hat_of(row: Mapping[str, Any]) -> Capacity:
    """The hat in which a row of the file was written, said or done."""
    told = row["capacity"]
    return Capacity(Side(told["side"]), told["organisation"], told["organisation_id"], Voice(told["voice"]))


def stood_for(said: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Whether a confirmation in the file is of the words of its stage as they stand in the file."""
    return bool(said["kind"] != ConfirmationKind.NOT_YET and said["digest"] == told["digest"])


def _inconsistencies(content: Content) -> Iterator[Inconsistent]:
    _moment(content["as_of"])
    Stage(content["stage"])
    _texts(content["proposal"], "space", "title")
    if [told["stage"] for told in content["stages"]] != [stage.value for stage in Stage]:
        raise ValueError("not the five stages")
    for told in content["movements"]:
        _row(told, "from", "to", "kind", "reason")
    for told in content["stages"]:
        yield from _in_stage(Stage(told["stage"]), told)


def _in_stage(stage: Stage, told: Mapping[str, Any]) -> Iterator[Inconsistent]:
    entries = [_entry(each) for each in told["entries"]]
    for entry in entries:
        if any(said.digest != entry_digest(entry) for said in entry.acceptances):
            yield Inconsistent(stage, entry.id)
    for each in told["set_aside"]:
        _row(each, "requirement", "reason")
    aside = [SetAsideFact(each["requirement"], each["reason"]) for each in told["set_aside"]]
    if digest_of(stage, entries, aside) != told["digest"]:
        yield Inconsistent(stage)
    for said in told["confirmations"]:
        ConfirmationKind(said["kind"])
        if not isinstance(said["as_facilitator"], bool):
            raise TypeError("neither yes nor no")
        _row(said, "digest", "words", "next_step")


def _entry(told: Mapping[str, Any]) -> EntryFact:
    _row(told, "prompt", "words")
    hat = hat_of(told)
    return EntryFact(
        id=told["id"],
        prompt=told["prompt"],
        side=hat.side,
        person_id=0,
        words=told["words"],
        at=_moment(told["at"]),
        data=dict(told["fields"]),
        organisation_id=hat.organisation_id,
        acceptances=[_acceptance(each) for each in told["acceptances"]],
    )


def _acceptance(told: Mapping[str, Any]) -> AcceptanceFact:
    _row(told, "digest", "note")
    return AcceptanceFact(
        id=told["id"],
        person_id=0,
        side=hat_of(told).side,
        accepted=bool(told["accepted"]),
        digest=told["digest"],
        at=_moment(told["at"]),
        note=told["note"],
    )


def _row(told: Mapping[str, Any], *names: str) -> None:
    """Raise where the row does not say which it is, by whom, in which hat and when, or these values are no text."""
    if type(told["id"]) is not int:
        raise TypeError("not an id")
    _texts(told, "by", *names)
    hat_of(told)
    _moment(told["at"])


def _texts(told: Mapping[str, Any], *names: str) -> None:
    if not all(isinstance(told[name], str) for name in names):
        raise TypeError("not text")


def _moment(told: Any) -> datetime:
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC)


def _loaded(file: bytes) -> dict[str, Any]:
    if len(file) > MOST_BYTES:
        raise NotAnAgreement(UNREADABLE)
    try:
        told = json.loads(file.decode())
    except (ValueError, RecursionError):
        raise NotAnAgreement(UNREADABLE) from None
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise NotAnAgreement(UNREADABLE)
    if not all(isinstance(told.get(name), str) for name in ("digest", "seal")):
        raise NotAnAgreement(UNREADABLE)
    return told


def _with_digest(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "digest": sha256(_bytes(told)).hexdigest()}


def _bytes(told: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
