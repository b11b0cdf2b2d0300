"""What could be plainer: beside the editor, on a page of its own, and in one sentence after saving."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from policyspace.charter.actions import Action
from policyspace.drafting import queries
from policyspace.drafting.advising import advice_on
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.rules.advice import Advice, advise
from policyspace.drafting.schemas import MOST_CHARACTERS
from policyspace.drafting.services import Saved
from policyspace.foundation.access import signed_in
from policyspace.foundation.i18n import _, plural
from policyspace.foundation.text.clean import clean_text
from policyspace.spaces.queries import SpaceView, get_space
from policyspace.web.drafting.blueprint import bp, document_url
from policyspace.web.forms import Values
from policyspace.web.gate import actor
from policyspace.web.keeping import asked_words

MOST_NAMED = 3
"""How many kinds of advice are named after saving; the page names them all."""


@bp.get("/<int:number>/advice")
@signed_in
def advice(slug: str, number: int) -> ResponseReturnValue:
    """What could be plainer in a revision, the newest one unless another is asked for; for those who write here."""
    view = get_space(slug, actor())
    view.require(Action.READ_DRAFT_DOCUMENT)
    document = queries.get_document(view, number)
    found = queries.get_revision(document, request.args.get("revision", document.revision_count, type=int))
    return render_template(
        "drafting/advice_page.html",
        view=view,
        document=document,
        revision=found,
        advice=advise(found.text, document.guidance or ()),
        places=places_in(view, document, found),
    )


def places_in(view: SpaceView, document: Document, revision: Revision) -> list[str]:
    """For each block of a revision its address on the page where it is read."""
    newest = revision.number == document.revision_count
    page = (
        document_url(view, document)
        if newest
        else document_url(view, document, "drafting.revision", revision_number=revision.number)
    )
    return [f"{page}#b-{block['id']}" for block in revision.blocks]


def advice_beside(document: Document, newest: Revision, section: str) -> Values:
    """What a page with an editor shows besides: advice on what was typed, or else on the words saved before."""
    typed = request.form.get("text", asked_words("text"))
    if typed is not None and len(typed) > MOST_CHARACTERS:
        return {"advice": None}
    return {"advice": advice_on(document, newest, section, None if typed is None else clean_text(typed))}


def with_advice(view: SpaceView, document: Document, saved: Saved, said: str) -> str | dict[str, str]:
    """What is said after saving, and in a sentence more what could be plainer, with the way to it."""
    short = in_short(advise(saved.revision.text, document.guidance or ())) if saved.new else ""
    if not short:
        return said
    href = document_url(view, document, "drafting.advice")
    return {"said": said, "more": short, "link": _("See the advice"), "href": href}


def in_short(advice: Advice) -> str:
    """One sentence saying what could be plainer; "" where nothing could."""
    links, levels = len(advice.vague_links), len(advice.skipped_levels)
    sentences, paragraphs = len(advice.long_sentences), len(advice.long_paragraphs)
    names, sections = len(advice.abbreviations), len(advice.unwritten)
    said = [
        (sections, plural("%(num)s section is not written", "%(num)s sections are not written", sections)),
        (sentences, plural("%(num)s sentence is long", "%(num)s sentences are long", sentences)),
        (paragraphs, plural("%(num)s paragraph is long", "%(num)s paragraphs are long", paragraphs)),
        (
            names,
            plural("%(num)s abbreviation is not explained", "%(num)s abbreviations are not explained", names),
        ),
        (levels, plural("%(num)s heading skips a level", "%(num)s headings skip a level", levels)),
        (advice.lacks_headings, _("there are no headings")),
        (
            links,
            plural(
                "%(num)s link does not say where it leads", "%(num)s links do not say where they lead", links
            ),
        ),
    ]
    parts = [words for number, words in said if number][:MOST_NAMED]
    return _("What could be plainer: %(what)s.", what=", ".join(parts)) if parts else ""
