"""What the home page shows: problems anyone can comment on, spaces anyone can read, and what concerns the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from policyspace.charter.actions import Action
from policyspace.charter.words import DocumentKind, ProblemState, Visibility
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.reporting.asks import Ask, asks_among, invited
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, public_spaces, spaces_of

MOST_SHOWN = 5
MOST_OWN = 20


@dataclass(frozen=True, slots=True)
class Home:
    """The lists of the home page. The last two are of a reader who is signed in."""

    open_problems: Sequence[tuple[Document, Space]]
    public_spaces: Sequence[Space]
    own_spaces: Sequence[SpaceView] = ()
    asks: Sequence[Ask] = field(default_factory=tuple)

    @property
    def facilitates(self) -> bool:
        """Whether the reader facilitates one of their spaces."""
        return any(view.may(Action.READ_DESK) for view in self.own_spaces)


def home_of(reader: Person | None) -> Home:
    """The home page of `reader`, or of a visitor."""
    problems = open_problems(limit=MOST_SHOWN)
    newest = public_spaces(Span(limit=MOST_SHOWN)).items
    if reader is None:
        return Home(problems, newest)
    own = spaces_of(reader, Span(limit=MOST_OWN)).items
    return Home(problems, newest, own, [*invited(reader), *asks_among(reader, own)])


def open_problems(*, limit: int) -> Sequence[tuple[Document, Space]]:
    """Problems of public spaces that take comments now, the newest first."""
    query = (
        select(Document, Space)
        .join(Space, Space.id == Document.space_id)
        .where(
            Space.visibility == Visibility.PUBLIC.value,
            Document.kind == DocumentKind.PROBLEM.value,
            Document.state == ProblemState.OPEN.value,
            or_(Document.closes_at.is_(None), Document.closes_at > now()),
        )
        .order_by(Document.id.desc())
        .limit(limit)
    )
    return [(document, space) for document, space in db.session.execute(query)]
