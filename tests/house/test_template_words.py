"""Every word a template shows can be translated: it stands in `_()`, `ngettext()` or a `{% trans %}` block."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from jinja2 import nodes

from tests.house.source import files, read
from tests.house.templates import Html, options, skeleton, tree_of

SAME_IN_EVERY_LANGUAGE = {
    "policyspace": "the name of the product",
    "utf-8": "the name of a character set",
    "noopener noreferrer": "a value of HTML",
}
TRANSLATIONS = {"_", "gettext", "ngettext", "pgettext", "npgettext", "plural"}
ATTRIBUTES_SHOWN = {
    "alt",
    "title",
    "placeholder",
    "label",
    "aria-label",
    "aria-description",
    "aria-roledescription",
}
OPTIONS_SHOWN = {"text", "title", "label", "hint", "legend", "caption", "heading", "lead", "summary"}
# A word stands by itself: parts of class names and of addresses are none.
WORD = re.compile(r"(?<![\w./#&-])[^\W\d_]{2,}(?![\w/-]|\.\w)")


def words(text: str) -> str:
    """What of `text` would have to be translated."""
    for same in SAME_IN_EVERY_LANGUAGE:
        text = text.replace(same, "")
    return " ".join(WORD.findall(text))


def words_in_text(text: str) -> Iterator[str]:
    """Words of a page between its tags, and in attributes that are shown or read aloud."""
    html = Html(skeleton(text, translated_too=False))
    for line, tag, shown in html.texts:
        if tag not in {"script", "style"} and words(shown):
            yield f"line {line}: {words(shown)}"
    for line, tag, attributes in html.tags:
        for name, value in attributes.items():
            if words(value) and is_shown(tag, name, attributes):
                yield f"line {line}: {name}: {words(value)}"


def is_shown(tag: str, name: str, attributes: dict[str, str]) -> bool:
    """Whether people meet the value of an attribute."""
    if name == "value":
        return tag == "input" and attributes.get("type") in {"submit", "button", "reset"}
    if name == "content":
        return attributes.get("name") == "description" or attributes.get("property", "").startswith("og:")
    return name in ATTRIBUTES_SHOWN or name.startswith("data-i18n")


def words_in_code(text: str) -> Iterator[str]:
    """Words in constants of the code: sentences anywhere, any word given to an option that is shown."""
    tree = tree_of(text)
    passed_over = {id(each) for each in constants_not_shown(tree)}
    for constant in tree.find_all(nodes.Const):
        if (
            isinstance(constant.value, str)
            and id(constant) not in passed_over
            and is_sentence(constant.value)
        ):
            yield f"line {constant.lineno}: {constant.value}"
    for name, value in options(tree):
        is_text = name in OPTIONS_SHOWN or name.endswith(("Text", "Html"))
        if is_text and isinstance(value, nodes.Const) and words(str(value.value)) and value.value is not None:
            yield f"line {value.lineno}: {name}: {value.value}"


def is_sentence(text: str) -> bool:
    """Whether a constant reads like words for people: begins with a capital, or has two words."""
    found = words(text)
    return bool(re.match(r"[A-Z][a-z]", found)) or " " in found


def constants_not_shown(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Constants that are translated, that are arguments of filters (formats), or that name something."""
    for call in tree.find_all(nodes.Call):
        if getattr(call.node, "name", "") in TRANSLATIONS:
            yield from call.find_all(nodes.Const)
    for each in tree.find_all((nodes.Filter, nodes.Test)):
        for argument in each.args:
            yield from [argument, *argument.find_all(nodes.Const)]
    for pair in tree.find_all(nodes.Pair):
        yield pair.key
        if isinstance(pair.key, nodes.Const) and pair.key.value in {"classes", "rel"}:
            yield from [pair.value, *pair.value.find_all(nodes.Const)]


@pytest.mark.parametrize("name", files("templates", suffix=".html") + files("templates", suffix=".txt"))
def test_every_word_can_be_translated(name: str) -> None:
    assert [*words_in_text(read(name)), *words_in_code(read(name))] == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello</p>",
        "<p>{{ _('Hello') }} there</p>",
        "{% if found %}found{% endif %}",
        '<img src="x.png" alt="A map">',
        '<input type="submit" value="Save">',
        '<nav aria-label="{{ name }} menu">',
        "{% trans %}Hello{% endtrans %} you",
    ],
)
def test_words_in_text_are_seen(text: str) -> None:
    assert list(words_in_text(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'Saved' if saved }}",
        "{{ govukButton({'text': 'save'}) }}",
        "{{ heading('My spaces') }}",
        "{{ text_input(form, 'name', hint='you can change it') }}",
        "{% set title = 'two words' %}",
    ],
)
def test_words_in_code_are_seen(text: str) -> None:
    assert list(words_in_code(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "<p class='govuk-body'>{{ _('Hello %(name)s', name=name) }} · 12</p>",
        "{% trans count=n %}One{% pluralize %}{{ count }} many{% endtrans %}",
        '<input type="hidden" name="go" value="save"> <a href="/spaces/new">{{ name }}</a>',
        "{% macro _group(form) %}govuk-form-group{% if form %} govuk-form-group--error{% endif %}{% endmacro %}",
        "{{ govukButton({'text': _('Save'), 'classes': 'govuk-button app wide'}) }}",
        "{# a remark for the next reader #}{{ when | format('d MMMM y') }}",
    ],
)
def test_translated_words_and_names_are_fine(text: str) -> None:
    assert [*words_in_text(text), *words_in_code(text)] == []
