from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import RequestRedirect

from policyspace.charter.capacity import Side
from policyspace.charter.words import HideReason, Role, Stage
from policyspace.discussion import services as discussion
from policyspace.discussion.models import Comment, Held
from policyspace.drafting import services as drafting
from policyspace.drafting.models import Document
from policyspace.foundation.clock import now
from policyspace.foundation.command import command, step
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow, OutboxRow, record
from policyspace.notifications.models import Letter
from policyspace.notifications.rules import pieces_of
from policyspace.notifications.writing import WRITERS, hand_on
from policyspace.outcomes import services as outcomes
from policyspace.people import services as people
from policyspace.people.models import Person
from policyspace.people.services.links import Asking
from policyspace.spaces.models import Membership, Space
from tests.builders.answers import an_answer
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply, the_space, words_of_a_comment
from tests.builders.drafting import a_key, a_problem, a_proposal
from tests.builders.keyed_in import a_keyed_in, comment_of
from tests.builders.outcomes import a_table, an_entry
from tests.builders.people import a_resident
from tests.builders.spaces import a_member, a_space, an_invitation, the_facilitator, the_membership
from tests.builders.suggesting import a_suggestion, accepted, an_open_text, rewritten
from tests.builders.talking import a_comment_on
from tests.notifications.letters import forget_what_happened, letters, work


@command
def happen(verb: str, **facts: Any) -> None:
    """A row of the ledger about nothing that is there."""
    record(None, verb, **facts)


def outbox() -> list[OutboxRow]:
    return list(db.session.scalars(select(OutboxRow).execution_options(populate_existing=True)))


def test_the_outbox_is_emptied_and_the_ledger_keeps_every_row(app: Flask) -> None:
    happen("revision.saved")
    a_resident()
    rows = len(db.session.scalars(select(LedgerRow)).all())
    work(app)
    assert outbox() == []
    assert len(db.session.scalars(select(LedgerRow)).all()) == rows


def test_more_rows_than_one_step_takes_are_all_handed_on(app: Flask) -> None:
    @command
    def much() -> None:
        for number in range(250):
            record(None, f"thing.{number}")

    much()
    assert [hand_on(), hand_on(), hand_on(), hand_on()] == [100, 100, 50, 0]


