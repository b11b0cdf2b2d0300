"""What a new document can start from: the template everyone has, those of the space, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from policyspace.charter.words import DocumentKind
from policyspace.drafting.models import Template
from policyspace.drafting.rules.guidance import written_besides
from policyspace.drafting.starters import starter
from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid, NotFound
from policyspace.foundation.i18n import _, lazy
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView

STANDARD, EMPTY = "standard", "empty"
MOST_TEMPLATES = 100


@dataclass(frozen=True)
class Beginning:
    """One thing to start from. `key` names it in addresses and forms: standard, empty, or a template's id."""

    key: str
    title: str
    text: str
    hint: str = ""


def beginnings(view: SpaceView, kind: DocumentKind) -> list[Beginning]:
    """What a document of `kind` can start from in this space, in the order in which it is offered."""
    own = [Beginning(str(each.id), each.title, each.text) for each in templates_of(view.space, kind=kind)]
    told = _("The headings every space has, and under each what to write")
    standard = Beginning(STANDARD, _("Standard headings"), starter(kind), told)
    return [standard, *own, Beginning(EMPTY, _("An empty page"), "", _("No headings at all"))]


def chosen_of(offered: list[Beginning], key: str | None) -> Beginning:
    """The one that `key` names; the standard one where it names none that is offered."""
    return next((each for each in offered if each.key == key), offered[0])


def template_text(space: Space, kind: DocumentKind, key: str) -> str:
    """The text of the template that `key` names, retired or not. Raises Invalid where there is none."""
    if key == EMPTY:
        return ""
    if key == STANDARD:
        return starter(kind)
    found = find_template(space, int(key))
    if found is None:
        raise Invalid(template=lazy("Choose a template of this space."))
    return found.text


def started_over(typed: str, before: str, now: Beginning) -> tuple[str, bool]:
    """The text of `now`, and behind it what somebody typed besides the template text `before`; whether any was."""
    own = written_besides(typed, before)
    return (f"{now.text}\n{own}\n".lstrip("\n"), True) if own else (now.text, False)


def templates_of(
    space: Space, *, kind: DocumentKind | None = None, retired: bool = False
) -> Sequence[Template]:
    """The space's own templates: those that are offered, oldest first, or those `retired`, the last one first."""
    query = select(Template).where(
        Template.space_id == space.id,
        Template.retired_at.is_not(None) if retired else Template.retired_at.is_(None),
    )
    if kind is not None:
        query = query.where(Template.kind == kind.value)
    first = Template.retired_at.desc() if retired else Template.kind
    return db.session.scalars(query.order_by(first, Template.id).limit(MOST_TEMPLATES)).all()


def find_template(space: Space, template_id: int) -> Template | None:
    """A template of the space, retired or not."""
    return db.session.scalar(
        select(Template).where(Template.space_id == space.id, Template.id == template_id)
    )


def get_template(view: SpaceView, template_id: int) -> Template:
    """A template of the space, retired or not. Raises NotFound."""
    found = find_template(view.space, template_id)
    if found is None:
        raise NotFound
    return found
