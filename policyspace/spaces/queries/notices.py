"""What is posted on the notice board of a space."""

from __future__ import annotations

from sqlalchemy import Select, select

from policyspace.foundation.db import Base, db
from policyspace.spaces.models import Notice, Space


def find_notice(space: Space, subject: Base, name: str) -> Notice | None:
    """The notice `name` about `subject`, a row of a table above, where it is posted."""
    return db.session.scalar(_notices(space, subject).where(Notice.name == name))


def notices_of(space: Space, subject: Base) -> set[str]:
    """The names of the notices posted about `subject`."""
    return {notice.name for notice in db.session.scalars(_notices(space, subject))}


def _notices(space: Space, subject: Base) -> Select[Notice]:
    return select(Notice).where(
        Notice.space_id == space.id,
        Notice.subject_kind == subject.__tablename__,
        Notice.subject_id == subject.id,  # type: ignore[attr-defined]  # every table that is noticed has an id
    )
