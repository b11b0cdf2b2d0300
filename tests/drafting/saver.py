"""A process that saves a document again and again, in two threads, each in its own paragraph.

Run as `python -m tests.drafting.saver URL DOCUMENT_ID PERSON_ID NAME TIMES`. Every save starts from the revision that
its thread read last, so that others' saves have to be merged with it.
"""

from __future__ import annotations

import sys
import threading

from flask import Flask

from policyspace.app import create_app
from policyspace.drafting import services
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from policyspace.people.models import Person
from tests.conftest import settings_for


def save_often(app: Flask, document_id: int, person_id: int, name: str, times: int) -> None:
    """Write "NAME said 1", "NAME said 2" … behind the paragraph that begins with NAME."""
    with app.app_context():
        number = 1
        for turn in range(1, times + 1):
            document = db.session.get_one(Document, document_id)
            base = get_revision(document, number)
            text = base.text.replace(f"{name} begins.", f"{name} begins. {name} said {turn}.")
            saved = services.save_revision(
                db.session.get_one(Person, person_id),
                document,
                base_number=base.number,
                title=base.title,
                text=text,
                idempotency_key=f"{name}-{turn:08}",
            )
            number = saved.revision.number
            db.session.remove()


def main() -> None:
    url, document_id, person_id, name, times = sys.argv[1:]
    app = create_app(settings_for(url))
    threads = [
        threading.Thread(
            target=save_often, args=(app, int(document_id), int(person_id), f"{name}{each}", int(times))
        )
        for each in ("a", "b")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
