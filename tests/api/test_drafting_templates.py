"""Templates through the API."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import Role
from tests.api.client import Program
from tests.builders.drafting import a_key
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.builders.templates import NOW, TEXT, WHO, a_template, the_space


def test_a_program_keeps_the_templates_of_a_space(app: Flask) -> None:
    space = a_space()
    program = Program(app, the_facilitator(space))
    path = f"/spaces/{space.slug}/documents/templates"
    made = program.post(path, kind="problem", title="Short form", text=TEXT, idempotency_key=a_key())
    assert made.status_code == 201, made.json
    one = f"{path}/{made.json['id']}"
    words = {"kind": "problem", "title": "Shorter", "text": TEXT}
    changed = program.put(one, **words, changed_at=made.json["changed_at"])
    assert (changed.status_code, changed.json["title"]) == (200, "Shorter")
    stale = program.put(one, **(words | {"title": "Longer"}), changed_at=made.json["changed_at"])
    assert stale.status_code == 422
    assert program.post(f"{one}/retire").json["retired_at"]
    assert program.post(f"{one}/retire").status_code == 409
    assert program.post(f"{one}/bring-back").json["retired_at"] is None
    assert [each["title"] for each in program.get(path).json["items"]] == ["Shorter"]
    assert program.get(one).json["text"] == TEXT


def test_a_document_started_from_a_template_loses_guidance_and_marks_what_is_left(app: Flask) -> None:
    template = a_template()
    space = the_space(template)
    program = Program(app, a_member(space, role=Role.DRAFTER))
    path = f"/spaces/{space.slug}/documents"
    text = TEXT.replace(WHO, f"{WHO}\n\nFamilies.")
    words = {"kind": "problem", "title": "Waiting", "text": text, "idempotency_key": a_key()}
    made = program.post(path, **words, template=str(template.id))
    assert made.status_code == 201, made.json
    first = program.get(f"{path}/{made.json['number']}/revisions/1").json
    assert first["text"] == f"## Who\n\nFamilies.\n\n## Now\n\n{NOW}\n"
    assert [block["guidance"] for block in first["blocks"]] == [False, False, False, True]
    bad = program.post(path, **(words | {"idempotency_key": a_key()}), template="0")
    assert bad.status_code == 422
    assert [each["field"] for each in bad.json["errors"]] == ["template"]


def test_templates_are_not_for_those_who_do_not_write_here(app: Flask) -> None:
    template = a_template()
    path = f"/spaces/{the_space(template).slug}/documents/templates"
    outsider = Program(app, a_member(the_space(template)))
    assert outsider.get(path).status_code == 403
    assert outsider.get(f"{path}/{template.id}").status_code == 403
    drafter = Program(app, a_member(the_space(template), role=Role.DRAFTER))
    assert drafter.get(path).status_code == 200
    assert drafter.post(f"{path}/{template.id}/retire").status_code == 403
