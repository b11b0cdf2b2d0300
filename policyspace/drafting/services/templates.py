"""A space's own templates: added, changed, retired, brought back. What was started from one stays as it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import DocumentKind
from policyspace.drafting.models import Template
from policyspace.drafting.starting import MOST_TEMPLATES
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.foundation.db import db, lock
from policyspace.foundation.errors import Conflict, Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.ledger import record
from policyspace.foundation.text.guard import check_document
from policyspace.people.models import Person
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of


@command
def add_template(
    actor: Person, space: Space, *, kind: DocumentKind | str, title: str, text: str, idempotency_key: str
) -> Template:
    """Offer a text to start problems or proposals of `space` from. The same key twice adds one.

    Raises Invalid, NotAllowed, and Conflict when the space has too many.
    """
    require(Action.MANAGE_TEMPLATES, view_of(space, actor).standing())
    check_document(text, field="text")
    lock(space)
    earlier = _added_before(actor, idempotency_key)
    if earlier is not None:
        return earlier
    _refuse_too_many(space)
    moment = now()
    template = Template(
        space_id=space.id,
        kind=DocumentKind(kind).value,
        title=title,
        text=text,
        idempotency_key=idempotency_key,
        created_by=actor.id,
        created_at=moment,
        updated_at=moment,
    )
    db.session.add(template)
    _tell(actor, space, template, "template.added")
    return template


@command
def change_template(
    actor: Person,
    template: Template,
    *,
    kind: DocumentKind | str,
    title: str,
    text: str,
    changed_at: datetime | None = None,
) -> None:
    """Give a template other words; the same words change nothing.

    `changed_at` is that of the words they were made from, when known. Raises
    Invalid, also when someone else changed it since; NotAllowed.
    """
    space = _begin(actor, template)
    check_document(text, field="text")
    if (template.kind, template.title, template.text) == (DocumentKind(kind).value, title, text):
        return
    if changed_at is not None and changed_at != template.updated_at:
        raise Invalid(
            text=lazy(
                "Someone else changed this template while you were writing. What you wrote is still here. "
                "Look at their words in another window, then save again to put yours in their place."
            )
        )
    template.kind, template.title, template.text = DocumentKind(kind).value, title, text
    template.updated_at = now()
    _tell(actor, space, template, "template.changed")


@command
def retire_template(actor: Person, template: Template) -> None:
    """Offer it no longer. Raises Conflict, NotAllowed."""
    space = _begin(actor, template)
    if template.retired_at is not None:
        raise Conflict(lazy("This template is retired already."))
    template.retired_at = now()
    _tell(actor, space, template, "template.retired")


@command
def bring_back_template(actor: Person, template: Template) -> None:
    """Offer a retired one again. Raises Conflict, NotAllowed."""
    space = _begin(actor, template)
    if template.retired_at is None:
        raise Conflict(lazy("This template is offered already."))
    _refuse_too_many(space)
    template.retired_at = None
    _tell(actor, space, template, "template.brought_back")


def _begin(actor: Person, template: Template) -> Space:
    """Ask the charter, then hold the space and the template."""
    space = db.session.get_one(Space, template.space_id)
    require(Action.MANAGE_TEMPLATES, view_of(space, actor).standing())
    lock(space)
    lock(template)
    return space


def _added_before(actor: Person, idempotency_key: str) -> Template | None:
    return db.session.scalar(
        select(Template).where(Template.created_by == actor.id, Template.idempotency_key == idempotency_key)
    )


def _refuse_too_many(space: Space) -> None:
    offered = select(func.count()).where(Template.space_id == space.id, Template.retired_at.is_(None))
    if (db.session.scalar(offered) or 0) >= MOST_TEMPLATES:
        raise Conflict(lazy("This space has %(most)s templates. Retire one first.", most=MOST_TEMPLATES))


def _tell(actor: Person, space: Space, template: Template, verb: str) -> None:
    worn = view_of(space, actor).capacity
    record(actor, verb, space=space, subject=template, **worn.facts)
