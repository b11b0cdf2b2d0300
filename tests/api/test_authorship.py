"""Who wrote what, through the API."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from tests.api.client import Program
from tests.builders.drafting import TEXT, a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, the_facilitator


def test_a_program_reads_each_passage_with_its_writer_and_the_balance(app: Flask) -> None:
    document = an_open_problem()
    local = a_member(space_of(document), role=Role.DRAFTER, side=Side.LOCAL)
    text = TEXT.replace("600", "640")
    a_revision(document, text, by=local)
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/revisions/2"
    found = Program(app).get(f"{path}/authorship").json
    assert (found["revision"], found["since"]) == (2, 1)
    assert "".join(each["text"] for each in found["passages"]) == text
    assert [(each["start"], each["characters"], each["revision"]) for each in found["passages"]] == [
        (0, 27, 1),
        (27, 4, 2),
        (31, len(text) - 31, 1),
    ]
    changed = found["passages"][1]
    assert (changed["text"], changed["author"], changed["capacity"]["side"]) == (
        "640 ",
        "Olive Official",
        "local",
    )
    assert found["balance"] == {"central": 22, "local": 1, "partner": 0, "resident": 0}
    assert Program(app).get(path).json["balance"] == found["balance"]


def test_what_may_not_be_read_is_not_found(app: Flask) -> None:
    document = a_problem()
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/revisions"
    assert Program(app).get(f"{path}/1/authorship").status_code == 404
    program = Program(app, the_facilitator(space_of(document)))
    assert program.get(f"{path}/1/authorship").status_code == 200
    assert program.get(f"{path}/2/authorship").status_code == 404
