"""Putting the revisions of a drafting history one on the other, through the service that saves what people write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policyspace.charter.words import DocumentKind, Role
from policyspace.cli.importing.history_folder import Drafted, History
from policyspace.cli.importing.people import KEEPER, digest_of, drafter_named
from policyspace.cli.importing.reading import shorten
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import find_saved, get_revision
from policyspace.foundation.errors import Conflict
from policyspace.foundation.i18n import _
from policyspace.people.models import Person
from policyspace.spaces import services as spaces
from policyspace.spaces.models import Space

MOST_TITLE = 160
MOST_WHY = 300


@dataclass
class Pile:
    """The imported revisions of one text, each put on the one before; `last` is the newest of them."""

    history: History
    space: Space
    digest: str
    authors: dict[str, Person]
    saved: dict[int, Revision]

    @classmethod
    def begun(cls, history: History, space: Space, digest: str) -> Pile:
        """With what an earlier run put there."""
        pile = cls(history, space, digest, {}, {})
        for drafted in history.drafted:
            found = find_saved(pile._author(drafted).id, pile._key(drafted))
            if found is not None:
                pile.saved[drafted.number] = found
        return pile

    @property
    def last(self) -> Revision | None:
        return max(self.saved.values(), key=lambda revision: revision.number, default=None)

    @property
    def document(self) -> Document | None:
        return self.last.document if self.last else None

    @property
    def count(self) -> int:
        return len(self.saved)

    def put(self, drafted: Drafted) -> None:
        """Save a revision unless it is there. Raises Conflict where it has no place, and what the services raise."""
        if drafted.number not in self.saved:
            self._refuse_between(drafted)
            self.saved[drafted.number] = self._save(drafted)

    def _refuse_between(self, drafted: Drafted) -> None:
        order = [each.number for each in self.history.drafted]
        later = [number for number in order[order.index(drafted.number) :] if number in self.saved]
        if later:
            raise Conflict(
                _("Revision %(number)s was imported before, and nothing can go before it.", number=later[0])
            )
        if self.last and self.document and self.document.revision_count > self.last.number:
            raise Conflict(_("Someone has changed the text here since it was imported."))

    def _save(self, drafted: Drafted) -> Revision:
        author, base = self._author(drafted), self.last
        source = self.history.source
        words: dict[str, Any] = {
            "title": shorten(self.history.title, MOST_TITLE),
            "text": drafted.text,
            "why": shorten(_("Imported: %(source)s", source=source), MOST_WHY),
            "idempotency_key": self._key(drafted),
            "imported": {
                "at": drafted.at.isoformat(),
                "source": source,
                "author": drafted.author,
                "number": drafted.number,
            },
        }
        spaces.bring_in(KEEPER, author, self.space, role=Role.DRAFTER)
        if base is None:
            made = drafting.create_document(author, self.space, kind=DocumentKind.PROPOSAL, **words)
            return get_revision(made, 1)
        return drafting.save_revision(author, base.document, base_number=base.number, **words).revision

    def _author(self, drafted: Drafted) -> Person:
        if drafted.author not in self.authors:
            self.authors[drafted.author] = drafter_named(drafted.author, self.digest)
        return self.authors[drafted.author]

    def _key(self, drafted: Drafted) -> str:
        return f"history-{digest_of(self.digest, self.space.id, drafted.number)}"
