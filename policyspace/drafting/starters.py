"""The texts that documents start from: headings with a question under each, written over by the drafters."""

from __future__ import annotations

from policyspace.charter.words import DocumentKind
from policyspace.foundation.i18n import _


def starter(kind: DocumentKind) -> str:
    """The Markdown a new document of `kind` starts with, in the reader's language."""
    parts = _problem() if kind is DocumentKind.PROBLEM else _proposal()
    return "\n\n".join(f"## {heading}\n\n{question}" for heading, question in parts) + "\n"


def _problem() -> list[tuple[str, str]]:
    return [
        (_("Who is affected"), _("Say which people, where, and how many you know of.")),
        (_("What happens to them now"), _("Tell it as they would tell it.")),
        (
            _("What we know and how we know it"),
            _("Give figures with their source, and what people have told us."),
        ),
        (_("What is already decided and not open"), _("Write “nothing” if everything is open.")),
        (_("What we do not know"), _("List what we still need to find out.")),
        (_("What better would look like"), _("Say what would be different for the people affected.")),
    ]


def _proposal() -> list[tuple[str, str]]:
    return [
        (_("The change"), _("Say in a few sentences what would be done differently.")),
        (_("Who does what"), _("Name each party and what it would do.")),
        (_("What it costs and who bears it"), _("Give each cost, an amount if known, and who pays.")),
        (_("Who could lose"), _("Say who might be worse off, and what would help them.")),
        (
            _("How we would know it worked"),
            _("Give a measure, where it stands now, and by when it should change."),
        ),
    ]
