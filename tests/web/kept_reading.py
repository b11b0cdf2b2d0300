"""Readers of kept pages who write meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread

from flask import Flask
from flask.testing import FlaskClient

from policyspace.drafting.models import Document
from policyspace.foundation.db import db
from tests.builders.discussion import a_comment


def words_missed(app: Flask, document: Document, path: str, browsers: Sequence[FlaskClient]) -> list[str]:
    """Let somebody comment beside each browser, all at once, and look at `path` each time: what was not there."""
    number, missed = document.id, list[str]()
    db.session.commit()

    def write(writer: int) -> None:
        with app.app_context():
            mine = db.session.get_one(Document, number)
            for each in range(8):
                words = f"Words {each} of writer {writer}"
                a_comment(mine, body=words)
                db.session.commit()
                if words.encode() not in browsers[writer].get(path).data:
                    missed.append(words)
            db.session.remove()

    threads = [Thread(target=write, args=(writer,)) for writer in range(len(browsers))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return missed
