"""Pages of spaces: the list, opening one, its page, changing it, what happened."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting import services as drafting
from policyspace.people import services as people
from policyspace.spaces import services
from policyspace.spaces.models import Space
from policyspace.spaces.queries import get_space
from tests.builders.drafting import a_problem, a_proposal, an_open_problem
from tests.builders.people import a_resident, an_administrator, an_official, an_organisation
from tests.builders.spaces import a_member, a_members_only_space, a_space, the_facilitator, the_membership
from tests.client import PageClient
from tests.conftest import QueryCount


def place(space: Space, page: str = "") -> str:
    return f"/spaces/{space.slug}{page}"


def links(client: PageClient, path: str) -> set[str]:
    return {each.attributes["href"] for each in client.page(path).all("a")}


def test_the_list_shows_public_spaces_and_pages_through_all_of_them(client: PageClient) -> None:
    spaces = [a_space(title=f"Question {number}") for number in range(23)]
    a_members_only_space(title="Private thoughts")
    first = client.page("/spaces")
    assert "Private thoughts" not in first.text
    assert "Question 22" in first.text
    older = next(each for each in first.all("a") if each.attributes.get("rel") == "next")
    second = client.page(older.attributes["href"])
    assert "Question 0" in second.text
    newer = next(each for each in second.all("a") if each.attributes.get("rel") == "prev")
    assert f"/spaces/{spaces[-1].slug}" in links(client, newer.attributes["href"])


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "１", "0", ""])
def test_a_list_asked_for_with_nonsense_is_still_a_page(client: PageClient, key: str) -> None:
    a_space()
    client.page(f"/spaces?before={key}")
    client.page(f"/spaces?after={key}")


@pytest.mark.parametrize("number", [10**18, 2**63 - 1, 2**63, 10**30])
def test_a_number_too_large_for_any_row_is_an_address_of_nothing(client: PageClient, number: int) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    for page in (f"/members/{number}/role", f"/invitations/{number}/withdraw", f"/documents/{number}"):
        client.page(place(space, page), 404)


def test_an_empty_list_says_what_will_be_there(client: PageClient) -> None:
    assert "No spaces here yet" in client.page("/spaces").text
    client.sign_in(a_resident())
    assert "You take part in no space yet" in client.page("/spaces/mine").text


def test_only_those_who_may_open_a_space_see_the_button_and_the_form(client: PageClient) -> None:
    client.sign_in(a_resident())
    assert "/spaces/new" not in links(client, "/spaces")
    assert "Only officials" in client.page("/spaces/new", 403).text
    client.sign_in(an_official())
    assert "/spaces/new" in links(client, "/spaces")


def test_an_official_opens_a_space(client: PageClient) -> None:
    client.sign_in(an_official(an_organisation("Northfield Council")))
    reply = client.send(
        "/spaces/new", title="Warm homes", question="How can old homes be warm?", visibility="public"
    )
    assert (reply.status_code, reply.location) == (303, "/spaces/warm-homes")
    page = client.page("/spaces/warm-homes")
    assert page.all("h1")[0].text == "Warm homes"
    assert "You are its facilitator." in page.text
    assert "Northfield Council (local government) – own view" in page.text


def test_a_form_sent_twice_opens_one_space(client: PageClient) -> None:
    client.sign_in(an_official())

    def send() -> str | None:
        reply = client.send("/spaces/new", title="Warm homes", question="How?", idempotency_key="k" * 16)
        return reply.location

    places = {send(), send()}
    assert places == {"/spaces/warm-homes"}


def test_a_form_with_mistakes_says_so_by_the_field_and_keeps_what_was_typed(client: PageClient) -> None:
    client.sign_in(an_official())
    reply = client.send("/spaces/new", title="x" * 130, question="Why is <this> so?", visibility="secret")
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert "Use 120 characters or fewer. You have used 130." in page
    assert "Choose who can read the space" in page
    assert "Why is &lt;this&gt; so?" in page
    assert 'href="#title"' in page
    assert 'href="#visibility"' in page


def test_who_speaks_for_an_organisation_may_choose_that_capacity(client: PageClient) -> None:
    council = an_organisation()
    official = an_official(council)
    client.sign_in(official)
    values = {each.attributes.get("value") for each in client.page("/spaces/new").all("input")}
    assert f"own-{council.id}" in values
    assert f"organisation-{council.id}" not in values
    people.let_speak(an_administrator(), official, council)
    values = {each.attributes.get("value") for each in client.page("/spaces/new").all("input")}
    assert f"organisation-{council.id}" in values


def test_a_visitor_learns_what_a_space_is_and_how_to_take_part(client: PageClient) -> None:
    space = a_space()
    an_open_problem(space, title="Damp homes")
    a_problem(space, title="Still a draft")
    page = client.page(place(space))
    assert "Take part" in page.text
    assert "Damp homes" in page.text
    assert "Still a draft" not in page.text
    assert "What is asked of you" not in page.text
    assert f"/sign-in?next={place(space)}" in {
        each.attributes["href"].replace("%2F", "/") for each in page.all("a")
    }


def test_a_member_sees_what_is_asked_of_them(client: PageClient) -> None:
    space = a_space()
    problem = an_open_problem(space, title="Damp homes")
    client.sign_in(a_member(space))
    page = client.page(place(space))
    assert "Say what you know about “Damp homes”" in page.text
    assert place(space, f"/documents/{problem.number}") in {each.attributes["href"] for each in page.all("a")}
    assert "You are here as: Participant" in page.text


def test_a_participant_is_led_to_the_record_of_a_proposal_whose_text_is_not_published(
    client: PageClient,
) -> None:
    space = a_space()
    proposal = a_proposal(space, title="Buy empty homes")
    assert "Buy empty homes" not in client.page(place(space)).text
    client.sign_in(a_member(space))
    page = client.page(place(space))
    assert "Text not published yet" in page.text
    assert "Stage: Trust" in page.text
    row = next(each for each in page.all("a") if each.text == "Buy empty homes")
    assert row.attributes["href"] == place(space, f"/documents/{proposal.number}/outcome")
    client.page(row.attributes["href"])


def test_nothing_asked_is_said_too(client: PageClient) -> None:
    space = a_space()
    client.sign_in(a_member(space))
    assert "Nothing is asked of you right now." in client.page(place(space)).text


def test_buttons_are_shown_to_those_who_may(client: PageClient) -> None:
    space = a_space()
    facilitators = {place(space, "/edit"), place(space, "/documents/new?kind=problem")}
    client.sign_in(the_facilitator(space))
    assert facilitators <= links(client, place(space))
    client.sign_in(a_member(space))
    assert not facilitators & links(client, place(space))


def test_a_facilitator_changes_a_space(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    reply = client.send(place(space, "/edit"), title="Warm homes", time_zone="Atlantic/Stanley")
    assert reply.location == place(space)
    assert client.page(place(space)).all("h1")[0].text == "Warm homes"
    wrong = client.send(place(space, "/edit"), title="")
    assert (wrong.status_code, "Enter a title" in wrong.get_data(as_text=True)) == (422, True)


def test_who_can_read_a_space_cannot_be_changed_once_someone_joined(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    assert "visibility" in {
        each.attributes.get("name") for each in client.page(place(space, "/edit")).all("input")
    }
    a_member(space)
    assert "This cannot change any more" in client.page(place(space, "/edit")).text
    assert client.send(place(space, "/edit"), visibility="members").status_code == 422
    assert get_space(space.slug, None).space.visibility == "public"


def test_a_participant_cannot_change_a_space(client: PageClient) -> None:
    space = a_space()
    client.sign_in(a_member(space))
    assert "Only facilitators" in client.page(place(space, "/edit"), 403).text


def test_times_are_shown_in_the_zone_of_the_space(client: PageClient) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("UTC"))):
        here, there = a_space(), a_space()
        client.sign_in(the_facilitator(there))
        client.send(place(there, "/edit"), time_zone="Atlantic/Stanley")
    assert "1 July 2026 at 1:00pm" in client.page(place(here, "/activity")).text
    assert "1 July 2026 at 9:00am" in client.page(place(there, "/activity")).text
    assert "1 July 2026 at 1:00pm" in client.page(place(here, "/activity")).text


def test_a_closing_day_is_said_as_the_last_day(client: PageClient) -> None:
    space = a_space()
    problem = a_problem(space)
    with time_machine.travel(datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("UTC"))):
        drafting.open_problem(the_facilitator(space), problem, closes_on=date(2026, 7, 20))
        for path in ("/", place(space)):
            assert "Open until the end of 20 July 2026" in client.page(path).text


def test_words_people_chose_are_shown_as_text(client: PageClient) -> None:
    official = an_official(name="<b>Olive</b>")
    space = a_space(title="<script>x</script> & co", question="<i>Why</i>?", opened_by=official)
    for path in ("/", "/spaces", place(space), place(space, "/members"), place(space, "/activity")):
        page = client.get(path).get_data(as_text=True)
        for raw in ("<b>Olive", "<script>x", "<i>Why"):
            assert raw not in page, path


def test_activity_pages_back_and_forth(client: PageClient) -> None:
    space = a_space()
    member = a_member(space)
    for _ in range(30):
        services.end_membership(member, the_membership(space, member))
        services.join_space(member, space, capacity="resident")
    first = client.page(place(space, "/activity"))
    older = next(each for each in first.all("a") if each.attributes.get("rel") == "next")
    second = client.page(older.attributes["href"])
    assert "opened this space" in second.text
    assert "opened this space" not in first.text
    newer = next(each for each in second.all("a") if each.attributes.get("rel") == "prev")
    assert client.page(newer.attributes["href"]).text == first.text
    assert "Nothing more here" in client.page(place(space, "/activity?before=1")).text


def test_every_list_takes_the_same_statements_however_long_it_is(
    client: PageClient, count_queries: type[QueryCount]
) -> None:
    space = a_space()
    reader = a_member(space, side=Side.LOCAL)
    paths = ("/", "/spaces", place(space), place(space, "/members"), place(space, "/activity"))

    def reads(path: str) -> int:
        with count_queries() as queries:
            client.page(path)
        return sum(each.startswith("SELECT") for each in queries.statements)

    counted: list[dict[str, int]] = []
    for rows in (1, 60):
        for number in range(rows):
            an_open_problem(space, title=f"Problem {number}")
            a_member(space, role=Role.DRAFTER if number % 2 else Role.PARTICIPANT)
            a_space()
        a_proposal(space)
        counted.append({path: reads(path) for path in paths})
        client.sign_in(reader)
        counted.append({path: reads(path) for path in paths})
        client.delete_cookie(client.application.config["SESSION_COOKIE_NAME"])
    assert counted[0] == counted[2]
    assert counted[1] == counted[3]
    assert max(counted[0].values()) <= 5  # a space: itself, two lists, what happened, the newest seal
