"""The HTML door: one file per package below, same name. No rules, no queries, no commits of its own."""

from __future__ import annotations

from flask import Flask

from policyspace.web import (
    discussion,
    drafting,
    health,
    notifications,
    numbers,
    outcomes,
    pages,
    people,
    search,
    spaces,
)


def register(app: Flask) -> None:
    """Give `app` every page."""
    numbers.start(app)
    for part in (health, pages, people, spaces, drafting, discussion, outcomes, notifications, search):
        app.register_blueprint(part.bp)
    app.register_blueprint(outcomes.desk_bp)
    app.register_blueprint(discussion.queue_bp)
    app.register_blueprint(discussion.written_bp)
    app.register_blueprint(discussion.answers_bp)
    app.register_blueprint(discussion.keyed_bp)
    app.register_blueprint(discussion.codes_bp)
