"""A text taken away by a program."""

from __future__ import annotations

import pytest
from flask import Flask

from policyspace.drafting.models import Document
from policyspace.foundation.limits import LIMITS, Limit
from tests.api.client import Program
from tests.builders.discussion import a_comment, a_discussed_problem
from tests.builders.drafting import a_problem, an_open_problem, space_of
from tests.builders.spaces import a_member, the_facilitator


def path_of(document: Document) -> str:
    """The address of the export of a first revision."""
    return f"/spaces/{space_of(document).slug}/documents/{document.number}/revisions/1/export"


def test_a_program_gets_the_file_that_a_person_gets(app: Flask) -> None:
    document = a_discussed_problem()
    a_comment(document, body="We moved *twice*.")
    reply = Program(app).get(path_of(document), format="markdown", numbers=True, comments=True)
    assert (reply.status_code, reply.mimetype) == (200, "text/markdown")
    assert reply.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "\\[1\\] Families in one room." in reply.get_data(as_text=True)
    assert "We moved *twice*." in reply.get_data(as_text=True)
    plain = Program(app).get(path_of(document), format="markdown").get_data(as_text=True)
    assert "\\[1\\]" not in plain
    assert "twice" not in plain


@pytest.mark.parametrize(
    "asked", [{}, {"format": "poem"}, {"format": "pdf", "numbers": "perhaps"}, {"colour": "red"}]
)
def test_what_cannot_be_made_is_refused_by_name(app: Flask, asked: dict[str, str]) -> None:
    reply = Program(app).get(path_of(an_open_problem()), **asked)
    assert reply.status_code == 422
    assert reply.mimetype == "application/problem+json"
    assert reply.json["errors"]


def test_what_a_program_may_not_read_is_not_found(app: Flask) -> None:
    draft = a_problem()
    for program in (Program(app), Program(app, a_member(space_of(draft)))):
        assert program.get(path_of(draft), format="markdown").status_code == 404
    facilitator = Program(app, the_facilitator(space_of(draft)))
    assert facilitator.get(path_of(draft), format="markdown").status_code == 200
    assert (
        facilitator.get(path_of(draft).replace("/revisions/1/", "/revisions/9/"), format="pdf").status_code
        == 404
    )


def test_programs_without_a_token_share_the_limit_of_their_network(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "exporting_from", Limit(1, 300))
    document = an_open_problem()
    assert Program(app).get(path_of(document), format="markdown").status_code == 200
    assert Program(app).get(path_of(document), format="markdown").status_code == 429
    assert (
        Program(app, a_member(space_of(document))).get(path_of(document), format="markdown").status_code
        == 200
    )
