"""What the first words of a page wait for is little: no rule of GOV.UK Frontend that no page has a use for, and no
script that takes the line from the style sheet."""

from __future__ import annotations

import json
import re
from functools import cache

from tests.house.source import files, read
from tests.look.drawing import DIST, ROOT, draw

SHEET_BYTES = 13 * 1024
SCRIPT_BYTES = 100

CLASS = re.compile(r"\.(govuk-(?:[\w!-]|\\.)+)")
PUT_TOGETHER = ("govuk-checkboxes", "govuk-radios", "govuk-!-width-")
"""Families whose names the templates put together out of pieces."""


@cache
def left_out() -> tuple[str, ...]:
    return tuple(json.loads((ROOT / "static" / "src" / "unused.json").read_text()))


@cache
def names() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of templates, code and scripts, and the beginnings of names that templates complete."""
    built = json.loads((DIST / "manifest.json").read_text())
    texts = [read(name) for name in (*files("templates"), *files("policyspace", suffix=".py"))]
    texts += [(DIST / built[name]).read_text() for name in built if name.endswith(".js")]
    words = {word for text in texts for word in re.findall(r"[\w!-]+", text)}
    begun = {found for text in texts for found in re.findall(r"(govuk-[\w!-]+-)(?:\{\{|['\"])", text)}
    return frozenset(words), (*begun, *PUT_TOGETHER)


def is_used(name: str) -> bool:
    words, begun = names()
    return name in words or name.startswith(begun)


def test_what_is_left_out_of_the_style_sheet_is_on_no_page() -> None:
    assert [name for name in left_out() if is_used(name)] == []


def test_nothing_is_in_the_style_sheet_that_is_on_no_page() -> None:
    built = json.loads((DIST / "manifest.json").read_text())
    found = {name.replace("\\", "") for name in CLASS.findall((DIST / built["policyspace.css"]).read_text())}
    assert found
    assert sorted(name for name in found if not is_used(name)) == []


def test_a_name_that_a_template_completes_counts_as_used() -> None:
    assert is_used("govuk-heading-xl")
    assert not is_used("govuk-exit-this-page")


def test_the_style_sheet_has_the_line_for_itself() -> None:
    asked = re.findall(
        r'<(?:link rel="stylesheet" href|script [^>]*src)="/static/dist/([^"]+)"', draw("document")
    )
    sizes = {name.split(".")[-1]: (DIST / f"{name}.br").stat().st_size for name in asked}
    assert set(sizes) == {"css", "js"}
    assert len(asked) == 2
    assert sizes["css"] <= SHEET_BYTES
    assert sizes["js"] <= SCRIPT_BYTES
