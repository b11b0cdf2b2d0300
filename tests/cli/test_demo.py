"""`policyspace demo`: a space to look at, half way through, that is there once however often it is loaded."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from policyspace.app import create_app
from policyspace.charter.stages import stage_row
from policyspace.charter.words import AnswerStatus, DocumentKind, Stage, StageStatus, Visibility
from policyspace.discussion.models import Answer, Comment
from policyspace.drafting.models import Document, Revision, Suggestion
from policyspace.drafting.queries import state_of
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.foundation.migrations import migrate
from policyspace.outcomes.models import Confirmation, Entry
from policyspace.outcomes.queries import get_record
from policyspace.outcomes.schemas import entry_shape, facts_of
from policyspace.people.models import Person
from policyspace.people.queries import demonstration_people
from policyspace.spaces.models import Space
from policyspace.spaces.queries import view_of
from tests.cli.importing import counts, run
from tests.client import PageClient
from tests.conftest import BACKENDS, a_database, settings_for
from tests.house.source import ROOT


@pytest.fixture(scope="module", params=BACKENDS)
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Flask]:
    """The application in demonstration mode, with the demonstration loaded; the tests here only read it."""
    name = f"policyspace_demo_{worker_id}_{os.getpid()}"
    with a_database(request.param, tmp_path_factory.mktemp("demo"), name) as url:
        migrate(url)
        demonstration = create_app(replace(settings_for(url), mode="demonstration"))
        demonstration.test_client_class = PageClient
        with demonstration.app_context():
            done = run(demonstration, "demo")
            assert (done.exit_code, done.stderr) == (0, "")
            db.session.remove()
        yield demonstration
        with demonstration.app_context():
            db.engine.dispose()


@pytest.fixture
def shown(loaded: Flask) -> Iterator[Flask]:
    """The same, with an application context pushed."""
    with loaded.app_context():
        yield loaded
        db.session.remove()


def the_space(visibility: Visibility = Visibility.PUBLIC) -> Space:
    return db.session.scalars(select(Space).where(Space.visibility == visibility.value)).one()


def the_documents() -> list[Document]:
    """The documents of the public space, by number."""
    query = select(Document).where(Document.space_id == the_space().id).order_by(Document.number)
    return list(db.session.scalars(query))


def test_it_is_loaded_once(shown: Flask) -> None:
    before = counts()
    again = run(shown, "demo")
    assert (again.exit_code, again.output) == (0, "The demonstration is there already.\n")
    assert counts() == before


def test_there_is_an_agreed_problem_an_open_one_and_a_published_proposal(shown: Flask) -> None:
    agreed, proposal, open_one = the_documents()
    assert (agreed.kind, agreed.state) == ("problem", "framed")
    assert (proposal.kind, proposal.state) == ("proposal", "published")
    assert (open_one.kind, state_of(open_one)) == ("problem", "open")
    assert open_one.closes_at is not None
    assert open_one.closes_at > now()
    for document in (agreed, proposal, open_one):
        assert document.comment_count >= 5


def test_comments_are_of_every_kind_on_paragraphs_with_replies_and_support(shown: Flask) -> None:
    agreed = the_documents()[0]
    said = list(db.session.scalars(select(Comment).where(Comment.document_id == agreed.id)))
    assert {comment.kind for comment in said} >= {"experience", "evidence", "concern", "question", "idea"}
    assert {comment.side for comment in said} == {"central", "local", "partner", "resident"}
    assert {comment.voice for comment in said} == {"own", "organisation"}
    assert len({comment.block_id for comment in said if comment.block_id}) >= 4
    assert any(comment.thread_id for comment in said)
    assert max(comment.support_count for comment in said) >= 5
    hidden = db.session.scalars(select(Comment).where(Comment.hidden_at.is_not(None))).one()
    assert hidden.hidden_reason == "personal_information"


def test_every_comment_on_the_agreed_problem_is_answered_and_there_are_drafts_on_the_open_one(
    shown: Flask,
) -> None:
    agreed, _proposal, open_one = the_documents()
    assert (agreed.asked_count, agreed.answered_count, agreed.changed_count) == (10, 10, 2)
    answers = list(db.session.scalars(select(Answer).where(Answer.document_id == agreed.id)))
    assert {answer.status for answer in answers} == set(AnswerStatus)
    assert {answer.drafter.display_name for answer in answers} == {"Priya Nair", "Aisha Rahman"}
    assert {answer.clearer.display_name for answer in answers if answer.clearer} == {"Gwen Pritchard"}
    others = db.session.scalars(select(Answer).where(Answer.document_id == open_one.id).order_by(Answer.id))
    assert [(each.state, each.cleared_at is None) for each in others] == [
        ("published", False),
        ("draft", False),
        ("draft", True),
    ]


def test_there_are_suggestions_open_accepted_and_declined(shown: Flask) -> None:
    open_one = the_documents()[2]
    made = list(db.session.scalars(select(Suggestion).order_by(Suggestion.id)))
    assert [each.state for each in made] == ["accepted", "declined", "open", "open"]
    assert {each.document_id for each in made} == {open_one.id}
    assert [each.needs_author for each in made] == [False] * 4
    assert all(each.base_number == open_one.revision_count for each in made if each.state == "open")
    accepted = db.session.scalars(
        select(Revision).where(Revision.document_id == open_one.id, Revision.number == 2)
    ).one()
    assert accepted.author.display_name == "Lena Fox"


def test_the_proposal_was_written_by_both_sides_and_merged(shown: Flask) -> None:
    proposal = the_documents()[1]
    revisions = list(db.session.scalars(select(Revision).where(Revision.document_id == proposal.id)))
    assert {revision.side for revision in revisions} == {"central", "local"}
    assert [revision.merged for revision in revisions].count(True) == 1


def test_the_shared_outcome_is_half_way(shown: Flask) -> None:
    gwen = next(each for each in demonstration_people() if each.display_name == "Gwen Pritchard")
    record = get_record(view_of(the_space(), gwen), the_documents()[1].number)
    assert record.stage is Stage.HONESTY
    assert [record.states[stage].state for stage in Stage] == [
        *(StageStatus.MET, StageStatus.MET, StageStatus.GATHERING),
        *(StageStatus.NOT_BEGUN, StageStatus.NOT_BEGUN),
    ]
    trust = db.session.scalars(select(Confirmation).where(Confirmation.stage == "trust"))
    assert {said.side for said in trust} == {"central", "local", "partner"}


def test_every_prompt_of_trust_and_flexibility_is_answered_as_a_form_would_take_it(shown: Flask) -> None:
    entries = list(db.session.scalars(select(Entry)))
    for stage in (Stage.TRUST, Stage.FLEXIBILITY):
        assert {each.prompt for each in entries if each.stage == stage} == {
            prompt.key for prompt in stage_row(stage).prompts
        }
    for entry in entries:
        prompt = stage_row(Stage(entry.stage)).find_prompt(entry.prompt)
        assert prompt is not None
        read = entry_shape(prompt).read(
            {"words": entry.words, "idempotency_key": entry.idempotency_key, **entry.facts}
        )
        assert facts_of(prompt, read) == entry.facts


def test_each_kind_of_person_can_be_signed_in_as_with_their_role_beside_the_name(shown: Flask) -> None:
    client = shown.test_client()
    assert isinstance(client, PageClient)
    page = client.page("/sign-in").text
    for told in (
        *("Priya Nair", "Department for Homes and Places · Drafter"),
        *("Gwen Pritchard", "Eastmere Council · Facilitator"),
        *("Femi Adebayo", "Eastmere Families Voice · Participant"),
        *("Kelly Moss", "Resident · Participant"),
    ):
        assert told in page


def test_residents_and_visitors_do_not_see_the_second_space(shown: Flask) -> None:
    hidden = the_space(Visibility.MEMBERS)
    people = {person.display_name: person for person in db.session.scalars(select(Person))}
    for name, status in (("", 404), ("Kelly Moss", 404), ("Femi Adebayo", 404), ("Priya Nair", 200)):
        client = shown.test_client()
        assert isinstance(client, PageClient)
        if name:
            client.sign_in(people[name])
        assert client.get(f"/spaces/{hidden.slug}").status_code == status
        for path in ("/", "/spaces", "/sign-in"):
            assert (hidden.title in client.get(path).get_data(as_text=True)) == (
                status == 200 and path == "/"
            )


def test_everything_is_told_by_the_ledger_with_the_person_who_did_it(shown: Flask) -> None:
    rows = list(db.session.scalars(select(LedgerRow)))
    made = [row for row in rows if row.actor_id is None]
    assert {row.verb for row in made} <= {"organisation.added", "account.signed_up", "voice.granted"}
    saying = {"comment.posted", "comment.keyed_in", "comment.replied", "suggestion.made"}
    said = sum(row.verb in saying for row in rows)
    assert counts()["comment"] == said
    drafted = sum(row.verb in {"document.created", "revision.saved", "suggestion.accepted"} for row in rows)
    assert counts()["revision"] == drafted
    assert {document.kind for document in the_documents()} == set(DocumentKind)


def test_its_words_are_plain(shown: Flask) -> None:
    """No sentence of more than 25 words, and none of the words the house does without."""
    for path in (ROOT / Path("policyspace/cli/demo/words")).glob("*.py"):
        assert not re.search(
            r"\bplease\b|stakeholder|\bleverage|going forward", path.read_text(), re.IGNORECASE
        )
    texts = [*db.session.scalars(select(Comment.body)), *db.session.scalars(select(Entry.words))]
    texts += [*db.session.scalars(select(Revision.text)), *db.session.scalars(select(Answer.words))]
    for text in texts:
        for sentence in re.split(r"[.?!:;]\s|\n|\|", text):
            assert len(sentence.split()) <= 25, sentence