def test_a_row_that_cannot_be_written_about_holds_up_no_other(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    comment = a_comment(a_discussed_problem())
    forget_what_happened()
    happen("problem.opened")  # of no space and no document
    a_reply(comment)
    with caplog.at_level(logging.ERROR, "policyspace"):
        work(app)
    assert [letter.to_address for letter in letters()] == [comment.author.email]
    (left,) = outbox()
    assert left.attempts == 1
    (line,) = [each for each in caplog.records if each.message == "letter.not_written"]
    assert json.dumps(line.__dict__["facts"]) == json.dumps(
        {"ledger": left.ledger_id, "verb": "problem.opened", "attempts": 1}
    )


def test_such_a_row_is_tried_again_later_and_later_and_never_lost(app: Flask) -> None:
    happen("problem.opened")
    moment, waits = now(), []
    for _ in range(14):
        with time_machine.travel(moment, tick=False):
            work(app)
            (left,) = outbox()
            assert left.not_before is not None
            waits.append((left.not_before - moment).total_seconds())
            moment = left.not_before
    assert waits[:3] == [10, 30, 90]
    assert waits[-1] == timedelta(days=1).total_seconds()


def test_what_a_failing_row_had_written_is_undone(app: Flask) -> None:
    """The letter to the last member breaks a constraint: the ones before it are not kept either."""
    space = a_space()
    for _ in range(2):
        a_member(space)
    document = a_problem(space)
    forget_what_happened()
    drafting.open_problem(the_facilitator(space), document)
    row = db.session.scalars(select(LedgerRow).where(LedgerRow.verb == "problem.opened")).one()

    @step
    def write_before() -> None:
        db.session.add(
            Letter(
                ledger_id=row.id,
                to_address=space_members(space)[-1].person.email,
                language="en",
                subject="Before",
                text="Before",
                html="Before",
                state="kept",
                not_before=now(),
                created_at=now(),
            )
        )

    write_before()
    work(app)
    assert [letter.subject for letter in letters()] == ["Before"]
    assert [left.ledger_id for left in outbox()] == [row.id]


def space_members(space: Space) -> list[Membership]:
    query = select(Membership).where(Membership.space_id == space.id).order_by(Membership.id)
    return list(db.session.scalars(query))


def test_a_letter_is_in_the_language_of_its_reader(app: Flask) -> None:
    reader = a_resident()
    reader.language = "cy"
    db.session.commit()
    comment = a_comment(a_discussed_problem(), author=reader)
    forget_what_happened()
    a_reply(comment)
    work(app)
    (letter,) = letters()
    assert letter.language == "cy"
    assert '<html lang="cy">' in letter.html


def test_every_path_in_every_letter_leads_to_a_page(app: Flask) -> None:
    """Letters stand below the pages and know them by path alone; this holds the two together."""
    paths = {
        piece.path for letter in letters_of_every_kind(app) for piece in pieces_of(letter.text, site(app))
    }
    stops = {letter.stop_path for letter in letters()}
    assert len(paths - {None}) > len(WRITERS) / 2
    routes = app.url_map.bind("policyspace.example")
    for path in (paths | stops) - {None}:
        assert path is not None
        try:
            routes.match(path.partition("?")[0], method="GET")
        except RequestRedirect as elsewhere:
            pytest.fail(f"{path} is only a way to {elsewhere.new_url}")


def site(app: Flask) -> str:
    return str(app.extensions["settings"].site)


def letters_of_every_kind(app: Flask) -> list[Letter]:
    """One of each, made by the deeds that they tell of."""
    document = a_discussed_problem()
    space = the_space(document)
    facilitator, member = the_facilitator(space), a_member(space)
    comment = a_comment(document, author=member)
    a_reply(comment)
    an_answer(comment, comment_of(a_keyed_in(document, email="pat@homes.example")))
    proposal = a_proposal(space)
    outcomes.lift_publication(facilitator, proposal, reason="The vote.")
    drafting.publish_proposal(facilitator, proposal)
    outcomes.move_stage(facilitator, proposal, from_stage=Stage.TRUST, to=Stage.CLARITY, reason="The vote.")
    an_invitation(space, email="someone@example.com")
    for browser in ("one", "another"):
        people.begin_session(member, browser=browser)
    for purpose in ("sign_in", "reset_password"):
        people.ask_for_link(None, email=member.email, purpose=purpose, asking=Asking("browser"))
    happen_to(member, "password.changed", "password.reset")
    decide_on_suggestions(facilitator, space)
    facilitate()
    work(app)
    discussion.hide_comment(facilitator, comment, reason=HideReason.ABUSE)
    work(app)
    moderate(app, document, comment)
    told = {db.session.get_one(LedgerRow, letter.ledger_id).verb for letter in letters()}
    assert told == set(WRITERS)
    return letters()


def decide_on_suggestions(facilitator: Person, space: Space) -> None:
    """One is accepted, one declined, and one is on words that are then written anew."""
    for decide in (
        lambda suggestion: accepted(suggestion, facilitator),
        lambda suggestion: drafting.decline_suggestion(facilitator, suggestion, reason="It is twice."),
        lambda suggestion: rewritten(
            db.session.get_one(Document, suggestion.document_id), "three times", "often"
        ),
    ):
        decide(a_suggestion(an_open_text(space)))


def facilitate() -> None:
    """Hand a proposal over, nudge somebody it waits for, and talk about an answer in its record."""
    table = a_table()
    other = the_membership(table.space, a_member(table.space, role=Role.FACILITATOR))
    outcomes.hand_over(table.facilitator, table.document, to=other.id, note="Call on Mondays.")
    a_proposal(table.space)
    outcomes.hand_over_space(table.facilitator, table.space, to=other.id, note="All of it.", unassigned=True)
    waited_for = the_membership(table.space, table.local)
    outcomes.nudge(table.facilitator, table.document, whom=waited_for.id)
    a_reply(a_comment_on(table, an_entry(table, Stage.TRUST, "credit")), author=table.central)


def moderate(app: Flask, document: Document, hidden: Comment) -> None:
    """An appeal is decided, a comment shown again, what was held is posted or given back; a visitor writes first."""
    space = the_space(document)
    author, first = db.session.get_one(Person, hidden.author_id), the_facilitator(space)
    second = a_member(space, role=Role.FACILITATOR, side=Side.LOCAL)
    appeal = discussion.appeal(author, hidden, words="It is no abuse.")
    work(app)
    discussion.decide_appeal(second, appeal, outcome="restored", reply="You are right.")
    shown, gone = a_comment(document), a_comment(document)
    held = (
        discussion.say_comment(a_resident(), document, trapped=True, **words_of_a_comment()),
        discussion.say_reply(a_resident(), gone, trapped=True, body="Here, too.", idempotency_key=a_key()),
    )
    for each in (shown, gone):
        discussion.hide_comment(first, each, reason=HideReason.SPAM)
    discussion.unhide_comment(first, shown)
    for waiting in held:
        assert isinstance(waiting, Held)
        discussion.release_held(first, waiting)
    said = words_of_a_comment()
    del said["kind"]
    asked = {"email": "visitor@homes.example", "browser": "a browser", "form_key": a_key()}
    discussion.write_first(None, document, trapped=False, **asked, **said)
    work(app)


@command
def happen_to(person: Person, *verbs: str) -> None:
    for verb in verbs:
        record(person, verb, subject=person)
