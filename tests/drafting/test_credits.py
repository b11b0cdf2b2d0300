"""A revision with its writers beside it, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from policyspace.charter.capacity import Side
from policyspace.charter.words import Role
from policyspace.drafting.authorship import authorship_of, shares_of
from policyspace.drafting.credits import Part, Stretch, stretches_of
from policyspace.drafting.models import Document
from policyspace.drafting.queries import get_revision
from policyspace.foundation.errors import NotFound
from tests.builders.drafting import a_problem, a_revision, space_of
from tests.builders.spaces import a_member

pytestmark = pytest.mark.usefixtures("app")


def drawn(document: Document) -> list[tuple[list[int], list[str]]]:
    """The revisions of the writers of each stretch, and its blocks."""
    found = stretches_of(authorship_of(document, document.revision_count))
    return [(numbers(each), [words(block.html, block.parts) for block in each.blocks]) for each in found]


def numbers(stretch: Stretch) -> list[int]:
    assert [writer.place for writer in stretch.writers] == list(range(1, len(stretch.writers) + 1))
    return [writer.revision.number for writer in stretch.writers]


def words(html: str, parts: Sequence[Part]) -> str:
    """The block as it is read: words behind {place of their writer}, and [place] where a passage ends."""
    return "".join(map(part_drawn, parts)) if parts else html


def part_drawn(part: Part) -> str:
    if part.html or part.writer is None:
        return part.html + part.text
    place = part.writer.place
    return f"{{{place}}}{part.text}" if part.text else f"[{place}]"


def test_blocks_in_a_row_by_one_writer_stand_together() -> None:
    document = a_problem(text="## One\n\nTwo.\n\nThree.\n")
    a_revision(document, "## One\n\nTwo.\n\nNew.\n\nThree.\n")
    assert drawn(document) == [
        ([1], ["<h3>One</h3>", "<p>Two.</p>"]),
        ([2], ["<p>New.</p>"]),
        ([1], ["<p>Three.</p>"]),
    ]


def test_passages_of_several_writers_are_marked_and_end_with_their_number() -> None:
    document = a_problem(text="We pay for a year.\n")
    a_revision(document, "We gladly pay for **half** a year.\n")
    assert drawn(document) == [
        (
            [1, 2],
            ["<p>{1}We[1] {2}gladly[2] {1}pay for[1] <strong>{2}half[2]</strong>{1} a year.[1]</p>"],
        )
    ]


def test_no_number_stands_inside_a_link() -> None:
    document = a_problem(text="See [the act](https://act.example/) now.\n")
    a_revision(document, "See [the new act](https://act.example/) now.\n")
    [(_, [block])] = drawn(document)
    assert block.startswith("<p>{1}See <a ")
    assert block.endswith(">{1}the {2}new {1}act</a>[1][2]{1} now.[1]</p>")


def test_a_writer_of_marks_alone_is_told_so() -> None:
    document = a_problem(text="We pay for a year.\n")
    a_revision(document, "We **pay** for a year.\n")
    [stretch] = stretches_of(authorship_of(document, 2))
    assert [(each.revision.number, each.marks_only) for each in stretch.writers] == [(1, False), (2, True)]
    assert stretch.blocks[0].parts == ()


def test_what_is_not_seen_is_left_out() -> None:
    document = a_problem(text="The HMO rules.\n\n*[HMO]: House in multiple occupation\n")
    [(_, blocks)] = drawn(document)
    assert len(blocks) == 1


def test_shares_tell_all_sides_and_where_each_begins_in_the_bar() -> None:
    document = a_problem(text="We pay for a year.\n")
    a_revision(
        document,
        "We pay for a cold year.\n",
        by=a_member(space_of(document), role=Role.DRAFTER, side=Side.LOCAL),
    )
    shares = shares_of(get_revision(document, 2).balance or {})
    assert [(each.side, each.words, each.percent) for each in shares] == [
        (Side.CENTRAL, 5, 83),
        (Side.LOCAL, 1, 17),
        (Side.PARTNER, 0, 0),
        (Side.RESIDENT, 0, 0),
    ]
    assert [round(each.begins) for each in shares] == [0, 83, 100, 100]
    assert shares_of({}) == []


def test_a_revision_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        authorship_of(a_problem(), 2)


def test_passages_add_up_to_the_text() -> None:
    document = a_problem(text="We pay for a year.\n")
    a_revision(document, "We pay for a cold year.\n\nAnd so on.\n")
    found = list(authorship_of(document, 2).passages)
    assert "".join(each.text for each in found) == get_revision(document, 2).text
    assert [(each.start, each.characters, each.revision.number) for each in found] == [
        (0, 13, 1),
        (13, 5, 2),
        (18, 7, 1),
        (25, 11, 2),
    ]
