"""A preview is what the saved page will be; nothing is stored by looking, and nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from policyspace.charter.words import Role
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.drafting.services.writing import LATELY
from policyspace.foundation.db import db
from policyspace.foundation.limits import LIMITS, Limit
from policyspace.web.headers import POLICY
from tests.builders.drafting import TEXT, a_problem, a_revision, an_open_problem, space_of
from tests.builders.spaces import a_member, a_space, the_facilitator
from tests.client import PageClient, filled, token_of
from tests.inspector import Element, Page

RICH = """# Rules

Some *words* with a note[^1] and NHS.

1. one
    - in it
2. two

| A | B |
|---|---|
| 1 | https://www.gov.uk |

[^1]: The note.
*[NHS]: National Health Service
"""


def path_of(document: Document, page: str = "") -> str:
    return f"/spaces/{space_of(document).slug}/documents/{document.number}{page}"


def form_of(page: Element) -> dict[str, Any]:
    """What a browser would send of the form that the text is written in."""
    return filled(next(each for each in page.all("form") if each.all("textarea")))


def texts(html: str) -> list[str]:
    """The HTML of each block's text as a page shows it."""
    return re.findall(
        r'<div class="ps-text">(.*?)</div>(?:<div class="ps-block__aside|</div>)', html, re.DOTALL
    )


def ask(client: PageClient, page: str, address: str, **typed: str) -> Any:
    """What the script of the editor asks for."""
    token = form_of(client.page(page))["csrf_token"]
    return client.post(address, data={"csrf_token": token, **typed})


@pytest.mark.parametrize("text", [TEXT, RICH])
def test_a_preview_of_a_new_text_is_what_the_saved_page_shows(client: PageClient, text: str) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    new = f"/spaces/{space.slug}/documents/new?kind=problem"
    typed: dict[str, Any] = {"title": "Families", "text": text}
    looked = client.send(new, **typed, preview="yes").get_data(as_text=True)
    shown = ask(client, new, f"/spaces/{space.slug}/documents/preview", **typed).json
    saved = client.get(client.send(new, **typed).location).get_data(as_text=True)
    assert len(texts(saved)) > 3
    assert texts(looked) == texts(saved)
    assert texts(shown["html"]) == texts(saved)
    assert [text[at] for at in shown["starts"]][:2] == ["#", text[text.index("\n\n") + 2]]


