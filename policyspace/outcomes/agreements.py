"""What the file of an agreement says, from the rows of the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from policyspace.charter.words import Stage
from policyspace.foundation.tokens import derived_token
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Movement, SetAside
from policyspace.outcomes.queries import Agreement
from policyspace.outcomes.queries.facts import NOT_CONFIRMED
from policyspace.outcomes.rules.agreements import FORM, KIND, digest_of_content, write_agreement

Told = dict[str, Any]


def file_of(agreement: Agreement, secret: str) -> bytes:
    """The file that the verifier takes, sealed by whoever holds `secret`."""
    content = content_of(agreement)
    return write_agreement(content, seal_of(secret, digest_of_content(content)))


def seal_of(secret: str, digest: str) -> str:
    """What only the installation that holds `secret` can put beside a digest."""
    return derived_token(secret, "agreement", digest)


def content_of(agreement: Agreement) -> Told:
    """All that the file says: words as they were written, ids of rows, moments in UTC, members and organisations in
    fields by id."""
    document = agreement.document
    return {
        "kind": KIND,
        "form": FORM,
        "proposal": {"space": agreement.space.slug, "number": document.number, "title": document.title},
        "as_of": moment_told(agreement.as_of),
        "stage": agreement.stage.value,
        "stages": [_stage(agreement, stage) for stage in Stage],
        "movements": [_movement(each) for each in agreement.movements],
    }


def moment_told(moment: datetime) -> str:
    """ISO 8601, in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _stage(agreement: Agreement, stage: Stage) -> Told:
    return {
        "stage": stage.value,
        "digest": agreement.digest(stage),
        "entries": [
            _entry(each) | {"acceptances": [_acceptance(said) for said in agreement.said_of(each)]}
            for each in agreement.entries
            if each.stage == stage and each.prompt not in NOT_CONFIRMED
        ],
        "set_aside": [_set_aside(each) for each in agreement.set_aside if each.stage == stage],
        "confirmations": [_confirmation(each) for each in agreement.confirmations if each.stage == stage],
    }


def _entry(entry: Entry) -> Told:
    return {
        "prompt": entry.prompt,
        "words": entry.words,
        "fields": dict(entry.facts),
        **_done(entry, entry.author.display_name),
    }


def _acceptance(said: Acceptance) -> Told:
    return {
        "accepted": said.accepted,
        "note": said.note,
        "digest": said.digest,
        **_done(said, said.person.display_name),
    }


def _confirmation(said: Confirmation) -> Told:
    return {
        "kind": said.kind,
        "words": said.words,
        "next_step": said.next_step,
        "next_date": said.next_date.isoformat() if said.next_date else None,
        "digest": said.digest,
        "as_facilitator": said.attests,
        **_done(said, said.person.display_name),
    }


def _set_aside(item: SetAside) -> Told:
    return {"requirement": item.requirement, "reason": item.reason, **_done(item, item.person.display_name)}


def _movement(move: Movement) -> Told:
    return {
        "from": move.from_stage,
        "to": move.to_stage,
        "kind": move.kind,
        "reason": move.reason,
        **_done(move, move.person.display_name),
    }


def _done(row: Entry | Acceptance | Confirmation | SetAside | Movement, name: str) -> Told:
    """Which row it is, who did it, in which hat, and when."""
    hat = row.capacity
    return {
        "id": row.id,
        "by": name,
        "capacity": {**hat.facts, "organisation_id": hat.organisation_id},
        "at": moment_told(row.created_at),
    }
