"""A space's own templates, and what becomes of their guidance in the documents started from them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policyspace.charter.words import DocumentKind, Role
from policyspace.drafting import services
from policyspace.drafting.queries import get_revision, unwritten_sections
from policyspace.drafting.starting import beginnings, templates_of
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from policyspace.spaces.queries import view_of
from tests.builders.drafting import a_document, a_key, a_revision, space_of
from tests.builders.ledger import told
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.builders.templates import NOW, TEXT, WHO, a_document_from_template, a_template, the_space

pytestmark = pytest.mark.usefixtures("app")
FAMILIES = TEXT.replace(WHO, f"{WHO}\n\nFamilies in one room.")


def test_a_facilitator_adds_a_template_once_and_the_ledger_is_told() -> None:
    space, key = a_space(), a_key()
    first, again = (a_template(space, idempotency_key=key) for _ in range(2))
    assert first.id == again.id
    assert [row.subject_id for row in told("template.added")] == [first.id]


def test_only_facilitators_manage_templates() -> None:
    template = a_template()
    drafter = a_member(the_space(template), role=Role.DRAFTER)
    with pytest.raises(NotAllowed, match="Only facilitators"):
        a_template(the_space(template), by=drafter)
    with pytest.raises(NotAllowed):
        services.change_template(drafter, template, kind="problem", title="Mine", text="Mine.")
    for service in (services.retire_template, services.bring_back_template):
        with pytest.raises(NotAllowed):
            service(drafter, template)


def test_a_retired_template_is_offered_no_longer_until_it_is_brought_back() -> None:
    template = a_template()
    space = the_space(template)
    facilitator = the_facilitator(space)
    services.retire_template(facilitator, template)
    assert (templates_of(space), templates_of(space, retired=True)) == ([], [template])
    with pytest.raises(Conflict, match="already"):
        services.retire_template(facilitator, template)
    services.bring_back_template(facilitator, template)
    assert templates_of(space) == [template]
    with pytest.raises(Conflict, match="already"):
        services.bring_back_template(facilitator, template)
    assert len(told("template.retired") + told("template.brought_back")) == 2


def test_two_who_change_a_template_at_once_do_not_lose_words() -> None:
    template = a_template()
    facilitator = the_facilitator(the_space(template))
    seen = template.updated_at - timedelta(seconds=1)
    with pytest.raises(Invalid, match="Someone else changed"):
        services.change_template(
            facilitator, template, kind="problem", title="Mine", text="Mine.", changed_at=seen
        )
    db.session.refresh(template)
    assert template.title == "Short form"
    services.change_template(
        facilitator, template, kind="problem", title="Mine", text="Mine.", changed_at=template.updated_at
    )
    assert (template.title, len(told("template.changed"))) == ("Mine", 1)


def test_a_document_of_a_kind_is_offered_the_templates_of_that_kind() -> None:
    template = a_template()
    a_template(the_space(template), kind="proposal", title="Long form")
    a_template()
    view = view_of(the_space(template), the_facilitator(the_space(template)))
    offered = {kind: [each.key for each in beginnings(view, kind)] for kind in DocumentKind}
    assert offered[DocumentKind.PROBLEM] == ["standard", str(template.id), "empty"]
    assert [each.title for each in beginnings(view, DocumentKind.PROPOSAL)][1] == "Long form"


def test_a_document_remembers_the_guidance_of_what_it_started_from() -> None:
    assert a_document_from_template().guidance == [WHO, NOW]
    assert a_document().guidance is None
    standard = a_document(template="standard")
    assert len(standard.guidance or []) == 6


def test_a_template_of_another_space_is_refused() -> None:
    template = a_template()
    with pytest.raises(Invalid, match="template of this space"):
        a_document(a_space(title="Elsewhere"), template=str(template.id))


def test_guidance_goes_when_something_is_written_at_the_start() -> None:
    first = get_revision(a_document_from_template(text=FAMILIES), 1)
    assert WHO not in first.text
    assert NOW in first.text
    assert "Families in one room." in first.text


def test_guidance_goes_with_the_revision_that_writes_over_it_and_is_marked_until_then() -> None:
    document = a_document_from_template()
    assert unwritten_sections(document) == ["Who", "Now"]
    saved = a_revision(document, FAMILIES)
    assert WHO not in saved.text
    assert [block["kind"] for block in saved.blocks if block.get("guidance")] == ["paragraph"]
    assert unwritten_sections(document) == ["Now"]
    a_revision(document, saved.text.replace(NOW, "They wait."))
    assert unwritten_sections(document) == []


def test_a_template_changed_later_leaves_the_guidance_of_documents_as_it_was() -> None:
    template = a_template()
    space = the_space(template)
    document = a_document(space, text=TEXT, template=str(template.id))
    services.change_template(the_facilitator(space), template, kind="problem", title="New", text="New.")
    assert WHO not in a_revision(document, FAMILIES).text


def test_two_who_write_in_different_sections_both_get_rid_of_their_guidance() -> None:
    document = a_document_from_template()
    drafter = a_member(space_of(document), role=Role.DRAFTER)
    a_revision(document, FAMILIES)
    theirs = TEXT.replace(NOW, f"{NOW}\n\nThey wait a year.")
    saved = a_revision(document, theirs, by=drafter, base_number=1)
    assert saved.text == "## Who\n\nFamilies in one room.\n\n## Now\n\nThey wait a year.\n"


def test_a_space_has_room_for_a_hundred_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyspace.drafting.services.templates.MOST_TEMPLATES", 1)
    template = a_template()
    with pytest.raises(Conflict, match="Retire one first"):
        a_template(the_space(template))
    services.retire_template(the_facilitator(the_space(template)), template)
    a_template(the_space(template))
