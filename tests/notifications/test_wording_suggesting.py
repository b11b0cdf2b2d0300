"""What the author of a suggestion is told: accepted, declined, or that the text has changed under it."""

from __future__ import annotations

from flask import Flask

from policyspace.charter.words import HideReason
from policyspace.discussion import services as discussion
from policyspace.discussion.queries import get_head
from policyspace.drafting import services
from tests.builders.drafting import space_of
from tests.builders.people import a_resident
from tests.builders.spaces import the_facilitator
from tests.builders.suggesting import (
    TWICE,
    WAIT,
    a_drafter,
    a_suggestion,
    accepted,
    an_open_text,
    rewritten,
)
from tests.notifications.letters import forget_what_happened, the_letter, written

SITE = "http://127.0.0.1:8000"


def test_the_letter_about_an_accepted_suggestion(app: Flask) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document, author=a_resident("Ana", email="ana@homes.example"))
    drafter = a_drafter(document)
    forget_what_happened()
    accepted(suggestion, drafter)
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/revisions/2"
    letters = written(app)
    assert list(letters) == ["ana@homes.example"]
    assert (
        letters["ana@homes.example"]
        == f"""\
Your suggestion for “They wait too long” is accepted

Rosa Resident accepted your suggestion for “They wait too long”.

Speaking as: resident.

This is what you suggested:

> {TWICE}

It is part of the text now. The history says that the words are yours.

Read revision 2
{site(letters)}{path}

You get this email because you are a member of “Temporary accommodation”. To get no more, leave the space.

See your membership
{site(letters)}/spaces/{space_of(document).slug}/members
"""
    )


def site(letters: dict[str, str]) -> str:
    """The address of the service, as the letter has it."""
    return next(iter(letters.values())).split("\n")[-2].split("/spaces/")[0]


def test_the_letter_about_a_declined_one_gives_the_reason(app: Flask) -> None:
    document = an_open_text()
    suggestion, drafter = a_suggestion(document, ""), a_drafter(document)
    forget_what_happened()
    services.decline_suggestion(drafter, suggestion, reason="The figure is three")
    letter = the_letter(app)
    assert letter.startswith("Your suggestion for “They wait too long” is declined\n\nRosa Resident declined")
    assert "The reason:\n\n> The figure is three\n\n" in letter
    assert f"You suggested taking out these words:\n\n> {WAIT}" in letter
    assert f"See your suggestion\n{site({'': letter})}" in letter
    assert f"/suggestions/{suggestion.id}\n" in letter


def test_the_letter_that_asks_to_make_it_again_comes_once(app: Flask) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    forget_what_happened()
    rewritten(document, "three times", "four times")
    rewritten(document, "four times", "five times")
    letter = the_letter(app)
    assert letter.startswith("Your suggestion for “They wait too long” needs you\n")
    assert (
        "The words this suggestion changes were changed in revision 2. "
        "You can make it again from the new words." in letter
    )
    assert f"Make it again\n{site({'': letter})}" in letter
    assert f"/suggestions/{suggestion.id}/renew\n" in letter


def test_where_the_paragraph_is_gone_the_letter_does_not_ask_to_make_it_again(app: Flask) -> None:
    document = an_open_text()
    a_suggestion(document)
    forget_what_happened()
    rewritten(document, f"{WAIT}\n\n", "")
    letter = the_letter(app)
    assert "You can withdraw it, and suggest a change elsewhere." in letter
    assert "Make it again" not in letter


def test_what_is_settled_before_the_letter_is_written_needs_none(app: Flask) -> None:
    document, ana = an_open_text(), a_resident("Ana")
    suggestion = a_suggestion(document, author=ana)
    forget_what_happened()
    rewritten(document, "three times", "four times")
    rewritten(document, "four times", "three times")
    assert written(app) == {}
    rewritten(document, "three times", "four times")
    discussion.withdraw_comment(ana, get_head(suggestion))
    assert written(app) == {}


def test_nobody_is_told_of_what_they_did_themselves(app: Flask) -> None:
    document = an_open_text()
    facilitator = the_facilitator(space_of(document))
    suggestion = a_suggestion(document, author=facilitator)
    forget_what_happened()
    accepted(suggestion, facilitator)
    assert written(app) == {}


def test_the_author_of_a_hidden_suggestion_is_still_told(app: Flask) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    facilitator = the_facilitator(space_of(document))
    discussion.hide_comment(facilitator, get_head(suggestion), reason=HideReason.OFF_TOPIC)
    forget_what_happened()
    rewritten(document, "three times", "four times")
    assert "needs you" in the_letter(app)
