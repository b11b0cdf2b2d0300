"""The letters that one person gets from a facilitator, word for word."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import delete, select

from policyspace.charter.words import Role, Stage
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow, OutboxRow
from policyspace.outcomes import services
from tests.builders.outcomes import a_move, a_table, a_word, an_entry, fill_flexibility, fill_trust
from tests.builders.spaces import a_member, the_membership
from tests.notifications.letters import forget_what_happened, letters, written


def test_the_letter_to_the_facilitator_a_proposal_is_handed_to(app: Flask) -> None:
    table = a_table()
    person = a_member(table.space, role=Role.FACILITATOR)
    membership = the_membership(table.space, person).id
    facilitator = table.facilitator
    forget_what_happened()
    services.hand_over(facilitator, table.document, to=membership, note="Call on Mondays.\nAsk for Jo.")
    assert written(app) == {
        person.email: f"""You look after “{table.document.title}” now

{facilitator.display_name} handed the proposal “{table.document.title}” over to you.

Their note:

> Call on Mondays.
> Ask for Jo.

See where it stands
http://127.0.0.1:8000/spaces/{table.space.slug}/documents/{table.document.number}/outcome

You get this email because you are a member of “{table.space.title}”. To get no more, leave the space.

See your membership
http://127.0.0.1:8000/spaces/{table.space.slug}/members
"""
    }


def test_the_letter_to_whom_a_proposal_waits_for(app: Flask) -> None:
    table = a_table()
    fill_trust(table)
    heard = an_entry(table, Stage.TRUST, "heard", about="local", words="They want homes.")
    membership = the_membership(table.space, table.local).id
    note = "<b>Before</b> Tuesday, please."
    forget_what_happened()
    services.nudge(table.facilitator, table.document, whom=membership, note=note)
    at = f"http://127.0.0.1:8000/spaces/{table.space.slug}/documents/{table.document.number}/outcome"
    assert written(app) == {
        table.local.email: f"""“{table.document.title}” waits for you

The proposal “{table.document.title}” waits for you, and {table.facilitator.display_name} asks you to help it on.

They add:

> <b>Before</b> Tuesday, please.

What is asked of you:

Say whether an answer describes your side rightly: Did they hear you right?
{at}/entries/{heard.id}/accept

You get this email because you are a member of “{table.space.title}”. To get no more, leave the space.

See your membership
http://127.0.0.1:8000/spaces/{table.space.slug}/members
"""
    }
    assert "&lt;b&gt;Before&lt;/b&gt; Tuesday" in letters()[0].html


def test_no_letter_goes_to_someone_who_did_what_was_asked_before_it_was_written(app: Flask) -> None:
    table = a_table()
    fill_flexibility(table)
    a_move(table, Stage.FLEXIBILITY, reason="Now")
    services.nudge(table.facilitator, table.document, whom=the_membership(table.space, table.local).id)
    a_word(table, Stage.FLEXIBILITY, table.local)
    forget_all_but("member.nudged")
    assert written(app) == {}


def forget_all_but(verb: str) -> None:
    """Let nothing else that happened be written about."""
    db.session.rollback()
    other = select(LedgerRow.id).where(LedgerRow.verb != verb)
    with db.engine.begin() as connection:
        connection.execute(delete(OutboxRow).where(OutboxRow.ledger_id.in_(other)))


def test_one_letter_tells_of_all_proposals_that_were_handed_over_at_once(app: Flask) -> None:
    table = a_table()
    other = a_table(table.space, title="Warmer hostels")
    person = a_member(table.space, role=Role.FACILITATOR)
    membership = the_membership(table.space, person).id
    forget_what_happened()
    services.hand_over_space(table.facilitator, table.space, to=membership, note="I retire.", unassigned=True)
    at = f"http://127.0.0.1:8000/spaces/{table.space.slug}"
    assert written(app) == {
        person.email: f"""You look after 2 more proposals in “{table.space.title}” now

{table.facilitator.display_name} handed 2 proposals in “{table.space.title}” over to you.

Their note:

> I retire.

{table.document.title}
{at}/documents/{table.document.number}/outcome

Warmer hostels
{at}/documents/{other.document.number}/outcome

See all of them on your desk
{at}/desk?show=mine

You get this email because you are a member of “{table.space.title}”. To get no more, leave the space.

See your membership
{at}/members
"""
    }
