"""The page of all revisions: how each came to be, and an older text used again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from policyspace.charter.words import Role
from policyspace.drafting import services
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.clock import now
from policyspace.foundation.db import db
from tests.builders.drafting import TEXT, a_key, a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, the_facilitator
from tests.client import PageClient
from tests.web.test_drafting import path_of, sent


@pytest.fixture
def document(client: PageClient) -> Document:
    """An open problem with a second revision, whose facilitator is signed in."""
    document = an_open_problem()
    a_revision(document, TEXT.replace("600", "640"))
    client.sign_in(the_facilitator(space_of(document)))
    return document


def test_it_is_told_which_revisions_were_joined_and_which_were_brought_in(
    client: PageClient, document: Document
) -> None:
    drafter = a_member(space_of(document), role=Role.DRAFTER)
    a_revision(document, TEXT.replace("a year", "two years"), by=drafter, base_number=1)
    a_revision(document, "From elsewhere.\n", imported={"at": now().isoformat(), "source": "A file"})
    page = client.page(path_of(document, "/history"))
    rows = {each.all("h2")[0].text: each.text for each in page.all("li") if each.all("h2")}
    assert "Written on revision 1, and joined with what others saved meanwhile" in rows["Revision 3"]
    assert "Brought in from elsewhere" in rows["Revision 4"]
    assert not any(
        "joined" in rows[name] or "Brought in" in rows[name] for name in ("Revision 1", "Revision 2")
    )


def test_each_older_revision_leads_to_what_changed_since_and_can_be_used_again(
    client: PageClient, document: Document
) -> None:
    def links() -> list[str]:
        return [each.text for each in client.page(path_of(document, "/history")).all("a")]

    assert "See what changed since revision 1" in links()
    assert [each for each in links() if "again" in each] == ["Use this text again (revision 1)"]
    client.sign_in(a_member(space_of(document)))
    assert not [each for each in links() if "again" in each]
    client.page(path_of(document, "/revisions/1/use-again"), status=403)


def test_an_older_text_becomes_the_newest_with_a_reason(client: PageClient, document: Document) -> None:
    again = path_of(document, "/revisions/1/use-again")
    reply = client.send(again, why="The old figure was right")
    assert "Saved as revision 3" in client.page(reply.location).text
    saved = get_revision(document, 3)
    assert (saved.text, saved.why) == (TEXT, "The old figure was right")
    client.send(path_of(document, "/revisions/2/use-again"))
    assert get_revision(document, 4).why == "The text of revision 2 again"


def test_words_used_again_stay_those_of_who_wrote_them(document: Document) -> None:
    drafter = a_member(space_of(document), role=Role.DRAFTER)
    services.use_again(drafter, document, number=1, base_number=2, idempotency_key=a_key())
    assert {number for _characters, number in get_revision(document, 3).authorship or ()} == {1}


def test_using_the_newest_text_again_changes_nothing(client: PageClient, document: Document) -> None:
    reply = client.send(path_of(document, "/revisions/2/use-again"))
    assert "Nothing has changed" in client.page(reply.location).text
    client.page(path_of(document, "/revisions/9/use-again"), status=404)


def test_what_was_saved_while_somebody_decided_is_kept_or_stands_against_it(
    client: PageClient, document: Document
) -> None:
    again = path_of(document, "/revisions/1/use-again")
    form = sent(client.page(again))
    a_revision(document, TEXT.replace("600", "640").replace("a year", "two years"))
    merged = client.page(client.post(again, data=form).location)
    assert "together with what others saved" in merged.text
    assert get_revision(document, 4).text == TEXT.replace("a year", "two years")
    form = sent(client.page(path_of(document, "/revisions/2/use-again")))
    a_revision(document, TEXT.replace("600", "700"))
    reply = client.post(path_of(document, "/revisions/2/use-again"), data=form)
    settle = sent(client.page(reply.location), action="/settle") | {"take_0": "mine"}
    assert client.post(path_of(document, "/settle"), data=settle).status_code == 303
    db.session.expire_all()
    assert "640" in get_revision(document, document.revision_count).text


def test_pressing_twice_uses_it_once(client: PageClient, document: Document) -> None:
    again = path_of(document, "/revisions/1/use-again")
    form = sent(client.page(again)) | {"idempotency_key": a_key()}
    for _press in range(2):
        client.post(again, data=form)
    db.session.refresh(document)
    assert document.revision_count == 3


def test_a_closing_day_is_told_by_its_day_everywhere(client: PageClient) -> None:
    document = a_problem()
    facilitator = the_facilitator(space_of(document))
    services.open_problem(facilitator, document, closes_on=date(2099, 11, 12))
    client.sign_in(facilitator)
    assert document.closes_at is not None
    for page in (path_of(document), f"/spaces/{space_of(document).slug}"):
        text = client.page(page).text
        assert "until the end of 12 November 2099" in text
        assert "12:00am" not in text
    with time_machine.travel(document.closes_at + timedelta(hours=1)):
        client.sign_in(facilitator)
        text = client.page(path_of(document)).text
    assert "Comments closed at the end of 12 November 2099." in text
    assert "12:00am" not in text


def test_a_problem_closed_by_hand_tells_the_hour(client: PageClient) -> None:
    document = an_open_problem()
    with time_machine.travel(datetime.fromisoformat("2026-12-01T15:10:00+00:00"), tick=False):
        services.close_problem(the_facilitator(space_of(document)), document)
    assert "Comments closed on 1 December 2026 at 3:10pm." in client.page(path_of(document)).text
