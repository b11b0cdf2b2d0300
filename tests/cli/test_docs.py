"""The README cannot lie: its tables are what the code says."""

from __future__ import annotations

from flask import Flask

from policyspace.cli.docs import README, with_parts


def test_the_generated_tables_of_the_readme_are_what_the_code_says(whole_app: Flask) -> None:
    with whole_app.test_request_context():
        assert README.read_text() == with_parts(README.read_text()), "run make docs"


def test_a_table_that_differs_is_written_again(whole_app: Flask) -> None:
    stale = "<!-- generated: settings -->\nold\n<!-- end of generated -->"
    with whole_app.test_request_context():
        assert "SECRET_KEY" in with_parts(stale)
        assert "old" not in with_parts(stale)
