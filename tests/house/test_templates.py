"""Templates show what people wrote as text; HTML comes through one filter; behaviour and looks come from files."""

from __future__ import annotations

import re

import pytest
from jinja2 import nodes

from tests.house.source import files, read
from tests.house.templates import Html, options, skeleton, tree_of

KEPT = "kept_html"
PAGES = files("templates")
LETTERS = (
    "templates/letters/"  # mail programs read no style sheets: letters alone may carry their looks with them
)


def unescaped(text: str) -> list[str]:
    """`safe`, `autoescape`, and kept_html given anything but a value that is called html."""
    tree = tree_of(text)
    found = [
        f"line {each.lineno}: |{each.name}"
        for each in tree.find_all(nodes.Filter)
        if each.name in {"safe", "forceescape"}
    ]
    found += [f"line {each.lineno}: autoescape" for each in tree.find_all(nodes.ScopedEvalContextModifier)]
    kept = [each for each in tree.find_all(nodes.Filter) if each.name == KEPT]
    return found + [
        f"line {each.lineno}: {KEPT} of something else" for each in kept if not is_called_html(each.node)
    ]


def is_called_html(value: nodes.Expr | None) -> bool:
    """Whether a value's own name says that it holds HTML: `revision.html`, `answer.body_html`."""
    return str(getattr(value, "attr", getattr(value, "name", ""))).endswith("html")


def html_given_to_macros(text: str) -> list[str]:
    """Options `html` and `…Html` whose value is neither written in a template nor kept HTML.

    The package's macros print these options unescaped.
    """
    tree = tree_of(text)
    written_here = {str(getattr(each.target, "name", "")) for each in tree.find_all(nodes.AssignBlock)}
    return [
        f"line {value.lineno}: {name}"
        for name, value in options(tree)
        if name.lower().endswith("html") and not comes_escaped(value, written_here)
    ]


def comes_escaped(value: nodes.Expr, written_here: set[str]) -> bool:
    """Whether a value was escaped before: constants, `{% set %}` blocks, macros, kept_html. A translation was not."""
    if isinstance(value, nodes.Name):
        return value.name in written_here
    if isinstance(value, nodes.Filter):
        return value.name == KEPT
    if isinstance(value, nodes.Call):
        return getattr(value.node, "name", "_") not in {"_", "gettext", "ngettext", "pgettext"}
    return isinstance(value, nodes.Const)


def inline(text: str, *, may_be_styled: bool = False) -> list[str]:
    """Scripts and styles written into the page, event attributes, and anything fetched from elsewhere."""
    found = []
    for line, tag, attributes in Html(skeleton(text, translated_too=True)).tags:
        if tag == "script" and "src" not in attributes:
            found.append(f"line {line}: script without src")
        if not may_be_styled and (tag == "style" or "style" in attributes):
            found.append(f"line {line}: style")
        found += [f"line {line}: {name}" for name in attributes if re.match(r"on[a-z]+$", name)]
        found += [
            f"line {line}: {value}" for name, value in attributes.items() if leads_out(tag, name, value)
        ]
    given = [name for name, _ in options(tree_of(text))]
    return found + [
        f"option {name}" for name in given if re.match(r"(on(click|change|submit|load)|style)$", name)
    ]


def leads_out(tag: str, attribute: str, value: str) -> bool:
    """Whether an attribute runs code, or fetches a part of the page from another site."""
    if value.strip().lower().startswith(("javascript:", "data:text")):
        return True
    return (
        tag != "a" and attribute in {"src", "href", "srcset"} and value.startswith(("http:", "https:", "//"))
    )


@pytest.mark.parametrize("name", PAGES)
def test_nothing_people_wrote_is_shown_unescaped(name: str) -> None:
    assert unescaped(read(name)) == []
    assert html_given_to_macros(read(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_scripts_and_styles_come_from_files_of_our_own(name: str) -> None:
    assert inline(read(name), may_be_styled=name.startswith(LETTERS)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ comment.body | safe }}",
        "{% autoescape false %}{{ comment.body }}{% endautoescape %}",
        "{{ comment.body | kept_html }}",
    ],
)
def test_unescaped_text_is_seen(text: str) -> None:
    assert unescaped(text) != []
    assert unescaped("{{ comment.body }} {{ comment.body_html | kept_html }}") == []


@pytest.mark.parametrize("value", ["comment.body", "_('Hello %(name)s', name=name)", "body ~ '<br>'", "body"])
def test_html_from_elsewhere_given_to_a_macro_is_seen(value: str) -> None:
    assert html_given_to_macros("{{ govukInsetText({'html': " + value + "}) }}") == ["line 1: html"]
    assert html_given_to_macros("{{ govukTabs({'summaryHtml': " + value + "}) }}") == ["line 1: summaryHtml"]


def test_html_written_in_a_template_may_be_given_to_a_macro() -> None:
    written = "{% set words %}<p>{{ comment.body }}</p>{% endset %}"
    assert html_given_to_macros(written + "{{ govukInsetText({'html': words}) }}") == []
    assert html_given_to_macros("{{ govukInsetText({'html': revision.html | kept_html}) }}") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        "<style>p {}</style>",
        '<p style="color: red">',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '{% trans %}<b style="">x</b>{% endtrans %}',
        '<img src="https://elsewhere.example/x.png">',
        "{{ govukButton({'attributes': {'onclick': 'go()'}}) }}",
    ],
)
def test_what_is_inline_is_seen(text: str) -> None:
    assert inline(text) != []


def test_a_script_from_our_own_files_is_fine() -> None:
    assert (
        inline('<script src="{{ static_url("app.js") }}" type="module"></script><a href="https://x.example">')
        == []
    )
