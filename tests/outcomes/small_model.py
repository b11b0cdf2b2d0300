"""The shared outcome once more, small: what design.md says of it, reckoned from plain words without a digest.

It knows nothing of the code it is compared with: not its tables, not its rules, not its rows of stages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

SIDES = {
    "facilitator": "central",
    "central": "central",
    "local": "local",
    "neighbour": "partner",
    "resident": "resident",
    "outsider": None,
}
WRITERS = {"facilitator", "central", "local"}
PATH = ("trust", "flexibility", "honesty", "clarity", "sustainability")
ONE_OF_EACH_SIDE = {
    *("priorities", "contact", "deputy", "exit", "sponsor", "needs_of_place"),
}
OF_A_SIDE = ONE_OF_EACH_SIDE | {"heard", "meeting", "decision", "cannot", "senior_advice"}
ONE_FOR_ALL = {"residents_group", "already_decided", "outcome"}
CONCERNS = {"heard": "about", "meeting": "host", "cost": "payer"}


@dataclass
class Said:
    """What one person said of a stage, and its words as they were."""

    person: str
    kind: str
    words: str
    read: Any


@dataclass
class Written:
    """An answer that stands on the record."""

    stage: str
    prompt: str
    by: str
    words: str
    facts: dict[str, Any]
    accepted: list[tuple[str, bool, str]] = field(default_factory=list)

    @property
    def side(self) -> str | None:
        return SIDES[self.by]


@dataclass
class SmallModel:
    """One record. `group` is the id of the residents' group for which the neighbour acts."""

    group: int
    stands: dict[int, Written] = field(default_factory=dict)
    aside: dict[str, tuple[str, str]] = field(default_factory=dict)
    last: dict[tuple[str, str], Said] = field(default_factory=dict)
    at: str = "trust"

    def may_write(self, person: str, prompt: str) -> bool:
        if prompt == "interests":
            return person != "outsider"
        return person == "facilitator" if prompt == "residents_view" else person in WRITERS

    def may_change(self, person: str, written: Written) -> bool:
        if written.prompt == "interests":
            return person == written.by
        if not self.may_write(person, written.prompt):
            return False
        return written.prompt not in OF_A_SIDE or SIDES[person] == written.side

    def fits(self, person: str, prompt: str) -> bool:
        """Whether one more answer fits."""
        if prompt == "senior_advice" and SIDES[person] != "local":
            return False
        there = [each for each in self.stands.values() if each.prompt == prompt]
        if prompt in ONE_OF_EACH_SIDE:
            return all(each.side != SIDES[person] for each in there)
        if prompt == "interests":
            return all(each.by != person for each in there)
        return prompt not in ONE_FOR_ALL | {"residents_view"} or not there

    def may_accept(self, person: str, written: Written) -> bool:
        concerned = written.facts.get(CONCERNS.get(written.prompt, ""))
        return person not in {"facilitator", "outsider"} and SIDES[person] == concerned

    def reads(self, stage: str) -> Any:
        """All that is confirmed in a stage, as it is."""
        said = [
            (
                *(each.prompt, each.side, organisation(each.by), each.words, sorted(each.facts.items())),
                sorted((SIDES[by] or "", yes, note) for by, yes, note in each.accepted if note),
            )
            for each in self.stands.values()
            if each.stage == stage and each.prompt != "interests"
        ]
        aside = [(key, reason) for key, (of, reason) in self.aside.items() if of == stage]
        return sorted(said, key=repr), sorted(aside)

    def stale(self, stage: str) -> set[str]:
        """Who confirmed other words than there are now."""
        return {
            said.person
            for (of, _person), said in self.last.items()
            if of == stage and said.kind != "not_yet" and said.read != self.reads(stage)
        }

    def state(self, stage: str) -> str:
        written = [each for each in self.stands.values() if each.stage == stage]
        words = [said for (of, _person), said in self.last.items() if of == stage]
        if not written and not words and not self.reads(stage)[1]:
            return "not_begun"
        if any(not there(self) and key not in self.aside for key, there in NEEDS[stage].items()):
            return "gathering"
        now = self.reads(stage)
        counts = {
            said.person
            for said in words
            if said.kind != "not_yet" and said.read == now and said.person != "facilitator"
        }
        if all(any(who(self, person) for person in counts) for who in CONFIRMERS[stage]):
            return "met"
        return "stale" if self.stale(stage) - {"facilitator"} else "ready"

    def answers(self, prompt: str, side: str | None = None, **facts: Any) -> list[Written]:
        return [
            each
            for each in self.stands.values()
            if each.prompt == prompt
            and side in {None, each.side}
            and all(each.facts.get(name) in values for name, values in facts.items())
        ]

    def agreed(self, written: Written, *, noted: bool = False) -> bool:
        """Whether the side it concerns says that it is right: the last word counts."""
        another = written.prompt != "cost"
        concerned = written.facts[CONCERNS[written.prompt]]
        if another and concerned == written.side:
            return False
        words = [(yes, note) for by, yes, note in written.accepted if not another or by != written.by]
        return bool(words) and words[-1][0] and (bool(words[-1][1]) or not noted)