def test_guidance_goes_away_in_a_preview_where_it_will_in_the_saved_text(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    new = f"/spaces/{space.slug}/documents/new?kind=proposal"
    form = form_of(client.page(new))
    heading, guidance = form["text"].split("\n\n")[:2]
    text = form["text"].replace(guidance, f"{guidance}\n\nCouncils may buy them.")
    sent = {name: form[name] for name in ("kind", "template")} | {"text": text}
    shown = ask(client, new, f"/spaces/{space.slug}/documents/preview", **sent).json
    saved = client.get(client.send(new, title="Buy homes", text=text).location).get_data(as_text=True)
    assert texts(shown["html"]) == texts(saved)
    assert guidance.strip("_") not in shown["html"]
    assert "Not written yet" in shown["html"]
    assert shown["starts"][:2] == [0, text.index("Councils")]
    assert heading.startswith("## ")


def test_a_text_that_is_looked_at_again_is_drawn_from_what_was_drawn_lately(client: PageClient) -> None:
    space = a_space()
    client.sign_in(the_facilitator(space))
    new, address = f"/spaces/{space.slug}/documents/new", f"/spaces/{space.slug}/documents/preview"
    text = f"{RICH}\nWords that nobody wrote before: {space.id}, {space.slug}.\n"
    held = LATELY.held
    first = ask(client, new, address, text=text).json["html"]
    drawn = LATELY.held
    assert drawn > held
    assert texts(ask(client, new, address, text=text).json["html"]) == texts(first)
    assert LATELY.held == drawn


def test_looking_stores_nothing_and_keeps_everything_typed(client: PageClient) -> None:
    document = an_open_problem()
    client.sign_in(the_facilitator(space_of(document)))
    edit = path_of(document, "/edit")
    before = form_of(client.page(edit))
    a_revision(document, TEXT.replace("600", "640"))
    typed = {
        "title": "",
        "text": TEXT.replace("a year", "two years"),
        "why": "They said so",
        "preview": "yes",
    }
    page = Page(client.post(edit, data=before | typed).get_data(as_text=True)).root
    after = form_of(page)
    assert document.revision_count == 2
    assert "Enter a title" not in page.text
    assert {name: after[name] for name in ("title", "text", "why")} == {
        name: typed[name] for name in ("title", "text", "why")
    }
    assert after["base_number"] == "1"
    assert after["idempotency_key"] == before["idempotency_key"]
    reply = client.post(edit, data=after | {"title": before["title"]})
    assert "together with what others saved" in client.page(reply.location).text


def test_blocks_of_a_preview_carry_the_ids_they_keep_when_saved(client: PageClient) -> None:
    document = a_problem()
    client.sign_in(the_facilitator(space_of(document)))
    edit = path_of(document, "/edit")
    html = ask(client, edit, path_of(document, "/preview"), text=TEXT).json["html"]
    kept = [each["id"] for each in get_revision(document, 1).blocks]
    assert re.findall(r'id="b-(\w+)"', html) == kept


def test_a_preview_of_one_section_has_the_numbers_it_has_in_the_whole(client: PageClient) -> None:
    document = a_problem()
    client.sign_in(the_facilitator(space_of(document)))
    section = get_revision(document, 1).blocks[2]["id"]
    typed = {"text": "## Now\n\nThey wait.\n\nThey move.\n", "section": section, "base_number": "1"}
    html = ask(client, path_of(document, "/edit"), path_of(document, "/preview"), **typed).json["html"]
    shown = Page(html).root
    numbers = [each.text for each in shown.all("a") if each.attributes.get("class", "") == "ps-block__number"]
    assert numbers == ["Paragraph 2", "Paragraph 3"]
    assert "600 families" not in shown.text


def test_an_empty_text_has_an_empty_preview(client: PageClient) -> None:
    document = a_problem()
    client.sign_in(the_facilitator(space_of(document)))
    shown = ask(client, path_of(document, "/edit"), path_of(document, "/preview"), text="").json
    assert "There is nothing to show yet." in shown["html"]


def test_a_text_that_cannot_be_taken_is_refused_in_the_same_words_everywhere(client: PageClient) -> None:
    document = a_problem()
    client.sign_in(the_facilitator(space_of(document)))
    edit, heavy = path_of(document, "/edit"), "[" * 5000
    looked = client.send(edit, text=heavy, preview="yes")
    asked = ask(client, edit, path_of(document, "/preview"), text=heavy)
    assert (looked.status_code, asked.status_code) == (422, 422)
    [sentence] = dict(asked.json or {})["said"]
    assert "opening square brackets" in sentence
    page = Page(looked.get_data(as_text=True)).root
    assert sentence in page.text
    assert form_of(page)["text"] == heavy


def test_only_who_may_save_a_text_may_have_it_drawn(client: PageClient) -> None:
    document = an_open_problem()
    space = space_of(document)
    client.sign_in(a_member(space, role=Role.PARTICIPANT))
    token = token_of(client.page(path_of(document)))
    for address in (path_of(document, "/preview"), f"/spaces/{space.slug}/documents/preview"):
        reply = client.post(address, data={"csrf_token": token, "text": TEXT})
        assert reply.status_code == 403
        assert reply.mimetype == "application/json"
    hidden = a_problem(space)
    reply = client.post(path_of(hidden, "/preview"), data={"csrf_token": token, "text": TEXT})
    assert reply.status_code == 404


def test_who_asks_for_too_many_is_told_how_long_to_wait(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "previewing", Limit(1, 60))
    document = a_problem()
    client.sign_in(the_facilitator(space_of(document)))
    edit, address = path_of(document, "/edit"), path_of(document, "/preview")
    assert ask(client, edit, address, text=TEXT).status_code == 200
    refused = ask(client, edit, address, text=TEXT)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert "Try again in about a minute" in dict(refused.json or {})["said"][0]
    looked = client.send(edit, text="My words", preview="yes")
    assert looked.status_code == 429
    assert "My words" in looked.get_data(as_text=True)
    db.session.rollback()


def test_only_the_pages_of_an_editor_open_the_policy_for_its_styles_and_each_time_anew(
    client: PageClient,
) -> None:
    document = an_open_problem()
    client.sign_in(the_facilitator(space_of(document)))
    nonces = set()
    for _time in range(2):
        reply = client.get(path_of(document, "/edit"))
        [root] = [
            each
            for each in Page(reply.get_data(as_text=True)).root.walk()
            if "data-editor" in each.attributes
        ]
        nonce = root.attributes["nonce"]
        policy = reply.headers["Content-Security-Policy"]
        assert policy == POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
        nonces.add(nonce)
    assert len(nonces) == 2
    for path in (path_of(document), path_of(document, "/history"), "/account", f"{path_of(document)}/close"):
        reply = client.get(path)
        assert reply.headers["Content-Security-Policy"] == POLICY
        assert "/editor." not in reply.get_data(as_text=True)
