"""Letters as tests look at them."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import delete, select

from policyspace.foundation.db import db
from policyspace.foundation.ledger import OutboxRow
from policyspace.notifications.models import Letter
from policyspace.notifications.tokens import with_token
from policyspace.notifications.worker import Worker


def work(app: Flask) -> None:
    """Everything a worker would do until there is nothing to do."""
    worker = Worker(app)
    while worker.work_once():
        pass
    db.session.rollback()


def letters() -> list[Letter]:
    """Every letter as the database has it now, oldest first."""
    query = select(Letter).order_by(Letter.id).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def forget_what_happened() -> None:
    """Let the outbox be empty, so that only what happens next is written about."""
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(delete(OutboxRow))
        connection.execute(delete(Letter))


def written(app: Flask) -> dict[str, str]:
    """What a worker has written since, by address: the subject, a blank line, and the text with its token."""
    work(app)
    return {each.to_address: f"{each.subject}\n\n{with_token(each, each.text)}" for each in letters()}


def the_letter(app: Flask) -> str:
    """The one letter that was written since."""
    (text,) = written(app).values()
    return text
