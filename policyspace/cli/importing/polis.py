"""`policyspace import-polis DIR`: what residents said in a Polis conversation becomes a discussed problem.

Every comment is an idea: Polis knows no kinds. Who agreed supports it; disagreeing is not counted here. What
the moderators of the conversation rejected is kept, but hidden by the importing account, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext

from policyspace.charter.words import CommentKind, DocumentKind, ProblemState
from policyspace.cli.importing.people import (
    KEEPER,
    digest_of,
    participants_numbered,
    space_about,
    space_at,
    the_importer,
)
from policyspace.cli.importing.polis_folder import (
    COMMENTS,
    VOTES,
    Conversation,
    Said,
    Summary,
    read_conversation,
)
from policyspace.cli.importing.reading import shorten
from policyspace.cli.importing.telling import Telling
from policyspace.discussion import services as discussion
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.i18n import _
from policyspace.people.models import Person
from policyspace.spaces.models import Space

AT_ONCE = 100
ADDRESS = re.compile(r"https?://[!-'*-;=?-Z_a-z~]+")


@click.command("import-polis")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--space", "slug", help="Address of the space to bring it into; left out, a public one is opened."
)
@with_appcontext
def import_polis(folder: Path, slug: str | None) -> None:
    """Bring in a conversation from Polis: its topic as a problem, its comments, and who agreed as support.

    FOLDER holds summary.csv, comments.csv and participants-votes.csv. It can be run again: what is there
    already stays as it is.
    """
    telling = Telling()
    conversation = read_conversation(folder, telling)
    importer, about = the_importer(), conversation.summary
    digest = digest_of(about.url or about.topic, length=12)
    space = space_at(slug, importer) if slug else _own_space(about, importer, digest)
    people = _bring_people(conversation, digest, telling)
    problem = _problem(about, importer, space, digest)
    _bring_comments(conversation, problem, importer, people, telling)
    telling.end(
        _(
            "“%(title)s” has %(count)s comments to read. It is problem %(number)s of /spaces/%(slug)s.",
            title=problem.title,
            count=problem.comment_count,
            number=problem.number,
            slug=space.slug,
        )
    )


def _own_space(about: Summary, importer: Person, digest: str) -> Space:
    title, question = (shorten(about.topic, most) for most in (120, 500))
    return space_about(title, question, importer, key=f"polis-{digest}")


def _problem(about: Summary, importer: Person, space: Space, digest: str) -> Document:
    """The topic as a problem that takes comments."""
    problem = drafting.create_document(
        importer,
        space,
        kind=DocumentKind.PROBLEM,
        title=shorten(about.topic, 160),
        text=_text(about),
        why=_("Imported from Polis"),
        idempotency_key=f"polis-{digest}-{space.id}",
        imported={"source": about.url, "licence": "CC BY 4.0"},
    )
    if problem.state == ProblemState.DRAFT:
        drafting.open_problem(importer, problem)
    return problem


def _text(about: Summary) -> str:
    where = f"<{about.url}>" if ADDRESS.fullmatch(about.url) else about.url
    parts = [
        f"## {_('What people were asked')}",
        about.topic,
        about.description,
        f"## {_('Where this comes from')}",
        _(
            "Gathered with Polis: %(people)s people took part and %(commenters)s of them wrote comments.",
            people=about.counts.get("voters", "0"),
            commenters=about.counts.get("commenters", "0"),
        ),
        where,
        _(
            "The data is licensed under CC BY 4.0, sub-licensed with attribution to The Computational "
            "Democracy Project. Names are numbers. Votes of agreement are shown as support."
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _bring_people(conversation: Conversation, digest: str, telling: Telling) -> Mapping[str, Person]:
    """Everyone who took part, by number."""
    authors = (said.author for said in conversation.comments)
    numbers = list(dict.fromkeys((*conversation.participants, *authors)))
    found: dict[str, Person] = {}
    for begin in telling.steps(range(0, len(numbers), AT_ONCE), _("Hundreds of people")):
        found |= participants_numbered(numbers[begin : begin + AT_ONCE], digest)
    return found


def _bring_comments(
    conversation: Conversation,
    problem: Document,
    importer: Person,
    people: Mapping[str, Person],
    telling: Telling,
) -> None:
    for said in telling.steps(conversation.comments, _("Comments")):
        with telling.row(COMMENTS, said.line):
            discussion.import_comment(
                KEEPER,
                problem,
                author=people[said.author],
                kind=CommentKind.IDEA,
                body=said.body,
                supporters=[people[number] for number in conversation.agreed.get(said.id, ())],
                refused_for=importer if said.moderated == "rejected" else None,
                idempotency_key=f"polis-{problem.id}-{said.id}",
                imported=_provenance(said, conversation.summary),
            )
    for lost in sorted(set(conversation.agreed) - {said.id for said in conversation.comments}, key=int):
        telling.bad(VOTES, 1, _("Votes on comment %(id)s are left out: it was not taken.", id=lost))


def _provenance(said: Said, about: Summary) -> dict[str, str]:
    return {
        "at": said.at.isoformat(),
        "source": about.url,
        "id": said.id,
        "author": said.author,
        "moderated": said.moderated,
    }
