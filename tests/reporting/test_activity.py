"""What happened in a space, as far as its reader may know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert

from policyspace.charter.capacity import Side
from policyspace.charter.words import HideReason, Role
from policyspace.discussion import services as discussion
from policyspace.drafting import services as drafting
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.foundation.paging import Span
from policyspace.people.models import Person
from policyspace.reporting.activity import Happening, activity_of
from policyspace.reporting.sentences import TELLINGS
from policyspace.spaces import services
from policyspace.spaces.models import Space
from policyspace.spaces.queries import SpaceView, view_of
from tests.builders.discussion import a_comment, a_reply
from tests.builders.drafting import a_problem, a_proposal, a_revision, an_open_problem
from tests.builders.people import a_resident, an_official, an_organisation
from tests.builders.spaces import a_member, a_space, an_invitation, the_facilitator, the_membership
from tests.conftest import QueryCount

POLICYSPACE = Path(__file__).parents[2] / "policyspace"
NOT_TOLD = {
    "records.handed_over": "that each of them is handed over is told",
    "comment.edited": "its words are on the page; that they changed is said there",
    "comment.corrected": "its words are on the page; that they changed is said there",
    "slips.printed": "for facilitators alone, in their list",
    "comment.written_first": "for its writer alone, until they follow the link",
    "comment.held": "for facilitators and its author alone",
    "held.released": "that it is posted is told",
    "held.hidden": "that it is hidden is told",
    "held.returned": "for its author alone",
    "held.withdrawn": "for its author alone",
    "comment.reported": "for facilitators alone, in their queue",
    "reports.kept": "for facilitators alone",
    "appeal.made": "for facilitators alone, in their queue",
    "appeal.decided": "in the log of moderation; that a comment is shown again is told",
    "comment.supported": "counted beside the comment",
    "comment.unsupported": "counted beside the comment",
    "answer.drafted": "for the team alone until it is published",
    "answer.changed": "for the team alone until it is published",
    "answer.regrouped": "for the team alone until it is published",
    "answer.discarded": "for the team alone",
    "answers.cleared": "for the team alone until they are published",
    "suggestion.overtaken": "its author gets a letter; beside the suggestion it says so",
    "supports.imported": "counted beside the comment",
    "manager.made": "concerns an organisation, not a space",
    "manager.ended": "concerns an organisation, not a space",
    "affiliation.made": "concerns a person, not a space",
    "invitation.withdrawn": "concerns nobody but the one who was not told",
}

LOOK_LIKE_VERBS = {"html.parser", "look.not_noted", "editing.not_noted"}
"""Constants that are no verbs of the ledger: the name of a library's part, lines of the log."""


def seen(space: Space, reader: Person | None = None) -> list[Happening]:
    """What `reader` is told, newest first."""
    view = view_of(space, reader) if reader else SpaceView(space, None, None)
    return list(activity_of(view, Span()).items)


def sentences(space: Space, reader: Person | None = None) -> list[str]:
    return [each.sentence for each in seen(space, reader)]


def test_every_sentence_names_who_and_in_which_hat_and_leads_to_a_page(app: Flask) -> None:
    department = an_organisation("Department for Homes", side=Side.CENTRAL)
    space = a_space(opened_by=an_official(department, "Olive Achebe"))
    joined, opened = seen(space)
    assert (joined.sentence, joined.endpoint) == ("Olive Achebe joined this space", "spaces.members")
    assert (opened.sentence, opened.endpoint) == ("Olive Achebe opened this space", "spaces.show")
    assert joined.capacity == "Department for Homes (central government) – own view"
    assert opened.values == {"slug": space.slug}


def test_changes_of_members_name_both_people(app: Flask) -> None:
    space = a_space(opened_by=an_official(name="Olive Achebe"))
    facilitator = the_facilitator(space)
    rosa = a_member(space, person=a_resident("Rosa Marsh"))
    services.change_role(facilitator, the_membership(space, rosa), role="drafter")
    services.end_membership(facilitator, the_membership(space, rosa))
    assert sentences(space)[:2] == [
        "Olive Achebe ended the membership of Rosa Marsh",
        "Olive Achebe changed the role of Rosa Marsh to: Drafter",
    ]


def test_invitations_are_told_to_those_who_may_invite_and_never_name_the_address(app: Flask) -> None:
    space = a_space()
    drafter = a_member(space, role=Role.DRAFTER)
    an_invitation(space, email="jo@example.com")
    told = sentences(space, the_facilitator(space))
    assert told[0].endswith("invited someone as: Participant")
    assert "jo@" not in "".join(told)
    for reader in (None, a_resident(), drafter):
        assert not any("invited" in each for each in sentences(space, reader))


def test_what_happens_to_a_draft_is_told_to_the_team_until_it_is_open(app: Flask) -> None:
    space = a_space()
    participant, drafter = a_member(space), a_member(space, role=Role.DRAFTER)
    problem = a_problem(space, title="Damp homes")
    a_revision(problem, "## Who is affected\n\nEveryone.\n")
    for reader in (None, participant):
        assert not any("Damp homes" in each for each in sentences(space, reader))
    expected = ["saved revision 2 of “Damp homes”", "started “Damp homes”"]
    assert [each.partition(" Official ")[2] for each in sentences(space, drafter)[:2]] == expected
    drafting.open_problem(the_facilitator(space), problem)
    told = [each.partition(" Official ")[2] for each in sentences(space)[:3]]
    assert told == ["opened “Damp homes” for comments", *expected]


