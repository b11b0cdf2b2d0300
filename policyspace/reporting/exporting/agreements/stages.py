"""The words of a stage, and what people said of them, as blocks of a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyspace.charter.stages import StageRow
from policyspace.charter.stages.rows import Prompt
from policyspace.charter.words import ConfirmationKind
from policyspace.foundation.dates import friendly_day, friendly_time
from policyspace.foundation.i18n import _, plural
from policyspace.outcomes.fields import Names, facts_in_words
from policyspace.outcomes.models import Acceptance, Confirmation, Entry, Movement, SetAside
from policyspace.outcomes.queries import Agreement
from policyspace.outcomes.rules import StageState
from policyspace.reporting.exporting.reading import read_words
from policyspace.reporting.exporting.tree import Block, Blocks, Heading, Listing, Paragraph, Run

MOST_SAID = 100
"""More confirmations of a stage are only counted on paper; the file for the verifier has them all."""


class Telling:
    """Tells one agreement. `base`: the address that addresses in it are seen from."""

    def __init__(self, agreement: Agreement, names: Names, base: str) -> None:
        self.agreement = agreement
        self.names = names
        self.base = base

    def sentence(self, outcome: Prompt) -> Blocks:
        """What the proposal must achieve, before everything else."""
        found = self.agreement.entries_for(outcome.key)
        words = [block for entry in found for block in read_words(entry.html, base=self.base)]
        none = Paragraph((Run(_("Nobody has written this yet."), italic=True),))
        return (_heading(1, str(outcome.question)), *(words or [none]))

    def stage(self, row: StageRow, state: StageState) -> Blocks:
        """A stage: how it stands, the answers, what is done without, and who said what of these words."""
        return (
            _heading(1, str(row.stage.label)),
            Paragraph((Run(str(state.state.label), bold=True), Run(f". {row.meaning}"))),
            *self._answers(row),
            *self._set_aside(row),
            _heading(2, _("Who has confirmed these words")),
            *self._said(row, state),
            Paragraph((Run(_("Digest of these words:") + " "), Run(state.digest, code=True))),
        )

    def moves(self) -> Blocks:
        """How the proposal came to its stage."""
        moved = tuple(self._move(each) for each in self.agreement.movements)
        none = Paragraph((Run(_("The proposal has not moved yet.")),))
        lifted = self.agreement.lifted
        early = _("This proposal may be published before Trust is met")
        return (
            _heading(1, _("How it got here")),
            Listing(ordered=False, start=1, items=moved) if moved else none,
            *([Paragraph((Run(early + ": ", bold=True), Run(lifted.words)))] if lifted else []),
        )

    def _answers(self, row: StageRow) -> Iterator[Block]:
        for prompt in row.prompts:
            entries = self.agreement.entries_for(prompt.key) if prompt.counts_as_words else []
            if entries:
                yield _heading(2, str(prompt.question))
            for entry in entries:
                yield from read_words(entry.html, base=self.base)
                yield from self._beside(prompt, entry)

    def _beside(self, prompt: Prompt, entry: Entry) -> Iterator[Block]:
        facts = facts_in_words(prompt, entry, self.names)
        if facts:
            yield Paragraph(tuple(_beside(facts)))
        yield self._who(entry, entry.author.display_name)
        for said in self.agreement.said_of(entry):
            yield self._accepted(said)

    def _accepted(self, said: Acceptance) -> Block:
        right = _("This is right.") if said.accepted else _("This should be corrected.")
        words = f"{right} {said.note}".strip()
        return Paragraph((Run(words + " "), Run(self._byline(said, said.person.display_name), italic=True)))

    def _set_aside(self, row: StageRow) -> Iterator[Block]:
        found = [each for each in self.agreement.set_aside if each.stage == row.stage]
        if found:
            yield _heading(2, _("This proposal does without"))
        for each in found:
            item = row.find_requirement(each.requirement)
            yield Paragraph((Run(str(item.sentence if item else each.requirement), bold=True),))
            yield Paragraph((Run(each.reason),))
            yield self._who(each, each.person.display_name)

    def _said(self, row: StageRow, state: StageState) -> Iterator[Block]:
        said = in_order([each for each in self.agreement.confirmations if each.stage == row.stage])
        lapsed = {each.id for each in state.lapsed}
        items = tuple(self._confirmation(each, state, lapsed=each.id in lapsed) for each in said[:MOST_SAID])
        if not items:
            yield Paragraph((Run(_("Nobody has confirmed this stage yet.")),))
            return
        yield Listing(ordered=False, start=1, items=items)
        if len(said) > MOST_SAID:
            more = plural(
                "%(num)s more is in the file.", "%(num)s more are in the file.", len(said) - MOST_SAID
            )
            yield Paragraph((Run(more),))

    def _confirmation(self, said: Confirmation, state: StageState, *, lapsed: bool) -> Blocks:
        kind = ConfirmationKind(said.kind)
        about = []
        if said.attests:
            about.append(_("as a facilitator: counts for no side"))
        if said.digest != state.digest:
            about.append(_("of earlier words"))
        if lapsed:
            about.append(_("too long ago"))
        about.append(_("digest %(digest)s", digest=f"{said.digest[:12]}…"))
        first = Run(str(kind.label), bold=True)
        who = Run(f" · {self._byline(said, said.person.display_name)}")
        lines: list[Block] = [Paragraph((first, who, Run(f" · {' · '.join(about)}")))]
        if said.words:
            lines.append(Paragraph((Run(said.words),)))
        if said.next_step or said.next_date:
            day = _("by %(day)s", day=friendly_day(said.next_date)) if said.next_date else ""
            lines.append(Paragraph((Run(" ".join(filter(None, (_("What next:"), said.next_step, day)))),)))
        return tuple(lines)

    def _move(self, move: Movement) -> Blocks:
        told = _("From %(older)s to %(newer)s", older=move.from_word.label, newer=move.to_word.label)
        how = {"exception": _("before the stage was met"), "back": _("moved back")}.get(move.kind)
        first = Paragraph((Run(f"{told} – {how}" if how else told, bold=True),))
        reason = [Paragraph((Run(move.reason),))] if move.reason else []
        return (first, *reason, self._who(move, move.person.display_name))

    def _who(self, row: Entry | SetAside | Movement, name: str) -> Block:
        return Paragraph((Run(self._byline(row, name), italic=True),))

    def _byline(self, row: Entry | Acceptance | Confirmation | SetAside | Movement, name: str) -> str:
        when = friendly_time(row.created_at, self.agreement.space.time_zone)
        return f"{name} · {row.capacity.text} · {when}"


def in_order(said: Sequence[Confirmation]) -> list[Confirmation]:
    """Reservations and "not yet" first, then the newest."""
    return sorted(said, key=lambda each: (each.kind == ConfirmationKind.CONFIRM, -each.id))


def _heading(level: int, words: str) -> Block:
    return Heading(level, (Run(words),))


def _beside(facts: Sequence[tuple[object, object]]) -> Iterator[Run]:
    """What stands beside the words, in one line; a label that asks ends with its own mark."""
    for place, (label, value) in enumerate(facts):
        asked = str(label)
        yield Run(("; " if place else "") + (asked if asked.endswith(("?", "…")) else f"{asked}:") + " ")
        yield Run(str(value), bold=True)
