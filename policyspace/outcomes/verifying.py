"""Whether what the file of an agreement says is what was written, said and confirmed in this installation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from policyspace.charter.stages import stage_row
from policyspace.charter.words import Stage
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.errors import NotFound
from policyspace.foundation.i18n import _, lazy
from policyspace.foundation.tokens import same_token
from policyspace.outcomes.agreements import content_of, seal_of
from policyspace.outcomes.models import Record
from policyspace.outcomes.queries import Agreement, agreement_at, digests_told, find_record_of, titles_of
from policyspace.outcomes.rules.agreements import Content, Read, digest_of_content
from policyspace.people.keeper import Keeper
from policyspace.spaces.models import Space
from policyspace.spaces.queries import get_any_space

Row = Mapping[str, Any]
SLUG, MOST_NUMBER = re.compile(r"[\w-]{1,200}"), 2**31
"""What an address can hold: nothing else is asked of the database."""
PARTS: Mapping[str, Any] = {
    "words": lazy("the words"),
    "fields": lazy("what stands beside the words"),
    "prompt": lazy("the question"),
    "note": lazy("the note"),
    "accepted": lazy("whether it is right"),
    "requirement": lazy("what is done without"),
    "reason": lazy("the reason"),
    "kind": lazy("what was said"),
    "next_step": lazy("what next"),
    "next_date": lazy("by when"),
    "digest": lazy("the digest it is bound to"),
    "as_facilitator": lazy("whether it counts for a side"),
    "from": lazy("the stage left"),
    "to": lazy("the stage reached"),
    "by": lazy("who"),
    "capacity": lazy("in which hat"),
    "at": lazy("when"),
}


@dataclass
class Compared:
    """What came of it: differences by stage (under None those of no stage), and notes, which are no differences.

    `changed`: the stages whose words are others today than in the file.
    """

    differences: dict[Stage | None, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    changed: set[Stage] = field(default_factory=set)

    def differs(self, stage: Stage | None, sentence: str) -> None:
        """Keep a difference."""
        self.differences.setdefault(stage, []).append(sentence)


def compare_with_record(read: Read, secret: str) -> Compared:
    """Compare a file that is whole and agrees with itself with the record that it is said to come from.

    `secret` tells whether this installation made it: then a name or title that is another today was changed since.
    """
    told, compared = read.content, Compared()
    moment = datetime.fromisoformat(told["as_of"])
    found = _find(told["proposal"])
    if found is None:
        compared.differs(None, _("There is no such record in this installation."))
    elif moment > now():
        compared.differs(None, _("The file is dated in the future."))
    else:
        space, document, record = found
        own = same_token(seal_of(secret, digest_of_content(told)), read.seal)
        _Comparing(agreement_at(space, document, record, moment), own, compared).compare(told)
        compared.changed = {
            Stage(each["stage"])
            for each in told["stages"]
            if record.digests.get(each["stage"], each["digest"]) != each["digest"]
        }
    return compared


def _find(proposal: Row) -> tuple[Space, Document, Record] | None:
    slug, number = proposal["space"], proposal["number"]
    if not SLUG.fullmatch(slug) or type(number) is not int or not 0 < number < MOST_NUMBER:
        return None
    try:
        space = get_any_space(Keeper(), slug)
    except NotFound:
        return None
    found = find_record_of(space, number)
    return (space, *found) if found else None


class _Comparing:
    """Compares one file with the record as it stood at the moment the file names."""

    def __init__(self, then: Agreement, own: bool, compared: Compared) -> None:
        self.then = then
        self.own = own
        self.compared = compared

    def compare(self, told: Content) -> None:
        here = content_of(self.then)
        self._title(told["proposal"])
        for mine, theirs in zip(here["stages"], told["stages"], strict=True):
            self._stage(Stage(mine["stage"]), mine, theirs)
        self._rows(None, here["movements"], told["movements"], lambda _row: _("A move from stage to stage"))
        if here["stage"] != told["stage"]:
            self.compared.differs(None, _("The proposal was at another stage."))
        self._ledger()

    def _stage(self, stage: Stage, here: Row, told: Row) -> None:
        row = stage_row(stage)

        def entry_named(entry: Row) -> str:
            prompt = row.find_prompt(entry["prompt"])
            return _("An answer to “%(question)s”", question=prompt.question if prompt else entry["prompt"])

        def aside_named(item: Row) -> str:
            found = row.find_requirement(item["requirement"])
            return _("Done without: “%(item)s”", item=found.sentence if found else item["requirement"])

        self._rows(stage, _without_said(here["entries"]), _without_said(told["entries"]), entry_named)
        self._rows(
            stage, _said(here["entries"]), _said(told["entries"]), lambda _row: _("A word on an answer")
        )
        self._rows(stage, here["set_aside"], told["set_aside"], aside_named)
        self._rows(stage, here["confirmations"], told["confirmations"], lambda _row: _("A confirmation"))
        if here["digest"] != told["digest"] and stage not in self.compared.differences:
            self.compared.differs(stage, _("The digest of the words is another here."))

    def _rows(self, stage: Stage | None, here: Sequence[Row], told: Sequence[Row], named: Any) -> None:
        """Both lists name their rows by id. A file that lists one twice has more of them than there are."""
        mine, theirs = {each["id"]: each for each in here}, {each["id"]: each for each in told}
        for key, row in theirs.items():
            if key not in mine:
                self.compared.differs(
                    stage,
                    _(
                        "%(what)s, by %(who)s: it is not in this installation.",
                        what=named(row),
                        who=row["by"],
                    ),
                )
            else:
                self._row(stage, mine[key], row, named(mine[key]))
        for key in mine.keys() - theirs.keys():
            row = mine[key]
            self.compared.differs(
                stage, _("%(what)s, by %(who)s: the file leaves it out.", what=named(row), who=row["by"])
            )
        if len(theirs) != len(told):
            self.compared.differs(stage, _("The file tells something twice."))

    def _row(self, stage: Stage | None, here: Row, told: Row, what: str) -> None:
        parts = [name for name in here.keys() | told.keys() if here.get(name, ...) != told.get(name, ...)]
        if parts == ["by"] and self.own:
            self.compared.notes.append(
                _("%(then)s is called %(today)s here today.", then=told["by"], today=here["by"])
            )
        elif parts:
            others = ", ".join(sorted(str(PARTS.get(name, name)) for name in parts))
            self.compared.differs(
                stage,
                _("%(what)s, by %(who)s, differs in: %(parts)s.", what=what, who=here["by"], parts=others),
            )

    def _title(self, told: Row) -> None:
        document = self.then.document
        if told["title"] != document.title and not (self.own or told["title"] in titles_of(document)):
            self.compared.differs(None, _("The proposal never had this title."))

    def _ledger(self) -> None:
        """What the ledger says that people confirmed: it stands beside the tables that were compared so far."""
        bound = digests_told(self.then.confirmations)
        for said in self.then.confirmations:
            if bound.get(said.id, said.digest) != said.digest:
                self.compared.differs(
                    Stage(said.stage),
                    _(
                        "The ledger says that %(who)s confirmed words with another digest.",
                        who=said.person.display_name,
                    ),
                )


def _without_said(entries: Sequence[Row]) -> list[Row]:
    return [{name: value for name, value in each.items() if name != "acceptances"} for each in entries]


def _said(entries: Sequence[Row]) -> list[Row]:
    return [{**said, "entry": each["id"]} for each in entries for said in each["acceptances"]]
