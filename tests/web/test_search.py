"""The search page: for everyone, without JavaScript, and never an error whatever is typed."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import select

from policyspace.charter.words import HideReason
from policyspace.discussion.models import Comment
from policyspace.foundation.db import db
from policyspace.foundation.limits import LIMITS
from policyspace.people.models import Person
from tests.builders.discussion import a_comment, a_discussed_problem, the_space
from tests.builders.drafting import an_open_problem, space_of
from tests.builders.people import a_resident
from tests.builders.searching import Cast, entry_of_draft, published_answer
from tests.builders.spaces import a_members_only_space, a_space, the_facilitator
from tests.client import PageClient
from tests.inspector import Element

HOSTILE = (
    "\x00",
    '"',
    "“”",
    '"unclosed',
    "AND",
    "a OR NOT b NEAR(c)",
    "terms:x",
    "-minus ^caret *star (",
    "' OR 1=1 --",
    "'); DROP TABLE search_row; --",
    "'a' <-> !b:*",
    "\\",
    "%s%n {{7*7}}",
    "<script>alert(1)</script>",
    "the of and",
    "💥💥",
    "\u202e\ud83d",
    "家 жильё مرحبا",
    "x" * 200,
    "a " * 100,
    "٣ ² 1e5 1.5 -3 a.b@c.d/e",
)


def results(page: Element) -> list[Element]:
    return page.all("article")


def search(client: PageClient, words: str, **asked: str) -> list[str]:
    """The heading of each thing that was found."""
    page = client.page(f"/search?{urlencode({'q': words, **asked})}")
    return [each.all("h3")[0].text for each in results(page)]


def test_what_is_posted_is_found_by_the_next_request_and_what_is_hidden_is_gone(client: PageClient) -> None:
    problem = an_open_problem()
    author = a_resident("Rosa")
    path = f"/spaces/{space_of(problem).slug}/documents/{problem.number}/comments"
    client.sign_in(author)
    assert search(client, "zebrafinch") == []
    reply = client.send(path, kind="idea", body="Feed the zebrafinch")
    assert reply.status_code == 303
    assert search(client, "zebrafinches") == ["Comment by Rosa: Families wait too long"]
    comment = comment_of(author)
    client.sign_in(the_facilitator(space_of(problem)))
    client.send(f"{path}/{comment}/hide", reason=HideReason.ABUSE.value)
    assert search(client, "zebrafinch") == []
    client.send(f"{path}/{comment}/show-again")
    assert len(search(client, "zebrafinch")) == 1


def comment_of(author: Person) -> int:
    return db.session.scalars(select(Comment.id).where(Comment.author_id == author.id)).one()


def test_the_words_are_marked_in_their_context_and_nothing_in_them_is_markup(client: PageClient) -> None:
    a_comment(a_discussed_problem(), body="Write `<script>alert(1)</script>` & wait for <b>house</b> & home")
    page = client.page("/search?q=houses")
    words = page.all("article")[0].all("p")
    assert "<b>house</b>" in " ".join(each.text for each in words)
    assert [each.text for each in page.all("mark")] == ["house"]
    assert "<script>alert" not in client.get("/search?q=houses").get_data(as_text=True)


def test_each_kind_of_thing_leads_to_its_page(client: PageClient) -> None:
    cast = Cast(a_space(title="Zebrafinch"))
    client.sign_in(cast.facilitator)
    an_open_problem(cast.space, title="The zebrafinch")
    answer = published_answer(cast, "zebrafinch")
    entry_of_draft(cast, "zebrafinch")
    page = client.page("/search?q=zebrafinch")
    links = [each.all("a")[0].attributes["href"] for each in results(page)]
    assert len(links) == 4
    for link in links:
        assert client.get(link.split("#")[0]).status_code == 200
    assert links[0] == f"/spaces/{cast.space.slug}"
    assert answer.words in " ".join(each.text for each in results(page))


@pytest.mark.parametrize("typed", HOSTILE, ids=repr)
def test_whatever_is_typed_gets_a_page(client: PageClient, typed: str) -> None:
    a_comment(a_discussed_problem(), body="a b c x the")
    reply = client.get(f"/search?q={quote(typed, errors='replace')}")
    assert reply.status_code == 200
    assert "What we found" in reply.text or "Nothing found" in reply.text or "New to search" in reply.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"q": "x" * 10_000}, "Use 200 characters or fewer"),
        ({"q": "rent", "kind": "everything"}, "Choose what to search"),
        ({"q": "rent", "side": "'"}, "Choose a side"),
        ({"q": "rent", "since-day": "31", "since-month": "2", "since-year": "2026"}, "Enter a real date"),
        ({"q": "rent", "before": "-1"}, "Send what the list gave"),
        ({"q": "rent", "before": "9" * 40}, "Send what the list gave"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_field(
    client: PageClient, asked: dict[str, str], said: str
) -> None:
    reply = client.get(f"/search?{urlencode(asked)}")
    assert reply.status_code == 422
    assert said in reply.text
    assert "There is a problem" in reply.text


def test_days_must_be_in_order_and_are_kept_as_typed(client: PageClient) -> None:
    days = {
        f"{name}-{part}": value
        for name, value in (("since", "2"), ("until", "1"))
        for part in ("day", "month")
    }
    asked = {"q": "rent", **days, "since-year": "2026", "until-year": "2026"}
    days = {"since-day": "2", "since-month": "3", "since-year": "2026", "until-day": "1", "until-month": "3"}
    asked = {"q": "rent", **days, "until-year": "2026"}
    reply = client.get(f"/search?{urlencode(asked)}")
    assert reply.status_code == 422
    assert "The last day must not be before the first" in reply.text
    assert 'value="2026"' in reply.text


def test_common_words_alone_and_no_words_say_what_to_do(client: PageClient) -> None:
    assert "stand in nearly every text" in client.get("/search?q=the+of").text
    assert "no word to look for" in client.get("/search?q=%F0%9F%92%A5").text
    assert "New to search?" in client.get("/search").text
    assert "New to search?" in client.get("/search?q=+").text
    assert "Check the spelling" in client.get("/search?q=nothinglikeit").text


def test_a_space_is_searched_from_its_page_and_one_that_may_not_be_read_is_not_there(
    client: PageClient,
) -> None:
    here, there = an_open_problem(a_space()), an_open_problem(a_space())
    for problem in (here, there):
        a_comment(problem, body="zebrafinch")
    slug = space_of(here).slug
    form = next(
        each
        for each in client.page(f"/spaces/{slug}").all("form")
        if each.attributes["action"] == "/search" and each.all("input")[0].attributes["name"] == "space"
    )
    assert form.attributes["method"] == "get"
    assert len(search(client, "zebrafinch")) == 2
    assert len(search(client, "zebrafinch", space=slug)) == 1
    assert client.get(f"/search?q=x&space={a_members_only_space().slug}").status_code == 404
    assert client.get("/search?q=x&space=nothing").status_code == 404


def test_pages_follow_each_other_and_keep_what_was_asked(client: PageClient) -> None:
    problem = a_discussed_problem()
    for number in range(25):
        a_comment(problem, body=f"zebrafinch {number}")
    page = client.page("/search?q=zebrafinch&kind=comment")
    assert len(results(page)) == 20
    more = next(each.attributes["href"] for each in page.all("a") if each.attributes.get("rel") == "next")
    assert "kind=comment" in more
    assert len(results(client.page(more))) == 5


def test_every_page_has_a_box_to_search_from_but_the_search_itself(client: PageClient) -> None:
    def boxes(path: str) -> int:
        return sum(each.attributes.get("id") == "site-search" for each in client.page(path).all("input"))

    assert [boxes(path) for path in ("/", "/spaces", "/help", "/sign-in")] == [1, 1, 1, 1]
    assert boxes("/search") == 0


def test_a_visitor_who_searches_without_end_is_asked_to_wait(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "searching_from", type(LIMITS["searching"])(2, 60))
    assert [client.get("/search?q=rent").status_code for _ in range(3)] == [200, 200, 429]
    reply = client.get("/search?q=rent")
    assert reply.headers["Retry-After"]
    assert "Try again" in reply.text
    client.sign_in(a_resident())
    assert client.get("/search?q=rent").status_code == 200


def test_members_see_that_other_spaces_do_not_exist_for_visitors(client: PageClient) -> None:
    hidden = an_open_problem(a_members_only_space())
    a_comment(hidden, author=the_facilitator(the_space(hidden)), body="zebrafinch")
    page = client.get("/search?q=zebrafinch").text
    assert "Nothing that you can read" in page
    assert the_space(hidden).title not in page
