"""Our controls have the markup of GOV.UK Frontend's own macros, so that its style sheet and script fit them.

Attributes that only ours have are named in OURS_ALONE.
"""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import Environment, PackageLoader, PrefixLoader

from tests.inspector import Element, Page
from tests.look import values
from tests.look.drawing import ROOT, Form, draw_source

OURS_ALONE = {"dir", "data-prevent-double-click"}
PACKAGE = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True
)
FORM = Form(values.TYPED, values.WRONG)
CLEAN = Form(values.TYPED, {})


def shape(element: Element) -> tuple[Any, ...]:
    """What matters of an element: name, attributes with their words sorted, words, children."""
    attributes = {
        name: " ".join(sorted(value.split())) if name in {"class", "aria-describedby"} else value
        for name, value in element.attributes.items()
        if name not in OURS_ALONE
    }
    words = "".join(element.text.split())  # white space between blocks shows nowhere
    return element.name, sorted(attributes.items()), words, [shape(each) for each in element.inside]


def ours(call: str, form: Form = FORM) -> tuple[Any, ...]:
    name = call.split("(")[0]
    where = next(
        place
        for place in ("forms", "pages")
        if f"macro {name}(" in (ROOT / f"templates/layout/{place}.html").read_text()
    )
    return shape(
        Page(draw_source(f'{{% from "layout/{where}.html" import {name} %}}{{{{ {call} }}}}', form=form)).root
    )


def theirs(component: str, **params: Any) -> tuple[Any, ...]:
    macro = "govuk" + component.title().replace("-", "")
    source = (
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}'
        f"{{{{ {macro}(params) }}}}"
    )
    return shape(Page(PACKAGE.from_string(source).render(params=params)).root)


def told(name: str) -> dict[str, Any]:
    """Hint and error of a field as the package wants them."""
    return {"hint": {"text": "A hint"}, "errorMessage": {"text": " ".join(values.WRONG[name])}}


def test_a_text_input_is_theirs() -> None:
    assert ours("text_input(form, 'name', 'Name', 'A hint', width=10, spellcheck=false)") == theirs(
        "input",
        name="name",
        label={"text": "Name"},
        value=values.TYPED["name"],
        classes="govuk-input--width-10",
        spellcheck=False,
        **told("name"),
    )


def test_a_question_that_is_the_heading_of_its_page_is_theirs() -> None:
    call = "text_input(form, 'email', 'Your email', type='email', autocomplete='email', label_is_h1=true)"
    assert ours(call, CLEAN) == theirs(
        "input",
        name="email",
        label={"text": "Your email", "classes": "govuk-label--l", "isPageHeading": True},
        value=values.TYPED["email"],
        type="email",
        autocomplete="email",
    )


def test_a_textarea_is_theirs() -> None:
    assert ours("textarea(form, 'notes', 'Notes', 'A hint', rows=4)") == theirs(
        "textarea",
        name="notes",
        label={"text": "Notes"},
        value=values.TYPED["notes"],
        rows=4,
        **told("notes"),
    )


def test_a_character_count_is_theirs() -> None:
    assert ours("textarea(form, 'question', 'Question', 'A hint', max_characters=300)") == theirs(
        "character-count",
        name="question",
        label={"text": "Question"},
        value=values.TYPED["question"],
        maxlength=300,
        threshold=75,
        charactersUnderLimitText={
            "one": "You have %{count} character remaining",
            "other": "You have %{count} characters remaining",
        },
        charactersAtLimitText="You have 0 characters remaining",
        charactersOverLimitText={
            "one": "You have %{count} character too many",
            "other": "You have %{count} characters too many",
        },
        **told("question"),
    )


def test_radios_are_theirs() -> None:
    call = "radios(form, 'visibility', 'Who?', [('public', 'Anyone'), ('members', 'Members', 'Few')], hint='A hint')"
    assert ours(call) == theirs(
        "radios",
        name="visibility",
        value="members",
        fieldset={"legend": {"text": "Who?", "classes": "govuk-fieldset__legend--s"}},
        items=[
            {"value": "public", "text": "Anyone"},
            {"value": "members", "text": "Members", "hint": {"text": "Few"}},
        ],
        **told("visibility"),
    )