def test_a_revision_leads_to_itself(app: Flask) -> None:
    space = a_space()
    problem = an_open_problem(space)
    a_revision(problem, "Other words.")
    newest = seen(space)[0]
    assert newest.endpoint == "drafting.revision"
    assert newest.values == {"slug": space.slug, "number": problem.number, "revision_number": 2}


def test_an_unpublished_proposal_is_not_told_to_outsiders(app: Flask) -> None:
    space = a_space()
    a_proposal(space, title="Buy empty homes")
    assert not any("Buy empty homes" in each for each in sentences(space, a_member(space)))
    assert any("Buy empty homes" in each for each in sentences(space, the_facilitator(space)))


def test_comments_and_replies_lead_to_themselves(app: Flask) -> None:
    space = a_space()
    problem = an_open_problem(space, title="Damp homes")
    comment = a_comment(problem, author=a_resident("Rosa Marsh"))
    reply = a_reply(comment, author=a_resident("Ned Farrow"))
    newest = seen(space)
    assert newest[0].sentence == "Ned Farrow replied to a comment on “Damp homes”"
    assert newest[0].values["comment_id"] == reply.id
    assert newest[2].sentence == "Rosa Marsh commented on “Damp homes”"
    assert newest[2].values == {
        "slug": space.slug,
        "number": problem.number,
        "comment_id": comment.id,
    }


def test_a_comment_that_was_taken_back_leaves_no_name(app: Flask) -> None:
    space = a_space()
    rosa = a_resident("Rosa Marsh")
    comment = a_comment(an_open_problem(space, title="Damp homes"), author=rosa)
    services.end_membership(rosa, the_membership(space, rosa))
    discussion.withdraw_comment(rosa, comment)
    for reader in (None, rosa, the_facilitator(space)):
        told = seen(space, reader)
        assert told[0].sentence == "Someone took back their comment on “Damp homes”"
        assert told[0].capacity is None
        assert "Rosa Marsh commented on “Damp homes”" not in {each.sentence for each in told}


def test_a_hidden_comment_is_told_to_its_author_and_facilitators_and_that_it_was_hidden_to_all(
    app: Flask,
) -> None:
    space = a_space()
    rosa, facilitator = a_resident("Rosa Marsh"), the_facilitator(space)
    comment = a_comment(an_open_problem(space, title="Damp homes"), author=rosa)
    discussion.hide_comment(facilitator, comment, reason=HideReason.ABUSE.value, words="")
    for reader in (None, a_resident()):
        assert "Rosa Marsh commented on “Damp homes”" not in sentences(space, reader)
    for reader in (rosa, facilitator):
        assert "Rosa Marsh commented on “Damp homes”" in sentences(space, reader)
    assert any(each.endswith("hid a comment on “Damp homes”") for each in sentences(space))


def test_what_has_no_sentence_is_not_told(app: Flask) -> None:
    space = a_space()
    tell(space, "moon.landed")
    assert len(sentences(space)) == 2


def test_a_person_who_is_not_there_any_more_is_someone(app: Flask) -> None:
    space = a_space()
    tell(space, "member.left", actor_id=None)
    assert sentences(space)[0] == "Someone left this space"


def test_another_spaces_activity_stays_there(app: Flask) -> None:
    here, elsewhere = a_space(title="Here"), a_space(title="There")
    an_open_problem(elsewhere, title="Damp homes")
    assert not any("Damp homes" in each for each in sentences(here))


@pytest.mark.parametrize("rows", [1, 60])
def test_any_page_of_activity_takes_one_statement(
    app: Flask, count_queries: type[QueryCount], rows: int
) -> None:
    space = a_space()
    problem = an_open_problem(space)
    for _ in range(min(rows, 8)):
        a_comment(problem)
    tell(space, "space.edited", times=rows)
    view = SpaceView(space, None, None)
    with count_queries() as queries:
        page = activity_of(view, Span(limit=20))
        activity_of(view, Span(before=page.older, limit=20))
    assert len(queries) == 2


def test_every_verb_of_the_packages_has_a_sentence_or_a_reason_to_have_none() -> None:
    told_elsewhere = {"drafting", "discussion", "outcomes", "spaces"}
    verbs = {
        verb
        for package in sorted(told_elsewhere)
        for file in (POLICYSPACE / package).rglob("*.py")
        for verb in verbs_in(ast.parse(file.read_text()))
    }
    assert verbs - set(TELLINGS) - set(NOT_TOLD) - LOOK_LIKE_VERBS == set()


def test_every_telling_leads_to_a_page_there_is(app: Flask) -> None:
    pages = {rule.endpoint: rule.arguments for rule in app.url_map.iter_rules()}
    for row in TELLINGS.values():
        assert pages[row.leads_to] == {"slug", *row.names}, row.verb


def verbs_in(tree: ast.Module) -> set[str]:
    """Constants that look like verbs of the ledger: "comment.posted"."""
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {
        each
        for each in constants
        if isinstance(each, str)
        and all(each.partition("."))
        and each.count(".") == 1
        and each.replace(".", "").replace("_", "").isalpha()
        and each.islower()
        and not each.endswith((".id", "_id"))
    }


def tell(space: Space, verb: str, *, times: int = 1, actor_id: int | None = None) -> None:
    """Rows of the ledger as a service would have left them."""
    actor = the_facilitator(space).id if times > 1 or verb == "space.edited" else actor_id
    row = {"at": now(), "verb": verb, "actor_id": actor, "space_id": space.id, "facts": {}}
    db.session.execute(insert(LedgerRow), [row] * times)
