"""The codes on slips: what they show and to whom, and the pack they are printed in."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask

from policyspace.discussion import services
from policyspace.discussion.rules import shown_code
from policyspace.foundation.limits import LIMITS, Limit
from tests.builders.answers import an_answer
from tests.builders.discussion import a_comment, a_discussed_problem, a_reply
from tests.builders.drafting import a_revision, space_of
from tests.builders.keyed_in import a_keyed_in, a_pack, code_of, codes_of, comment_of, said_at
from tests.builders.spaces import a_members_only_space, the_facilitator
from tests.reporting.exporting.readers import open_pdf, squeezed
from tests.web.keyed_in_pages import at, browser, happened, key_in


def test_the_code_shows_their_words_in_a_closed_space_but_leads_nowhere_there(app: Flask) -> None:
    problem = a_discussed_problem(a_members_only_space())
    keyed = a_keyed_in(problem)
    a_reply(comment_of(keyed), author=the_facilitator(space_of(problem)), body="A secret reply.")
    a_comment(problem, author=the_facilitator(space_of(problem)), body="Another secret.")
    an_answer(comment_of(keyed), status="in_part", words="In part.", revision_number=1)
    visitor = browser(app)
    told = happened(visitor, code_of(keyed))
    assert "We have nowhere to cook." in told
    assert "In part." in told
    assert "secret" not in told
    page = visitor.page(f"/what-happened/{shown_code(code_of(keyed))}")
    assert not [each for each in page.all("a") if "/spaces/" in each.attributes.get("href", "")]


def test_what_is_hidden_is_not_shown_by_its_code_either(app: Flask) -> None:
    problem = a_discussed_problem()
    keyed = a_keyed_in(problem)
    services.hide_comment(
        the_facilitator(space_of(problem)), comment_of(keyed), reason="abuse", words="Say it again, kindly."
    )
    told = happened(browser(app), code_of(keyed))
    assert "It attacks, threatens or insults someone." in told
    assert "Say it again, kindly." in told
    assert "nowhere to cook" not in told


@pytest.mark.parametrize("code", ["", " ", "CDFH-2346", "AEIO-U000", "../..", "x" * 500, "٣" * 8, "💥" * 8])
def test_a_code_that_is_not_ours_is_refused_in_words_that_help(app: Flask, code: str) -> None:
    client = browser(app)
    refused = client.send("/code", code=code)
    assert refused.status_code == 422
    assert "code" in client.page("/code").text
    if code.strip() and "/" not in code:
        assert client.get(f"/what-happened/{code}").status_code == 404


def test_codes_cannot_be_tried_one_after_another(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "looking_up_from", Limit(2, 60))
    client = browser(app)
    statuses = [client.get(f"/what-happened/CDFH-234{each}").status_code for each in "2346"]
    assert statuses == [404, 404, 429, 429]
    assert client.send("/code", code="CDFH2346").status_code == 429


def test_a_code_of_another_text_is_refused(app: Flask) -> None:
    problem = a_discussed_problem()
    other = a_discussed_problem(space_of(problem))
    refused = key_in(browser(app, problem), problem, code=codes_of(a_pack(other))[0])
    assert "printed for another text" in refused.get_data(as_text=True)


def test_the_pack_holds_the_numbered_text_and_a_page_for_each_slip(app: Flask) -> None:
    problem = a_discussed_problem()
    pack, client = a_pack(problem, slips=3), browser(app, problem)
    file = at(problem, f"/packs/{pack.id}/file")
    whole, alone = (open_pdf(client.get(each).data) for each in (file, f"{file}?only=slips"))
    assert len(alone.pages) == 3
    assert len(whole.pages) == 4
    text = squeezed(whole.pages[0])
    assert squeezed("1 Families in one room.") in text
    for code, page, again in zip(codes_of(pack), whole.pages[1:], alone.pages, strict=True):
        for wanted in (shown_code(code), "The box in Eastmere library", "127.0.0.1:8000/code", "I agree"):
            assert squeezed(wanted) in squeezed(page)
            assert squeezed(wanted) in squeezed(again)
    assert "<pdfuaid:part>1</pdfuaid:part>" in alone.metadata
    blank = open_pdf(client.get(at(problem, f"/packs/{a_pack(problem, slips=0).id}/file?only=slips")).data)
    assert len(blank.pages) == 1
    assert squeezed("Write it here") in squeezed(blank.pages[0])
    refused = client.send(at(problem, "/packs"), slip_count="51", hand_in="Here")
    assert "from 0 to 50" in refused.get_data(as_text=True)


def test_the_longest_slip_fits_on_its_page(app: Flask) -> None:
    problem = a_discussed_problem()
    a_revision(problem, "Words.", title=("Families wait too long " * 8)[:160])
    where = ("The box in the hall of the library " * 6)[:200]
    pack = a_pack(problem, hand_in=where, reply_by=date(2027, 9, 30))
    file = at(problem, f"/packs/{pack.id}/file?only=slips")
    assert len(open_pdf(browser(app, problem).get(file).data).pages) == 2


def test_exports_and_answers_say_where_it_was_said(app: Flask) -> None:
    problem = a_discussed_problem()
    keyed, client = a_keyed_in(problem, said=said_at(place="Eastmere library")), browser(app, problem)
    an_answer(comment_of(keyed))
    document = at(problem).removesuffix("/keyed-in")
    exported = client.get(f"{document}/revisions/1/export?format=markdown&comments=yes")
    for page in (exported, *map(client.get, (f"{document}/you-said-we-did", f"{document}/comments"))):
        text = re.sub(r"\\", "", page.get_data(as_text=True))
        assert "(Eastmere library), keyed in by" in text
        assert "Pat Paper" in text
