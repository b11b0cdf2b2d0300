"""Letters to the author of a suggestion: it was accepted or declined, or the text has changed under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policyspace.discussion.queries import get_suggestion
from policyspace.drafting.models import Document, Suggestion, SuggestionStep
from policyspace.drafting.queries import get_document
from policyspace.drafting.rules.suggesting import Obstacle, SuggestionState
from policyspace.drafting.suggested import obstacle_words, steps_of
from policyspace.foundation.db import db
from policyspace.foundation.i18n import _
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.drafts import Draft, to_author
from policyspace.notifications.rules import Link, Paragraph, Part, Quote, Wording
from policyspace.notifications.wording.drafting import path_of
from policyspace.notifications.wording.spaces import ending, stop_path
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

Words = Callable[[Space, Document, Suggestion], Wording]


def suggestion_accepted(row: LedgerRow) -> Iterator[Draft]:
    """Told to its author, unless they accepted it themselves."""
    suggestion = db.session.get_one(Suggestion, row.subject_id)
    if suggestion.author_id != row.actor_id:
        yield from _to_its_author(row, suggestion, _accepted)


def suggestion_declined(row: LedgerRow) -> Iterator[Draft]:
    """The same."""
    suggestion = db.session.get_one(Suggestion, row.subject_id)
    if suggestion.author_id != row.actor_id:
        yield from _to_its_author(row, suggestion, _declined)


def suggestion_overtaken(row: LedgerRow) -> Iterator[Draft]:
    """Told while it still waits for its author."""
    suggestion = db.session.get_one(Suggestion, row.subject_id)
    if suggestion.state == SuggestionState.OPEN and suggestion.needs_author:
        yield from _to_its_author(row, suggestion, _overtaken)


def _to_its_author(row: LedgerRow, suggestion: Suggestion, words: Words) -> Iterator[Draft]:
    space = db.session.get_one(Space, row.space_id)
    document = db.session.get_one(Document, suggestion.document_id)

    def readable(view: SpaceView) -> None:
        get_suggestion(view, get_document(view, document.number), suggestion.id)

    return to_author(space, suggestion.author, lambda: words(space, document, suggestion), readable=readable)


def _accepted(space: Space, document: Document, suggestion: Suggestion) -> Wording:
    step = _last_step(suggestion)
    said = _("%(name)s accepted your suggestion for “%(title)s”.", name=_who(step), title=document.title)
    return Wording(
        _("Your suggestion for “%(title)s” is accepted", title=document.title),
        (
            Paragraph(said),
            _acting(step),
            *_what(suggestion),
            Paragraph(_("It is part of the text now. The history says that the words are yours.")),
            Link(
                _("Read revision %(number)s", number=suggestion.revision_number),
                f"{path_of(space, document)}/revisions/{suggestion.revision_number}",
                button=True,
            ),
            *ending(space),
        ),
        stop_path(space),
    )


def _declined(space: Space, document: Document, suggestion: Suggestion) -> Wording:
    step = _last_step(suggestion)
    said = _("%(name)s declined your suggestion for “%(title)s”.", name=_who(step), title=document.title)
    return Wording(
        _("Your suggestion for “%(title)s” is declined", title=document.title),
        (
            Paragraph(said),
            _acting(step),
            Paragraph(_("The reason:")),
            Quote(step.reason),
            *_what(suggestion),
            Link(_("See your suggestion"), _path(space, document, suggestion), button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _overtaken(space: Space, document: Document, suggestion: Suggestion) -> Wording:
    path = _path(space, document, suggestion)
    gone = suggestion.obstacle == Obstacle.GONE
    link = Link(_("See your suggestion"), path) if gone else Link(_("Make it again"), f"{path}/renew")
    return Wording(
        _("Your suggestion for “%(title)s” needs you", title=document.title),
        (
            Paragraph(
                _(
                    "The text of “%(title)s” has changed, so your suggestion cannot be accepted as it is.",
                    title=document.title,
                )
            ),
            Paragraph(obstacle_words(suggestion, to_author=True)),
            *_what(suggestion),
            Link(link.words, link.path, button=True),
            *ending(space),
        ),
        stop_path(space),
    )


def _what(suggestion: Suggestion) -> tuple[Part, ...]:
    """The words that were suggested, or those that were to go."""
    if suggestion.words:
        return (Paragraph(_("This is what you suggested:")), Quote(suggestion.words))
    return (Paragraph(_("You suggested taking out these words:")), Quote(suggestion.passage))


def _last_step(suggestion: Suggestion) -> SuggestionStep:
    return steps_of([suggestion])[suggestion.id][-1]


def _who(step: SuggestionStep) -> str:
    return step.person.display_name


def _acting(step: SuggestionStep) -> Paragraph:
    return Paragraph(_("Speaking as: %(capacity)s.", capacity=step.capacity.text))


def _path(space: Space, document: Document, suggestion: Suggestion) -> str:
    return f"{path_of(space, document)}/suggestions/{suggestion.id}"
