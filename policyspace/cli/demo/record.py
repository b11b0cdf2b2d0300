"""The shared outcome of the demonstration: Trust and Flexibility met, Honesty begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from policyspace.charter.words import ConfirmationKind, Stage
from policyspace.cli.demo.cast import Cast
from policyspace.cli.demo.words import flexibility, honesty, trust
from policyspace.cli.demo.words.entries import Answer, Day, Named
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.outcomes import services as outcomes
from policyspace.outcomes.queries import get_record
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


def meet_trust(cast: Cast, space: Space, proposal: Document) -> None:
    """Both sides and the residents' group confirm, and the facilitator moves on."""
    _write(cast, proposal, Stage.TRUST, trust.ANSWERS)
    for name in ("owen", "daniel", "femi"):
        _confirm(cast[name], space, proposal, Stage.TRUST)
    outcomes.move_stage(cast["gwen"], proposal, from_stage=Stage.TRUST, to=Stage.FLEXIBILITY)


def meet_flexibility(cast: Cast, space: Space, proposal: Document) -> None:
    """Both sides confirm, one with a reservation, and the facilitator moves on."""
    _write(cast, proposal, Stage.FLEXIBILITY, flexibility.ANSWERS)
    _confirm(cast["owen"], space, proposal, Stage.FLEXIBILITY)
    _confirm(cast["daniel"], space, proposal, Stage.FLEXIBILITY, reservation=flexibility.RESERVATION)
    outcomes.move_stage(cast["gwen"], proposal, from_stage=Stage.FLEXIBILITY, to=Stage.HONESTY)


def gather_honesty(cast: Cast, proposal: Document) -> None:
    """What is there so far. The council has not said what it cannot do, nor all what their interests are."""
    _write(cast, proposal, Stage.HONESTY, honesty.ANSWERS)
    declared = [Answer(name, "interests", words) for name, words in honesty.INTERESTS.items()]
    _write(cast, proposal, Stage.HONESTY, declared, key="interests")


def _write(
    cast: Cast, proposal: Document, stage: Stage, answers: Sequence[Answer], *, key: str = "answer"
) -> None:
    for number, answer in enumerate(answers, 1):
        entry = outcomes.add_entry(
            cast[answer.by],
            proposal,
            stage=stage,
            prompt=answer.prompt,
            words=answer.words,
            facts={name: _value(cast, value) for name, value in answer.facts.items()},
            idempotency_key=f"demonstration-{stage.value}-{key}-{number}",
        )
        if answer.accepted_by:
            outcomes.accept_entry(cast[answer.accepted_by], proposal, entry, accepted=True, note=answer.note)


def _value(cast: Cast, value: str | Day | Named) -> str | int:
    match value:
        case Day(ahead):
            return (now() + timedelta(days=ahead)).date().isoformat()
        case Named(name):
            return cast.organisations[name].id
    return value


def _confirm(
    person: Person, space: Space, proposal: Document, stage: Stage, *, reservation: str = ""
) -> None:
    """Confirm the words of a stage as they stand."""
    standing = get_record(view_of(space, person), proposal.number, [stage]).states[stage]
    kind = ConfirmationKind.RESERVATION if reservation else ConfirmationKind.CONFIRM
    outcomes.confirm_stage(
        person, proposal, stage=stage, kind=kind, digest=standing.digest, words=reservation
    )
