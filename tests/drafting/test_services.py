"""Starting documents, saving revisions, and the steps of their lives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.charter.words import DocumentKind, ProblemState, ProposalState, Role
from policyspace.drafting import services
from policyspace.drafting.queries import changes_of, get_revision, history_of, state_of
from policyspace.drafting.services import EditConflict
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.errors import Conflict, Invalid, NotAllowed
from policyspace.foundation.ledger import LedgerRow
from policyspace.spaces.notices import post_notice
from tests.builders.drafting import (
    TEXT,
    a_document,
    a_key,
    a_problem,
    a_proposal,
    a_revision,
    an_open_problem,
    space_of,
)
from tests.builders.spaces import a_member, a_space, the_facilitator

pytestmark = pytest.mark.usefixtures("app")


def test_documents_are_numbered_within_their_space() -> None:
    one, other = a_space(), a_space(title="Another question")
    assert [a_problem(one).number, a_proposal(one).number, a_problem(other).number] == [1, 2, 1]


def test_a_new_document_has_a_first_revision_with_its_author_and_hat() -> None:
    document = a_problem()
    first = get_revision(document, 1)
    assert first.text == TEXT
    assert first.author_id == the_facilitator(space_of(document)).id
    assert first.capacity.side.value == "central"
    assert "".join(first.text) == TEXT
    assert [block["number"] for block in first.blocks] == [None, 1, None, 2]


def test_starting_a_document_twice_with_one_key_starts_one() -> None:
    space, key = a_space(), a_key()
    facilitator = the_facilitator(space)
    made = [
        services.create_document(
            facilitator, space, kind="problem", title="Once", text="Once.", idempotency_key=key
        )
        for _ in range(2)
    ]
    assert made[0].id == made[1].id
    assert space.document_count == 1


def test_a_participant_cannot_start_or_save() -> None:
    document = an_open_problem()
    participant = a_member(space_of(document))
    with pytest.raises(NotAllowed):
        a_document(space_of(document), by=participant)
    with pytest.raises(NotAllowed):
        a_revision(document, "Mine now.", by=participant)
    assert document.revision_count == 1


def test_a_proposal_answers_problems_of_its_own_space_only() -> None:
    space = a_space()
    problem, elsewhere = a_problem(space), a_problem(a_space(title="Elsewhere"))
    assert a_proposal(space, problems=[problem.number]).kind == DocumentKind.PROPOSAL
    with pytest.raises(Invalid, match="of this space"):
        a_proposal(space, problems=[elsewhere.number + 7])
    with pytest.raises(Invalid, match="Only a proposal"):
        a_problem(space, problems=[problem.number])


def test_saving_adds_a_numbered_revision_and_tells_the_ledger() -> None:
    document = a_problem()
    saved = a_revision(document, TEXT + "\nThey told us so.\n", why="Add what they told us")
    assert (saved.number, document.revision_count, saved.words_added) == (2, 2, 4)
    row = db.session.scalars(select(LedgerRow).order_by(LedgerRow.id.desc())).first()
    assert row is not None
    assert (row.verb, row.facts["revision"], row.facts["side"]) == ("revision.saved", 2, "central")


def test_the_same_key_saves_once() -> None:
    document, key = a_problem(), a_key()
    first = a_revision(document, "New words.\n", idempotency_key=key, base_number=1)
    again = a_revision(document, "New words.\n", idempotency_key=key, base_number=1)
    assert first.id == again.id
    assert document.revision_count == 2


def test_a_key_used_for_another_document_is_refused() -> None:
    space, key = a_space(), a_key()
    a_revision(a_problem(space), "New words.\n", idempotency_key=key)
    with pytest.raises(Invalid, match="another document"):
        a_revision(a_problem(space), "Other words.\n", idempotency_key=key)


def test_saving_unchanged_words_adds_nothing() -> None:
    document = a_problem()
    assert a_revision(document, TEXT).number == 1
    assert document.revision_count == 1


def test_changes_to_different_words_merge_by_themselves() -> None:
    document = a_problem()
    drafter = a_member(space_of(document), role=Role.DRAFTER)
    a_revision(document, TEXT.replace("600 families", "640 families"))
    mine = TEXT.replace("for a year", "for eighteen months")
    saved = services.save_revision(
        drafter, document, base_number=1, title=document.title, text=mine, idempotency_key=a_key()
    )
    assert saved.merged
    assert "640 families" in saved.revision.text
    assert "eighteen months" in saved.revision.text


def test_changes_to_the_same_words_stop_with_both_texts_and_save_nothing() -> None:
    document = a_problem()
    a_revision(document, TEXT.replace("600 families", "640 families"))
    with pytest.raises(EditConflict) as refused:
        a_revision(document, TEXT.replace("600 families", "700 families"), base_number=1)
    [conflict] = refused.value.meeting.merge.conflicts
    assert "700" in conflict.mine
    assert "640" in conflict.theirs
    assert document.revision_count == 2


def test_titles_changed_by_both_are_a_conflict() -> None:
    document = a_problem()
    a_revision(document, TEXT, title="Families wait a year")
    with pytest.raises(EditConflict) as refused:
        a_revision(document, TEXT, title="A year is too long", base_number=1)
    assert refused.value.meeting.title is None


def test_a_base_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Invalid, match="no such revision"):
        a_revision(a_problem(), "Words.\n", base_number=9)


def test_block_ids_last_through_revisions() -> None:
    document = a_problem()
    before = get_revision(document, 1).blocks
    a_revision(document, "A new first paragraph.\n\n" + TEXT.replace("600", "640"))
    after = get_revision(document, 2).blocks
    assert [block["id"] for block in after[1:]] == [block["id"] for block in before]
    assert after[0]["id"] not in {block["id"] for block in before}
    assert [block["number"] for block in after] == [1, None, 2, None, 3]


def test_the_sources_of_blocks_are_the_text() -> None:
    revision = a_revision(a_problem(), "One.\n\n- two\n- three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert sum(block["length"] for block in revision.blocks) == len(revision.text)


def test_history_is_newest_first_and_paged_by_number() -> None:
    document = a_problem()
    for each in range(4):
        a_revision(document, f"Version {each}.\n")
    assert [each.number for each in history_of(document, limit=3)] == [5, 4, 3]
    assert [each.number for each in history_of(document, before=3)] == [2, 1]


def test_a_problem_is_opened_closed_agreed_and_opened_again_with_a_reason() -> None:
    document = a_problem()
    facilitator = the_facilitator(space_of(document))
    services.open_problem(facilitator, document, closes_on=now().date() + timedelta(days=30))
    services.close_problem(facilitator, document)
    services.frame_problem(facilitator, document)
    assert document.state == ProblemState.FRAMED
    with pytest.raises(NotAllowed):
        a_revision(document, "Too late.\n")
    services.reopen_problem(facilitator, document, reason="New figures arrived")
    assert document.state == ProblemState.OPEN
    assert [(each.state, each.reason) for each in changes_of(document)] == [
        ("open", "New figures arrived"),
        ("framed", ""),
        ("answering", ""),
        ("open", ""),
    ]


def test_steps_that_do_not_fit_are_refused() -> None:
    document = a_problem()
    facilitator = the_facilitator(space_of(document))
    with pytest.raises(Conflict, match="Draft"):
        services.close_problem(facilitator, document)
    with pytest.raises(Conflict, match="has not been open"):
        services.reopen_problem(facilitator, document, reason="Because")
    with pytest.raises(Invalid, match="future"):
        services.open_problem(facilitator, document, closes_on=now().date() - timedelta(days=3))
    assert document.state == ProblemState.DRAFT


def test_a_problem_past_its_closing_date_takes_no_more_comments() -> None:
    document = an_open_problem()
    document.closes_at = now() - timedelta(minutes=1)
    assert state_of(document) is ProblemState.ANSWERING
    db.session.rollback()


def test_a_proposal_cannot_be_published_before_trust_is_met() -> None:
    document = a_proposal()
    facilitator = the_facilitator(space_of(document))
    with pytest.raises(NotAllowed, match="Trust"):
        services.publish_proposal(facilitator, document)
    assert document.state == ProposalState.DRAFT


def test_a_proposal_is_published_once_the_notice_board_says_that_trust_is_met() -> None:
    document = a_proposal()
    space = space_of(document)
    post_notice(space, document, "trust_met")
    db.session.commit()
    services.publish_proposal(the_facilitator(space), document)
    assert document.state == ProposalState.PUBLISHED
    with pytest.raises(Conflict):
        services.publish_proposal(the_facilitator(space), document)


def test_a_text_that_would_cost_too_much_is_refused_in_words(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(Invalid) as refused:
        a_revision(a_problem(), "[" * 5000)
    assert "text" in refused.value.fields
