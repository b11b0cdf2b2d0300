"""Live texts that begin anew."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import func, select

from policyspace.drafting.live import heads_of, read_live_text
from policyspace.drafting.models import LiveClient
from policyspace.drafting.services import keep_live_text
from policyspace.drafting.services.live.renewing import OLD, shorten_old_texts
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from tests.builders.drafting import a_problem, space_of
from tests.builders.live import Typist, newest_of, the_live_words
from tests.builders.people import KEEPER
from tests.builders.spaces import the_facilitator


def test_an_old_text_keeps_its_words_and_forgets_how_they_came_about(app: Flask) -> None:
    document = a_problem()
    typist = Typist(the_facilitator(space_of(document)), document)
    for _each in range(30):
        typist.types("Something long that is taken out again. ")
        typist.deletes("Something long that is taken out again. ")
    typist.types("The end.")
    with time_machine.travel(now() + OLD + timedelta(days=1), tick=True):
        assert shorten_old_texts() == 0, "what is no revision yet is not touched"
    keep_live_text(KEEPER, document)
    before = read_live_text(document.id).snapshot
    assert shorten_old_texts() == 0
    with time_machine.travel(now() + OLD + timedelta(days=1), tick=True):
        assert shorten_old_texts() == 1
        assert shorten_old_texts() == 0
    after = read_live_text(document.id).snapshot
    assert before is not None
    assert after is not None
    assert len(after) < len(before)
    assert the_live_words(document) == newest_of(document).text
    assert heads_of([document.id])[document.id].epoch == 2
    assert db.session.scalar(select(func.count()).select_from(LiveClient)) == 0
