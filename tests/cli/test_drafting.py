from __future__ import annotations

from flask import Flask

from policyspace.drafting.live import heads_of
from tests.builders.drafting import a_problem, space_of
from tests.builders.live import Typist, the_live_words
from tests.builders.spaces import the_facilitator


def test_after_a_restored_backup_every_live_text_has_another_epoch(app: Flask) -> None:
    document = a_problem()
    Typist(the_facilitator(space_of(document)), document).types("Words.")
    said = app.test_cli_runner().invoke(args=["backup-restored"])
    assert said.output == "Live texts that begin anew: 1.\n"
    assert heads_of([document.id])[document.id].epoch == 2
    assert the_live_words(document).endswith("Words.")
