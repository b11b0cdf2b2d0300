"""Several people save the same document at once, from two processes with two threads each."""

from __future__ import annotations

import subprocess
import sys

from flask import Flask

from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.db import db
from tests.builders.drafting import a_document, space_of
from tests.builders.spaces import a_member

NAMES = [f"{process}{thread}" for process in ("Amira", "Bryn") for thread in "ab"]
TIMES = 5


def test_nothing_is_lost_when_two_processes_save_the_same_document(app: Flask, database_url: str) -> None:
    between = "\n\nThese words stand between them.\n\n"
    document = a_document(text=between.join(f"{name} begins." for name in NAMES) + "\n")
    drafter = a_member(space_of(document), role=Role.DRAFTER)
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.drafting.saver", database_url),
                *(str(document.id), str(drafter.id), process, str(TIMES)),
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        for process in ("Amira", "Bryn")
    ]
    complaints = [each.communicate(timeout=120)[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], complaints
    db.session.expire_all()
    text = get_revision(db.session.get_one(Document, document.id), 1 + len(NAMES) * TIMES).text
    for name in NAMES:
        for turn in range(1, TIMES + 1):
            assert text.count(f"{name} said {turn}.") == 1
