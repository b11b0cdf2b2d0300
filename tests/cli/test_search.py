"""The index of words at the command line."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from policyspace.foundation.db import db
from tests.builders.discussion import a_comment, a_discussed_problem
from tests.builders.searching import found_by


def test_an_index_that_lacks_something_is_told_and_made_anew(app: Flask) -> None:
    comment = a_comment(a_discussed_problem(), body="zebrafinch")
    run = app.test_cli_runner()
    whole = run.invoke(args=["search-index"])
    assert (whole.exit_code, "Comments and replies: 1. In the index: 1." in whole.output) == (0, True)
    db.session.execute(text("DELETE FROM search_row"))
    db.session.commit()
    assert found_by(None, "zebrafinch") == []
    lacking = run.invoke(args=["search-index"])
    assert (lacking.exit_code, "--rebuild" in lacking.output) == (1, True)
    made = run.invoke(args=["search-index", "--rebuild"])
    assert (made.exit_code, "Indexed for search: 3." in made.output) == (0, True), made.output
    assert found_by(None, "zebrafinch") == [f"comment {comment.id}"]
