"""What holds of the frame and of every macro, read from the pages they draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.inspector import Element, Page, inspect
from tests.look import values
from tests.look.drawing import LAYOUT, NAMES, Form, draw, draw_source
from tests.look.serving import page

STATES = ("", "wrong", "known")
CONTROLS = {"input", "textarea", "select"}
SOURCES = sorted(LAYOUT.glob("*.html"))


def drawn(name: str, state: str = "") -> Element:
    return Page(page(name, state)).root


def of_class(root: Element, name: str) -> list[Element]:
    return [each for each in root.walk() if name in each.attributes.get("class", "").split()]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_passes_the_page_inspector(name: str, state: str) -> None:
    inspect(page(name, state))


@pytest.mark.parametrize("name", NAMES)
def test_every_described_by_names_something_on_the_page(name: str) -> None:
    root = drawn(name, "wrong")
    ids = {each.attributes.get("id") for each in root.walk()}
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"):
        named = {word for each in root.walk() for word in each.attributes.get(attribute, "").split()}
        assert named <= ids, attribute


@pytest.mark.parametrize("name", ["form", "conflict", "record", "question", "confirm"])
def test_every_sentence_of_an_error_summary_leads_to_a_control(name: str) -> None:
    root = drawn(name, "wrong")
    controls = {each.attributes.get("id"): each for each in root.walk() if each.name in CONTROLS}
    links = of_class(root, "govuk-error-summary__list")[0].all("a")
    assert links
    for link in links:
        assert controls[link.attributes["href"].removeprefix("#")].attributes.get("type") != "hidden"


def test_the_sentences_of_an_error_summary_stand_in_the_order_of_the_form() -> None:
    form = Form({}, {"": ["Third."], "b": ["Second."], "a": ["First."]})
    source = (
        '{% from "layout/forms.html" import error_summary %}{{ error_summary(form, {"a": "", "b": ""}) }}'
    )
    said = [each.text for each in Page(draw_source(source, form=form)).root.all("li")]
    assert said == ["First.", "Second.", "Third."]


def test_a_page_with_errors_says_so_first_in_its_title() -> None:
    assert drawn("form").all("title")[0].text == "Open a space – policyspace"
    assert drawn("form", "wrong").all("title")[0].text == "Error: Open a space – policyspace"


def test_a_field_in_error_is_described_by_its_hint_and_its_error() -> None:
    field = next(each for each in drawn("form", "wrong").walk() if each.attributes.get("id") == "name")
    assert field.attributes["aria-describedby"].split() == ["name-hint", "name-error"]


def test_everything_typed_is_shown_again_to_the_letter() -> None:
    root = drawn("form", "wrong")
    areas = {each.attributes["name"]: "".join(each.words) for each in root.all("textarea")}
    # A browser drops the first newline after the tag, and so does no parser.
    assert areas["question"].removeprefix("\n") == values.TYPED["question"]
    assert areas["notes"].removeprefix("\n") == values.TYPED["notes"]
    fields = {each.attributes.get("name"): each.attributes for each in root.all("input")}
    assert fields["name"]["value"] == values.TYPED["name"]
    assert fields["closes_on-day"]["value"] == "31"
    chosen = {each.attributes["value"] for each in root.all("input") if "checked" in each.attributes}
    assert chosen == {"members", "local", "resident", "yes"}
    options = [each for each in root.all("option") if "selected" in each.attributes]
    assert [each.attributes["value"] for each in options] == ["12"]


def test_a_typed_text_keeps_its_lines_inside_what_an_option_reveals() -> None:
    form = Form({"third-4": "\nfirst\n    second\n"}, {})
    areas = Page(draw("conflict", form=form)).root.all("textarea")
    assert "".join(areas[0].words) == "\n\nfirst\n    second\n"


def test_a_password_is_never_sent_back() -> None:
    assert values.TYPED["password"] not in page("form", "wrong")


def test_words_of_people_are_never_read_as_markup() -> None:
    hostile = "<b onclick=alert(1)>\"'&</b>"
    person = {"name": hostile, "capacity": hostile}
    html = draw(
        "discussion",
        form=Form({"body": hostile, "kind": hostile}, {"body": [hostile]}),
        people=[person] * 4,
    )
    html += draw(
        "space",
        space_name=hostile,
        documents=[{"title": hostile, "href": "/", "text": hostile, "tag": hostile}],
    )
    html += draw("comparison", parts=[("insert", hostile), ("delete", hostile), ("equal", hostile)])
    assert "<b " not in html
    assert html.count("&lt;b onclick") > 20


@pytest.mark.parametrize("source", SOURCES, ids=lambda place: place.stem)
def test_nothing_is_declared_safe_in_a_template(source: Path) -> None:
    assert not re.search(r"\|\s*safe\b|kept_html|autoescape", source.read_text())


def test_the_current_item_of_the_navigation_is_marked() -> None:
    marked = [each for each in drawn("space").walk() if each.attributes.get("aria-current") == "true"]
    assert [each.text for each in marked] == ["Spaces"]


def test_signing_out_is_a_post_and_signing_in_is_a_link() -> None:
    known = drawn("home", "known")
    assert [(each.attributes["method"], each.attributes["action"]) for each in known.all("form")] == [
        ("get", "/search/index"),
        ("post", "/people/sign_out"),
    ]
    assert "Sign in" not in known.text
    assert [each.attributes["method"] for each in drawn("home").all("form")] == ["get"]


def test_what_just_happened_is_told_once_each_with_its_own_id() -> None:
    banners = of_class(drawn("home", "known"), "govuk-notification-banner")
    assert [each.attributes["role"] for each in banners] == ["alert", "region"]
    assert "Your comment is posted." in banners[0].text


def test_links_to_comment_say_on_which_paragraph() -> None:
    names = [each.text for each in of_class(drawn("document"), "ps-block__comment")]
    assert names[1:4] == [
        "1 comment on paragraph 1",
        "Comment on paragraph 2",
        "24 comments on paragraph 3",
    ]


def test_changed_words_are_told_without_colour() -> None:
    added, removed = of_class(drawn("comparison"), "ps-ins"), of_class(drawn("comparison"), "ps-del")
    assert added[1].text == "[added: eleven months on average, and longer in the east end added]"
    assert removed[1].text == "[removed: a long time end removed]"


def test_a_hidden_comment_shows_its_author_and_reason_and_its_words_only_where_they_are_given() -> None:
    source = (
        '{% from "layout/discussion.html" import comment %}'
        '{{ comment(1, "Amira Khan", "own view", when, body, state="hidden", reason="It names someone.") }}'
    )
    for given in ("", "SECRET"):
        text = Page(draw_source(source.replace("body", repr(given)))).root.text
        assert ("SECRET" in text) == bool(given)
        assert "Amira Khan" in text
        assert "It names someone." in text


def test_a_withdrawn_comment_shows_neither_author_nor_words() -> None:
    source = (
        '{% from "layout/discussion.html" import comment %}'
        '{{ comment(1, "Amira Khan", "own view", when, "SECRET", kind="Idea", state="withdrawn") }}'
    )
    text = Page(draw_source(source)).root.text
    assert not {"SECRET", "Amira", "own", "Idea"} & set(text.split())


def test_the_hat_stands_beside_every_name() -> None:
    for shown in of_class(drawn("record"), "ps-byline"):
        assert of_class(shown, "ps-byline__capacity")[0].text.strip("· ")
    for shown in of_class(drawn("discussion"), "ps-comment"):
        hidden = "ps-comment--withdrawn" in shown.attributes["class"]
        assert hidden or of_class(shown, "ps-comment__capacity")[0].text


def test_names_are_isolated_from_the_direction_of_the_text_around_them() -> None:
    isolated = {each.text for each in drawn("discussion").all("bdi")}
    assert {person["name"] for person in values.PEOPLE[:3]} <= isolated


def test_a_stage_tells_its_state_in_words_and_who_must_still_agree() -> None:
    stages = of_class(drawn("space"), "ps-stage")
    assert len(stages) == 5
    assert "Ready to confirm" in stages[2].text
    assert "The proposal is here" in stages[2].text
    assert stages[2].attributes["aria-current"] == "step"
    assert "Waiting for: someone from the central side; someone from Llanfair" in stages[2].text


def test_nothing_to_list_is_said_in_words() -> None:
    text = drawn("empty").text
    assert "Nothing is asked of you right now." in text
    assert "What is still missing" not in text


def test_paper_shows_where_the_page_came_from_without_its_query() -> None:
    assert of_class(drawn("document"), "ps-print-only")[0].text == (
        "Printed from http://127.0.0.1:8000/s/homes-for-older-people"
    )
