"""What a problem says is already decided, found in its text."""

from __future__ import annotations

from typing import Any

import pytest

from policyspace.drafting.rules.decided import already_decided


def a_block(kind: str, html: str, level: int | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "html": html, "level": level, **more}


TEXT = [
    a_block("heading", "<h2>Who is affected</h2>", 2),
    a_block("paragraph", "<p>It is already decided that we ask.</p>"),
    a_block("heading", '<h2 id="s">What is Already Decided and not open</h2>', 2),
    a_block("paragraph", "<p>Say what it is.</p>", guidance=True),
    a_block("list", '<ul><li id="one">The law</li></ul>'),
    a_block("heading", "<h3>By whom</h3>", 3),
    a_block("paragraph", "<p>Parliament</p>"),
    a_block("heading", "<h2>What we do not know</h2>", 2),
    a_block("paragraph", "<p>A lot</p>"),
]


def test_the_section_is_given_without_guidance_and_without_ids_up_to_the_next_heading() -> None:
    assert already_decided(TEXT, "No heading") == [
        "<ul><li>The law</li></ul>",
        "<h3>By whom</h3>",
        "<p>Parliament</p>",
    ]


@pytest.mark.parametrize(
    ("blocks", "heading"), [(TEXT[:2], "x"), (TEXT[:4], "x"), ([], "x"), (TEXT[2:3], "x")]
)
def test_where_nothing_is_written_nothing_is_given(blocks: list[dict[str, Any]], heading: str) -> None:
    assert already_decided(blocks, heading) == []


def test_the_heading_is_known_in_the_language_of_the_reader() -> None:
    blocks = [
        a_block("heading", "<h2>Beth sydd wedi’i benderfynu</h2>", 2),
        a_block("paragraph", "<p>Y gyfraith</p>"),
    ]
    assert already_decided(blocks, "Beth sydd wedi’i benderfynu") == ["<p>Y gyfraith</p>"]
