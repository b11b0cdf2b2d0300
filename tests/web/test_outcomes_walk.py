"""One proposal from nothing to Trust met and on, by the pages alone: every step is a link or a form that is shown."""

from __future__ import annotations

from typing import Any

from flask import Flask

from policyspace.charter.words import Stage, StageStatus
from policyspace.people.models import Person
from tests.builders.ledger import told
from tests.builders.outcomes import Table, a_table, fresh, state_of, the_record
from tests.client import PageClient
from tests.web.outcome_pages import path_of


class Walker:
    """Somebody who follows the links of the pages and sends the forms they show."""

    def __init__(self, app: Flask, table: Table, person: Person) -> None:
        client = app.test_client()
        assert isinstance(client, PageClient)
        self.client, self.table = client.sign_in(person), table

    def reads(self, page: str = "") -> str:
        """The words of a page of the record."""
        return self.client.page(path_of(self.table, page)).text

    def follows(self, words: str, *, on: str) -> str:
        """Where the first link with these words leads."""
        page = self.client.page(path_of(self.table, on))
        found = [each for each in page.all("a") if words in each.text]
        assert found, f"no link {words!r} on {on or 'the record'}"
        return found[0].attributes["href"]

    def does(self, link: str, *, on: str, **typed: Any) -> None:
        """Follow a link and send the form behind it."""
        path = self.follows(link, on=on)
        reply = self.client.send(path, **typed)
        assert reply.status_code == 303, (link, reply.get_data(as_text=True)[-3000:])


DAY: dict[str, Any] = {"date-day": "10", "date-month": "10", "date-year": "2026"}
GROUP = "Which residents’ group speaks for people who live here?"
CONFIRM = "Confirm these words, or say not yet"


def fill(central: Walker, local: Walker, group_id: int) -> None:
    """Both sides do what the page of Trust says they can do, until nothing is missing."""
    for walker, other in ((central, "local"), (local, "central")):
        for question in (
            "What matters most to you?",
            "Who is the named contact on your side?",
            "Who stands in when your contact is away?",
        ):
            walker.does(question, on="/trust", words=f"Our answer to: {question}")
        walker.does("What did you hear the other side say?", on="/trust", words="You care.", about=other)
    central.does(
        "Which visits and conversations took place?",
        on="/trust",
        words="We saw the waiting room.",
        kind="visit",
        host="local",
        **DAY,
    )
    central.does("Did they hear you right?", on="/trust", accepted="yes")
    local.does("Did they hear you right?", on="/trust", accepted="yes")
    local.does("As the host, what do you say", on="/trust", accepted="yes", note="They listened.")
    local.does(GROUP, on="/trust", words="The tenants’ association", organisation_id=group_id)


def test_a_proposal_is_walked_through_trust_and_on_by_the_pages_alone(app: Flask) -> None:
    table = a_table()
    table.neighbour  # noqa: B018 - somebody of the group has to be here before an entry can name it
    facilitator, central, local, neighbour = (
        Walker(app, table, person)
        for person in (table.facilitator, table.central, table.local, table.neighbour)
    )
    assert "Trust is not met yet" in facilitator.reads()
    fill(central, local, table.group.id)
    assert state_of(table, Stage.TRUST).state is StageStatus.READY

    central.does(CONFIRM, on="/trust", kind="confirm")
    local.does(CONFIRM, on="/trust", kind="reservation", words="We worry about the winter.")
    neighbour.does(CONFIRM, on="/trust", kind="confirm")
    assert "We worry about the winter." in central.reads("/trust")
    assert "Trust is met" in facilitator.reads()
    facilitator.does("Move on to Flexibility", on="")
    assert "The proposal is at this stage." in central.reads("/flexibility")

    _words_change(central, local, neighbour, table)
    _facilitator_moves(facilitator, central, table)
    _is_published(facilitator, table)


def _words_change(central: Walker, local: Walker, neighbour: Walker, table: Table) -> None:
    """New words make the confirmations stale; each reads what changed and says their word again."""
    central.does("How will credit be shared?", on="/trust", words="Both names on everything.")
    assert state_of(table, Stage.TRUST).state is StageStatus.STALE
    path = local.follows(CONFIRM, on="/trust")
    confirm = local.client.page(path).text
    assert "What changed since you read these words" in confirm
    assert "Both names on everything." in confirm
    for walker in (central, local, neighbour):
        walker.does(CONFIRM, on="/trust", kind="confirm")
    assert state_of(table, Stage.TRUST).state is StageStatus.MET
    assert "We worry about the winter." in central.reads("/trust/said")


def _facilitator_moves(facilitator: Walker, central: Walker, table: Table) -> None:
    """Past an unmet stage and back, each for a reason that everyone who reads the record can read."""
    facilitator.does(
        "Move to another stage now, with a reason",
        on="",
        to="honesty",
        reason="The minister speaks on Tuesday.",
    )
    facilitator.does(
        "Move to another stage now, with a reason", on="", to="flexibility", reason="Now there is time again."
    )
    record = central.reads()
    for said in (
        "before the stage was met",
        "The minister speaks on Tuesday.",
        "moved back",
        "Now there is time",
    ):
        assert said in record
    assert the_record(table).stage is Stage.FLEXIBILITY
    moved = [(row.facts["from"], row.facts["to"], row.facts["kind"]) for row in told("stage.moved")]
    assert moved == [
        ("trust", "flexibility", "forward"),
        ("flexibility", "honesty", "exception"),
        ("honesty", "flexibility", "back"),
    ]


def _is_published(facilitator: Walker, table: Table) -> None:
    """Trust is met, so the record leads to publishing; after that anyone reads it."""
    facilitator.does("Publish the proposal", on="")
    assert fresh(table.document).state == "published"
    stranger = facilitator.client.application.test_client()
    assert "The minister speaks on Tuesday." in stranger.get(path_of(table)).get_data(as_text=True)


def test_a_facilitator_lifts_the_rule_and_publishes_before_trust_by_the_pages_alone(app: Flask) -> None:
    table = a_table()
    facilitator = Walker(app, table, table.facilitator)
    facilitator.does("Lift the rule", on="", reason="A court date")
    assert "A court date" in facilitator.reads()
    facilitator.does("Publish the proposal", on="")
    assert fresh(table.document).state == "published"


def test_a_small_question_does_without_by_the_pages_alone(app: Flask) -> None:
    table = a_table()
    facilitator = Walker(app, table, table.facilitator)
    path = path_of(table, "/aside/visit")
    assert path == facilitator.follows("One visit or hosted day, with a note by the host", on="/trust")
    assert facilitator.client.send(path, reason="Everyone lives here.").status_code == 303
    page = facilitator.reads("/trust")
    assert "This proposal does without" in page
    assert "Everyone lives here." in page