def test_checkboxes_are_theirs() -> None:
    call = "checkboxes(form, 'sides', 'Sides', [('local', 'Local'), ('central', 'Central')], 'l' == 'l', 'A hint')"
    assert ours(call) == theirs(
        "checkboxes",
        name="sides",
        values=["local"],
        fieldset={"legend": {"text": "Sides", "classes": "govuk-fieldset__legend--l", "isPageHeading": True}},
        items=[{"value": "local", "text": "Local"}, {"value": "central", "text": "Central"}],
        **told("sides"),
    )


def test_a_select_is_theirs() -> None:
    assert ours("select(form, 'place', 'Place', [('', 'Choose'), ('12', 'Here')], 'A hint')") == theirs(
        "select",
        name="place",
        label={"text": "Place"},
        value="12",
        items=[{"value": "", "text": "Choose"}, {"value": "12", "text": "Here"}],
        **told("place"),
    )


def test_a_file_is_theirs() -> None:
    assert ours("file_input(form, 'place', 'File', 'A hint')") == theirs(
        "file-upload", name="place", label={"text": "File"}, **told("place")
    )


def test_a_password_is_theirs() -> None:
    assert ours("password(form, 'password', 'Password', 'A hint')") == theirs(
        "password-input",
        name="password",
        label={"text": "Password"},
        showPasswordText="Show",
        hidePasswordText="Hide",
        showPasswordAriaLabelText="Show password",
        hidePasswordAriaLabelText="Hide password",
        passwordShownAnnouncementText="Your password is visible",
        passwordHiddenAnnouncementText="Your password is hidden",
        **told("password"),
    )


def test_a_date_is_theirs_but_for_the_id_that_the_summary_leads_to() -> None:
    parts = [("day", 2, "closes_on"), ("month", 2, "closes_on-month"), ("year", 4, "closes_on-year")]
    their = theirs(
        "date-input",
        id="closes_on",
        namePrefix="closes_on",
        fieldset={"legend": {"text": "When?", "classes": "govuk-fieldset__legend--s"}},
        hint={"text": "A hint"},
        errorMessage={"text": "Enter a real date."},
        items=[
            {
                "name": part,
                "label": part.title(),
                "id": control,
                "classes": f"govuk-input--width-{width} govuk-input--error",
                "value": values.TYPED[f"closes_on-{part}"],
            }
            for part, width, control in parts
        ],
    )
    group_with_id = "[('class', 'govuk-date-input'), ('id', 'closes_on')]"
    assert group_with_id in str(their)
    wrong = Form(values.TYPED, {"closes_on": ["Enter a real date."]})
    mine = ours("date_input(form, 'closes_on', 'When?', 'A hint')", wrong)
    assert str(mine) == str(their).replace(group_with_id, "[('class', 'govuk-date-input')]")


def test_an_error_summary_is_theirs() -> None:
    wrong = Form({}, {"name": ["Enter a name."], "": ["Try again."]})
    assert ours("error_summary(form)", wrong) == theirs(
        "error-summary",
        titleText="There is a problem",
        errorList=[{"text": "Enter a name.", "href": "#name"}, {"text": "Try again."}],
    )


@pytest.mark.parametrize(
    ("call", "component", "params"),
    [
        ("submit('Save')", "button", {"text": "Save"}),
        (
            "submit('Delete', 'then', 'delete', kind='warning')",
            "button",
            {"text": "Delete", "classes": "govuk-button--warning", "name": "then", "value": "delete"},
        ),
        ("link_button('Next', '/next')", "button", {"text": "Next", "href": "/next"}),
        ("warning('Careful')", "warning-text", {"text": "Careful", "iconFallbackText": "Warning"}),
        ("panel('Done', 'Thank you')", "panel", {"titleText": "Done", "text": "Thank you"}),
    ],
)
def test_small_parts_are_theirs(call: str, component: str, params: dict[str, Any]) -> None:
    assert ours(call) == theirs(component, **params)