def organisation(person: str) -> str | None:
    """For whom somebody acts: each of them for another organisation, residents for none."""
    return None if person in {"resident", "outsider"} else person


def _from(prompt: str, side: str | None = None, **facts: Any) -> Callable[[SmallModel], bool]:
    return lambda model: bool(model.answers(prompt, side, **facts))


def _all_agreed(prompt: str) -> Callable[[SmallModel], bool]:
    return lambda model: bool(model.answers(prompt)) and all(map(model.agreed, model.answers(prompt)))


def _each(prompt: str, name: str) -> Callable[[SmallModel], bool]:
    return lambda model: (
        bool(model.answers(prompt)) and all(each.facts.get(name) for each in model.answers(prompt))
    )


def _both(prompt: str) -> dict[str, Callable[[SmallModel], bool]]:
    return {f"{prompt}_{side}": _from(prompt, side) for side in ("central", "local")}


def _declared(model: SmallModel) -> bool:
    return {each.by for each in model.answers("interests")} >= {
        "facilitator",
        "central",
        "local",
        "neighbour",
    }


NEEDS: dict[str, dict[str, Callable[[SmallModel], bool]]] = {
    "trust": {
        **_both("priorities"),
        "heard_central": _from("heard", "central", about=["local"]),
        "heard_local": _from("heard", "local", about=["central"]),
        "heard_accepted": _all_agreed("heard"),
        "visit": lambda model: any(
            model.agreed(each, noted=True) for each in model.answers("meeting", kind=["visit", "hosted_day"])
        ),
        **_both("contact"),
        **_both("deputy"),
        "residents_group": _from("residents_group"),
    },
    "flexibility": {
        "question_open": _from("open_question", state=["unknown", "exploring"]),
        "question_settled": _from("open_question", state=["parked", "closed"]),
        "options": lambda model: len(model.answers("option", state=["alive"])) >= 2,
        "routes": _each("affected_group", "route"),
        **_both("decision"),
        "senior_advice": _from("senior_advice", "local"),
    },
    "honesty": {
        **_both("cannot"),
        "already_decided": _from("already_decided"),
        "interests": _declared,
        "residents_view": _from("residents_view"),
    },
    "clarity": {"outcome": _from("outcome"), "costs": _all_agreed("cost"), **_both("exit")},
    "sustainability": {
        **_both("sponsor"),
        "deputies": _each("role", "deputy"),
        "review": _from("review"),
        "you_said_we_did": _from("nothing"),
    },
}
"""What a stage needs, by key. No problem is answered, so no comment waits, and nothing is published of any."""


def _on(side: str) -> Callable[[SmallModel, str], bool]:
    return lambda _model, person: SIDES[person] == side


def _of_the_group(model: SmallModel, person: str) -> bool:
    named = {each.facts.get("organisation_id") for each in model.answers("residents_group")} - {None}
    return person == ("neighbour" if named else "resident")


def _sponsor(side: str) -> Callable[[SmallModel, str], bool]:
    return lambda model, person: any(each.by == person for each in model.answers("sponsor", side))


def _nobody_while_challenged(model: SmallModel, person: str) -> bool:
    """Until the day that is set has passed nobody's word ends the wait; without that item there is none."""
    return "residents_view" in model.aside


CONFIRMERS: dict[str, list[Callable[[SmallModel, str], bool]]] = {
    "trust": [_on("central"), _on("local"), _of_the_group],
    "flexibility": [_on("central"), _on("local")],
    "honesty": [_on("central"), _on("local"), _nobody_while_challenged],
    "clarity": [_on("central"), _on("local"), _on("resident")],
    "sustainability": [_sponsor("central"), _sponsor("local")],
}
