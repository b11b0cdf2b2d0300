"""Guidance is found in templates, goes away where something is written, and takes no other word with it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.charter.words import DocumentKind
from policyspace.drafting.rules.guidance import (
    guidance_in,
    unwritten,
    without_written_guidance,
    written_besides,
)
from policyspace.drafting.starters import starter
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import TANGLE

WHO, NOW = "_Say who is affected._", "*Tell what happens now.*"
GUIDANCE = [WHO, NOW]
TEMPLATE = f"## Who\n\n{WHO}\n\n## Now\n\n{NOW}\n"

_PIECE = st.sampled_from(
    [WHO, NOW, "# Title", "## Who", "### Below", "Families wait.", "- one\n- two", "---", "[^1]: A note.", ""]
)
_GAP = st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n"])
PAGE = st.lists(st.tuples(_PIECE, _GAP), max_size=12).map(lambda parts: "".join(map("".join, parts)))


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("_Say who._", ["_Say who._"]),
        ("*Say who.*", ["*Say who.*"]),
        ("_Say **who**\n  and where._", ["_Say **who** and where._"]),
        ("_Give the file_name of it._", ["_Give the file_name of it._"]),
        ("_Say who._ Or not.", []),
        ("_Say_ who and _where_", []),
        ("*Say* who and *where*", []),
        ("__Say who.__", []),
        ("**Say who.**", []),
        ("_ Say who._", []),
        ("- _Say who._", []),
        ("Say who.", []),
        ("", []),
    ],
)
def test_a_paragraph_emphasised_as_a_whole_is_guidance(paragraph: str, found: list[str]) -> None:
    assert guidance_in(f"## Who\n\n{paragraph}\n") == found


def test_guidance_is_listed_once_in_the_order_of_the_template() -> None:
    assert guidance_in(f"{TEMPLATE}\n## Again\n\n{WHO}\n") == GUIDANCE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (TEMPLATE, TEMPLATE),
        (f"## Who\n\n{WHO}\n\nFamilies.\n\n## Now\n\n{NOW}\n", f"## Who\n\nFamilies.\n\n## Now\n\n{NOW}\n"),
        (f"## Who\n\nFamilies.\n\n{WHO}\n", "## Who\n\nFamilies.\n\n"),
        (f"## Who\n\n{WHO}\nFamilies.\n", "## Who\n\nFamilies.\n"),
        (f"## Who\n\nFamilies.\n{WHO}\n", "## Who\n\nFamilies.\n"),
        (f"## Who\n\n{WHO}\n{NOW}\nFamilies.\n", "## Who\n\nFamilies.\n"),
        (f"## Who\n\n{WHO}\n\n- a list\n", "## Who\n\n- a list\n"),
        (f"## Who\n\n{WHO}\n\n### More\n\nFamilies.\n", "## Who\n\n### More\n\nFamilies.\n"),
        (f"## Who\n\nFamilies.\n\n### More\n\n{WHO}\n", f"## Who\n\nFamilies.\n\n### More\n\n{WHO}\n"),
        (f"## Who\n\n{WHO}\n\n---\n\n[^1]: A note.\n", f"## Who\n\n{WHO}\n\n---\n\n[^1]: A note.\n"),
        (f"## Who\n\n{WHO} Families.\n", f"## Who\n\n{WHO} Families.\n"),
        (f"{WHO}\n\nFamilies.\n", "Families.\n"),
        (f"{WHO}\n\n## Now\n\nFamilies.\n", f"{WHO}\n\n## Now\n\nFamilies.\n"),
        (f"## Who\n\n_Say who._\n\n{WHO}\n", "## Who\n\n_Say who._\n\n"),
        (f"## Who\n\n```\n{WHO}\n```\n", f"## Who\n\n```\n{WHO}\n```\n"),
    ],
)
def test_guidance_goes_where_something_is_written_and_stays_elsewhere(typed: str, kept: str) -> None:
    assert without_written_guidance(typed, GUIDANCE) == kept


def test_guidance_that_is_not_of_this_document_stays() -> None:
    text = f"## Who\n\n{WHO}\n\nFamilies.\n"
    assert without_written_guidance(text, []) == text
    assert without_written_guidance(text, [NOW]) == text


def test_sections_that_hold_only_guidance_are_named_by_their_headings() -> None:
    text = f"{NOW}\n\n## Who\n\n{WHO}\n\n{NOW}\n\n## Now\n\nThey wait.\n\n## Then\n\n{NOW}\n"
    blocks = split_blocks(text)
    found = [(place.heading, place.guidance) for place in unwritten(blocks, GUIDANCE)]
    assert found == [(None, (0,)), (1, (2, 3)), (6, (7,))]


@settings(max_examples=300, deadline=None)
@given(st.one_of(PAGE, TANGLE))
def test_only_lines_of_guidance_are_ever_taken_out(text: str) -> None:
    kept = without_written_guidance(text, GUIDANCE)
    left = iter(text.split("\n"))
    assert all(line in left for line in kept.split("\n")), "what is kept stands in its order"
    gone = Counter(text.split("\n")) - Counter(kept.split("\n"))
    assert {line.strip() for line in gone} <= {*GUIDANCE, ""}


@settings(max_examples=300, deadline=None)
@given(PAGE)
def test_guidance_is_left_only_where_nothing_is_written(text: str) -> None:
    kept = without_written_guidance(text, GUIDANCE)
    blocks = split_blocks(kept)
    left = {at for place in unwritten(blocks, GUIDANCE) for at in place.guidance}
    for at, block in enumerate(blocks):
        if block.kind == "paragraph" and block.source.strip() in GUIDANCE:
            assert at in left, kept
    assert without_written_guidance(kept, GUIDANCE) == kept


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        (TEMPLATE, ""),
        ("", ""),
        (f"## Who\n\n{WHO}\n\nFamilies.\n\n## Now\n\n{NOW}\n", "## Who\n\nFamilies."),
        (f"## Who\n\n{WHO}\n\n## Mine\n\n{NOW}\n", "## Mine"),
        ("Families.\n", "Families."),
    ],
)
def test_what_somebody_wrote_is_told_from_what_the_template_gave(typed: str, own: str) -> None:
    assert written_besides(typed, TEMPLATE) == own


@settings(max_examples=200, deadline=None)
@given(PAGE)
def test_every_line_that_the_template_does_not_hold_is_kept(text: str) -> None:
    given_lines = set(TEMPLATE.split("\n"))
    own = {line.strip() for line in text.split("\n")} - given_lines
    assert own <= {line.strip() for line in written_besides(text, TEMPLATE).split("\n")} | {""}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_the_templates_everyone_has_hold_one_guidance_under_each_heading(kind: DocumentKind) -> None:
    blocks = split_blocks(starter(kind))
    assert [block.kind for block in blocks] == ["heading", "paragraph"] * (len(blocks) // 2)
    told = guidance_in(starter(kind))
    assert len(told) == len(blocks) // 2
    longest = max(len(sentence.split()) for each in told for sentence in each.strip("_").split(". "))
    assert longest <= 25
