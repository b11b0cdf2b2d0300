"""`policyspace import-history DIR`: how a text was really redrafted becomes a proposal with every revision.

Revisions are put one on the other in the order of the list, so nothing is put before or between what is here.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from policyspace.charter.words import ProposalState
from policyspace.cli.importing.history_folder import History, read_history
from policyspace.cli.importing.people import digest_of, space_about, space_at, the_importer
from policyspace.cli.importing.pile import Pile
from policyspace.cli.importing.reading import shorten
from policyspace.cli.importing.telling import Telling
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.i18n import _
from policyspace.outcomes import services as outcomes
from policyspace.outcomes.queries import find_lifted
from policyspace.people.models import Person
from policyspace.spaces.models import Space


@click.command("import-history")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--space", "slug", help="Address of the space to bring it into; left out, a public one is opened."
)
@with_appcontext
def import_history(folder: Path, slug: str | None) -> None:
    """Bring in a series of revisions of a text, each with its date and its author, as a proposal.

    FOLDER holds history.json and a file like 001.md for each revision. It can be run again: what is there
    already stays as it is. In a space of its own the proposal is published; elsewhere its drafters decide.
    """
    telling = Telling()
    history = read_history(folder, telling)
    importer, digest = the_importer(), digest_of(history.title, history.source)
    space = space_at(slug, importer) if slug else _own_space(history, importer, digest)
    pile = Pile.begun(history, space, digest)
    for drafted in telling.steps(history.drafted, _("Revisions")):
        with telling.row(drafted.file):
            pile.put(drafted)
    if pile.document and not slug:
        _publish(importer, space, pile.document)
    telling.end(
        _(
            "“%(title)s” has %(count)s imported revisions in /spaces/%(slug)s.",
            title=history.title,
            count=pile.count,
            slug=space.slug,
        )
    )


def _own_space(history: History, importer: Person, digest: str) -> Space:
    return space_about(
        shorten(history.title, 120),
        _("How was this text redrafted? Source: %(source)s", source=shorten(history.source, 400)),
        importer,
        key=f"history-{digest}",
    )


def _publish(importer: Person, space: Space, document: Document) -> None:
    """Show to all what was public already where it comes from."""
    if document.state != ProposalState.DRAFT:
        return
    if not find_lifted(space, document):
        reason = _("This text was published elsewhere before it was brought here.")
        outcomes.lift_publication(importer, document, reason=reason)
    drafting.publish_proposal(importer, document)
