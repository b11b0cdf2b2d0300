"""Suggestions through the API: the same shapes, services and rights as the pages."""

from __future__ import annotations

from typing import Any

from flask import Flask

from policyspace.charter.words import HideReason
from policyspace.discussion import services as discussion
from policyspace.discussion.queries import get_head
from policyspace.drafting.models import Document
from tests.api.client import Program
from tests.builders.discussion import a_block_of
from tests.builders.drafting import a_key, space_of
from tests.builders.people import a_resident
from tests.builders.spaces import a_members_only_space, the_facilitator
from tests.builders.suggesting import TWICE, WAIT, a_drafter, a_suggestion, an_open_text, rewritten
from tests.conftest import QueryCount


def suggestions_of(document: Document, more: str = "") -> str:
    """The address of the suggestions on a document."""
    return f"/spaces/{space_of(document).slug}/documents/{document.number}/suggestions{more}"


def said(document: Document, **words: Any) -> dict[str, Any]:
    """What a program sends to suggest."""
    return {
        "block_id": a_block_of(document, 2),
        "base_number": document.revision_count,
        "words": TWICE,
        "why": "We counted it",
        "idempotency_key": a_key(),
    } | words


def fields_of(reply: Any) -> list[str]:
    return sorted(each["field"] for each in reply.json["errors"])


def test_a_suggestion_is_made_read_and_accepted_by_its_digest(app: Flask) -> None:
    document, rosa = an_open_text(), a_resident("Rosa")
    made = Program(app, rosa).post(suggestions_of(document), **said(document))
    assert made.status_code == 201, made.json
    assert (made.json["passage"], made.json["words"], made.json["why"]) == (WAIT, TWICE, "We counted it")
    assert (made.json["author"], made.json["capacity"]["text"]) == ("Rosa", "resident")
    assert (made.json["state"], made.json["needs_author"]) == ("open", None)
    assert made.json["may"] == ["withdraw_suggestion"]
    own = suggestions_of(document, f"/{made.json['id']}")
    assert Program(app, rosa).get(own).json == made.json
    drafter = Program(app, a_drafter(document))
    assert drafter.get(own).json["may"] == ["decide_suggestion"]
    unread = drafter.post(f"{own}/accept", digest="0" * 32)
    assert (unread.status_code, fields_of(unread)) == (422, ["digest"])
    revision = drafter.post(f"{own}/accept", digest=made.json["digest"])
    assert (revision.status_code, revision.json["number"], revision.json["author"]) == (200, 2, "Rosa")
    after = Program(app).get(own).json
    assert (after["state"], after["revision_number"], after["may"]) == ("accepted", 2, [])
    assert [(step["step"], step["person"]) for step in after["steps"]] == [("accepted", "Rosa Resident")]


def test_the_head_of_its_thread_names_the_suggestion(app: Flask) -> None:
    document = an_open_text()
    suggestion = a_suggestion(document)
    thread = get_head(suggestion).id
    path = f"/spaces/{space_of(document).slug}/documents/{document.number}/comments/{thread}"
    comment = Program(app).get(path).json
    assert (comment["suggestion_id"], comment["kind"], comment["body"]) == (
        suggestion.id,
        "idea",
        "We counted it",
    )
    assert Program(app).get(suggestions_of(document, f"/{suggestion.id}")).json["thread_id"] == thread


def test_declined_withdrawn_and_made_again(app: Flask) -> None:
    document, ana = an_open_text(), a_resident("Ana")
    declined, gone, stuck = (a_suggestion(document, author=ana) for _ in range(3))
    drafter, author = Program(app, a_drafter(document)), Program(app, ana)
    path = {each: suggestions_of(document, f"/{each.id}") for each in (declined, gone, stuck)}
    assert fields_of(drafter.post(f"{path[declined]}/decline", reason=" ")) == ["reason"]
    done = drafter.post(f"{path[declined]}/decline", reason="The figure is three")
    assert (done.json["state"], done.json["steps"][0]["reason"]) == ("declined", "The figure is three")
    assert author.post(f"{path[gone]}/withdraw").status_code == 204
    assert author.get(path[gone]).status_code == 404
    assert drafter.post(f"{path[stuck]}/renew", words="Mine.", base_number=1).status_code == 403
    rewritten(document, "three times", "four times")
    digest = author.get(path[stuck]).json["digest"]
    refused = drafter.post(f"{path[stuck]}/accept", digest=digest)
    assert (refused.status_code, "Ana can make it again" in refused.json["detail"]) == (409, True)
    assert "You can make it again" in author.get(path[stuck]).json["needs_author"]
    anew = author.post(f"{path[stuck]}/renew", words="They move often.", base_number=2)
    assert (anew.status_code, anew.json["words"], anew.json["made_on"]) == (200, "They move often.", 2)


def test_lists_are_paged_and_hold_only_what_the_reader_may_see(
    app: Flask, count_queries: type[QueryCount]
) -> None:
    document, rosa = an_open_text(), a_resident()
    suggestions = [a_suggestion(document, f"Version {each}.", author=rosa) for each in range(4)]
    facilitator = the_facilitator(space_of(document))
    discussion.hide_comment(facilitator, get_head(suggestions[3]), reason=HideReason.SPAM)
    listed = Program(app).get(suggestions_of(document), limit=2)
    assert [each["words"] for each in listed.json["items"]] == ["Version 2.", "Version 1."]
    rest = Program(app).get(suggestions_of(document), before=listed.json["older"])
    assert [each["words"] for each in rest.json["items"]] == ["Version 0."]
    assert rest.json["older"] is None
    for who in (rosa, facilitator):
        items = Program(app, who).get(suggestions_of(document), state="open").json["items"]
        assert [each["hidden"] for each in items] == [True, False, False, False]
    assert Program(app, facilitator).get(suggestions_of(document), state="decided").json["items"] == []
    own = suggestions_of(document, f"/{suggestions[3].id}")
    assert Program(app, a_resident()).get(own).status_code == 404
    refused = Program(app, facilitator).post(f"{own}/accept", digest=suggestions[3].digest)
    assert (refused.status_code, "Show its comment again" in refused.json["detail"]) == (409, True)


def test_what_cannot_be_taken_is_said_by_field_and_words_must_be_sent(app: Flask) -> None:
    document = an_open_text()
    program, path = Program(app, a_resident()), suggestions_of(document)
    without = said(document)
    del without["words"]
    assert fields_of(program.post(path, **without)) == ["words"]
    assert fields_of(program.post(path, **said(document, why="", block_id="b!", base_number=0))) == [
        *("base_number", "block_id", "why")
    ]
    assert fields_of(program.post(path, **said(document, words=WAIT))) == ["words"]
    assert Program(app).post(path, **said(document)).status_code == 401
    assert program.post(path, **said(document, words="")).json["words"] == ""


def test_outsiders_of_a_members_space_do_not_learn_of_suggestions(app: Flask) -> None:
    document = an_open_text(a_members_only_space())
    suggestion = a_suggestion(document, author=the_facilitator(space_of(document)))
    stranger = Program(app, a_resident())
    assert stranger.get(suggestions_of(document)).status_code == 404
    assert stranger.get(suggestions_of(document, f"/{suggestion.id}")).status_code == 404
    assert stranger.post(suggestions_of(document), **said(document)).status_code == 404
