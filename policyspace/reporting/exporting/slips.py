"""Reply slips, and the pack they are printed in: the text as a PDF with numbered paragraphs, and a page for each
slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import current_app, url_for

from policyspace.charter.words import CommentKind, DocumentKind
from policyspace.discussion.models import Pack
from policyspace.drafting.models import Document, Revision
from policyspace.foundation.clock import now
from policyspace.foundation.dates import friendly_day
from policyspace.foundation.i18n import _
from policyspace.foundation.settings import Settings
from policyspace.reporting.exporting.addresses import addresses_of
from policyspace.reporting.exporting.exporting import File
from policyspace.reporting.exporting.formats import Format
from policyspace.reporting.exporting.gathering import paper_of
from policyspace.reporting.exporting.naming import disposition
from policyspace.reporting.exporting.notes import Notes
from policyspace.reporting.exporting.paper import Slips
from policyspace.reporting.exporting.turns import a_turn
from policyspace.reporting.exporting.writing.pdf import write_pdf
from policyspace.spaces.queries import SpaceView

NO_CODE = ""
"""On the one slip that is to be copied, in the place of a code."""


def export_pack(
    view: SpaceView,
    document: Document,
    revision: Revision,
    *,
    pack: Pack,
    codes: Sequence[str],
    with_text: bool,
) -> File:
    """The slips with `codes` (or one without) for `revision`, behind its text where that is wanted.

    Raises Busy where too many others wait, Invalid where no PDF can be made of the text.
    """
    moment = now()
    paper = paper_of(
        view,
        document,
        revision,
        addresses=addresses_of(view, document, revision),
        numbered=True,
        notes=Notes(),
        moment=moment,
    )
    slips = Slips(tuple(codes) or (NO_CODE,), _words(document, revision, pack), alone=not with_text)
    with a_turn():
        content = write_pdf(replace(paper, slips=slips), moment)
    headers = {
        "Content-Type": Format.PDF.mimetype,
        "Content-Disposition": disposition(revision.title, revision.number, Format.PDF.ending),
    }
    return File(content, headers)


def _words(document: Document, revision: Revision, pack: Pack) -> dict[str, str]:
    """Everything a slip says, by name."""
    kind = _("problem") if document.kind == DocumentKind.PROBLEM else _("proposal")
    about = _(
        "About: %(title)s (%(kind)s %(number)s, revision %(revision)s)",
        title=revision.title,
        kind=kind,
        number=document.number,
        revision=revision.number,
    )
    return {"heading": _("Reply slip"), "about": about, **_handed_in(pack), **_torn_off()}


def _handed_in(pack: Pack) -> dict[str, str]:
    """The part that is filled in and handed in."""
    counts = _(
        "What you say here counts as much as what is written on the website. A facilitator keys it in for you."
    )
    agree = _("I agree that my words and this name are published with the text.")
    return {
        "lead": counts,
        "paragraph": _("Number of the paragraph it is about (leave it empty for all of the text):"),
        "kind": _("It is:"),
        "kinds": "\n".join(str(each.label) for each in CommentKind),
        "body": _("Your words:"),
        "name": _("Your name, as you want it shown (leave it empty for “A resident”):"),
        "email": _("Email address, if you want the answer sent to you (nobody is shown it):"),
        "consent": f"{agree} {_('We cannot use your reply without this tick.')}",
        "hand_in": _("Hand it in: %(where)s", where=pack.hand_in),
        "by": _("By: %(day)s", day=friendly_day(pack.reply_by)) if pack.reply_by else "",
        "office": _("Code of this reply: %(code)s", code="{code}"),
    }


def _torn_off() -> dict[str, str]:
    """The part that people keep."""
    settings: Settings = current_app.extensions["settings"]
    site = (settings.site + url_for("codes.enter")).removeprefix("https://").removeprefix("http://")
    lost = _(
        "Lost it, or no internet? Ask whoever gave you this slip, or write to %(address)s.",
        address=settings.contact_email,
    )
    return {
        "tear": _("Tear off here and keep this part"),
        "yours": _("Your code"),
        "none": _("You get one when you hand in your reply. Write it here:"),
        "see": _("To see what happened to what you said, enter your code at"),
        "site": site,
        "wait": _("It takes some days until your reply is keyed in. The answer comes later."),
        "help": lost,
    }
