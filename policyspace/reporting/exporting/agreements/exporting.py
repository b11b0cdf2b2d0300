"""An agreement as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from flask import current_app, url_for

from policyspace.charter.stages import STAGES, stage_row
from policyspace.charter.words import Stage, Word
from policyspace.foundation.clock import now
from policyspace.foundation.dates import friendly_date, friendly_time
from policyspace.foundation.i18n import _, lazy
from policyspace.foundation.settings import Settings
from policyspace.outcomes.agreements import file_of
from policyspace.outcomes.fields import names_in
from policyspace.outcomes.queries import Agreement, get_agreement, states_of
from policyspace.outcomes.rules.agreements import read_agreement
from policyspace.reporting.exporting.agreements.carrying import carry_in_html, carry_in_pdf
from policyspace.reporting.exporting.agreements.stages import Telling
from policyspace.reporting.exporting.exporting import File
from policyspace.reporting.exporting.formats import Format
from policyspace.reporting.exporting.gathering import language_read, words_of_writers
from policyspace.reporting.exporting.naming import kept_as
from policyspace.reporting.exporting.paper import Fact, Paper, Passage
from policyspace.reporting.exporting.tree import Blocks
from policyspace.reporting.exporting.turns import a_turn
from policyspace.reporting.exporting.writing.html import policy, write_html
from policyspace.reporting.exporting.writing.pdf import write_pdf
from policyspace.spaces.queries import SpaceView

OUTCOME = "outcome"


class AgreementFormat(Word):
    """A format an agreement is taken away in: its word, which ends the file's name, its plain name, what it is for."""

    hint: Any
    mimetype: str

    def __new__(cls, value: str, label: Any = None, hint: Any = None, mimetype: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_, word.label = value, label
        word.hint, word.mimetype = hint, mimetype
        return word

    PDF = "pdf", Format.PDF.label, Format.PDF.hint, Format.PDF.mimetype
    HTML = "html", Format.HTML.label, Format.HTML.hint, f"{Format.HTML.mimetype}; charset=utf-8"
    JSON = (
        "json",
        lazy("Record for programs (JSON)"),
        lazy("Every word, person and digest, in the form that programs read"),
        "application/json",
    )


def export_agreement(view: SpaceView, number: int, *, kind: AgreementFormat) -> File:
    """The agreement of proposal `number` as the last change of its record left it.

    Raises NotFound where the reader may not see it or nothing was written yet, Busy where too many others wait,
    Invalid where no PDF can be made of it.
    """
    settings: Settings = current_app.extensions["settings"]
    agreement = get_agreement(view, number)
    content = inside = file_of(agreement, settings.secret_key)
    headers = {
        "Content-Type": kind.mimetype,
        "Content-Disposition": kept_as(agreement.document.title, f"agreement-{_day(agreement)}.{kind.value}"),
    }
    if kind is not AgreementFormat.JSON:
        moment = now()
        paper = paper_of_agreement(agreement, read_agreement(inside).digest, settings.site, moment)
        with a_turn():
            if kind is AgreementFormat.PDF:
                content = carry_in_pdf(write_pdf(paper, moment), inside, settings.secret_key)
            else:
                content = carry_in_html(write_html(paper), inside, settings.secret_key)
                headers["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'none'; sandbox"
    return File(content, headers)


def paper_of_agreement(agreement: Agreement, digest: str, site: str, moment: datetime) -> Paper:
    """The paper: the sentence of the outcome first, then the five stages, then how the proposal moved.

    `digest` is that of the file for the verifier, `site` the address people find us at.
    """
    slug, document = agreement.space.slug, agreement.document
    address = site + url_for("outcomes.index", slug=slug, number=document.number)
    prompts = [prompt for row in STAGES for prompt in row.prompts]
    telling, states = Telling(agreement, names_in(agreement.entries, prompts), address), states_of(agreement)
    outcome = stage_row(Stage.CLARITY).find_prompt(OUTCOME)
    parts = {
        **({"outcome": telling.sentence(outcome)} if outcome else {}),
        **{row.stage.value: telling.stage(row, states[row.stage]) for row in STAGES},
        "moves": telling.moves(),
    }
    return Paper(
        title=_("Agreement: %(title)s", title=document.title),
        language=language_read(),
        running=_("Shared outcome"),
        foot=f"{agreement.space.title} · {friendly_date(moment, agreement.space.time_zone)}",
        facts=_facts(agreement, address, digest, moment),
        passages=tuple(_passage(name, blocks) for name, blocks in parts.items()),
        footnotes=(),
        chapters=(),
        words=words_of_writers(),
        numbered=False,
    )


def _facts(agreement: Agreement, address: str, digest: str, moment: datetime) -> tuple[Fact, ...]:
    zone = agreement.space.time_zone
    return (
        Fact(_("Space"), agreement.space.title),
        Fact(_("Proposal"), str(agreement.document.number)),
        Fact(_("Stage"), str(agreement.stage.label)),
        Fact(_("Last change"), friendly_time(agreement.as_of, zone)),
        Fact(_("Address"), address, address),
        Fact(_("Exported"), friendly_time(moment, zone)),
        Fact(_("Digest of this record"), digest),
        Fact(_("To check it"), f"policyspace verify-record {_('FILE')}"),
    )


def _passage(name: str, blocks: Blocks) -> Passage:
    return Passage(name, None, "", blocks)


def _day(agreement: Agreement) -> str:
    return agreement.as_of.date().isoformat()
