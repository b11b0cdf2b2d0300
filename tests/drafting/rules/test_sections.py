"""A section is a heading with all below it; writing one anew leaves everything around it as it was."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.drafting.rules.sections import opening, section_at, sections_of, source_of, with_section
from policyspace.drafting.rules.words import words
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import DOCUMENT, TANGLE, histories

TEXT = """Before all.

# Shelter

Beds for winter.

## Cost

Not known.

```
# no heading
```

Who pays
--------

The council.

# Work

Later.
"""


def the_sections(text: str) -> list[str]:
    blocks = split_blocks(text)
    return [source_of(blocks, section) for section in sections_of(blocks)]


def rewritten(text: str, heading: str, new: str) -> str:
    """`text` with the section that begins with `heading` written anew."""
    blocks = split_blocks(text)
    place = next(place for place, block in enumerate(blocks) if block.source.startswith(heading))
    return with_section(blocks, section_at(blocks, place), new)


def test_a_section_reaches_to_the_next_heading_of_its_level_or_a_higher_one() -> None:
    first_lines = [(section.split("\n")[0], section.count("\n")) for section in the_sections(TEXT)]
    assert first_lines == [
        ("Before all.", 2),
        ("# Shelter", 17),
        ("## Cost", 8),
        ("Who pays", 5),
        ("# Work", 3),
    ]


def test_what_looks_like_a_heading_inside_code_is_none() -> None:
    assert not any(section.startswith("# no heading") for section in the_sections(TEXT))


def test_a_text_without_headings_is_all_opening_and_one_that_begins_with_one_has_an_empty_opening() -> None:
    assert the_sections("One.\n\nTwo.\n") == ["One.\n\nTwo.\n"]
    assert the_sections("# One\n")[0] == ""
    assert the_sections("") == [""]


def test_the_new_words_take_the_place_of_the_section_and_of_nothing_else() -> None:
    assert rewritten(TEXT, "## Cost", "## Cost\n\nA million.") == TEXT.replace(
        "Not known.\n\n```\n# no heading\n```", "A million."
    )
    assert rewritten(TEXT, "# Work", "# Work\n\nSooner.") == TEXT.replace("Later.", "Sooner.")


def test_the_opening_of_a_text_can_be_written_where_there_was_none() -> None:
    blocks = split_blocks("# Shelter\n\nBeds.\n")
    assert with_section(blocks, opening(blocks), "In short.") == "In short.\n\n# Shelter\n\nBeds.\n"


def test_words_with_several_headings_or_none_are_taken_as_they_are() -> None:
    assert "Later.\n" not in rewritten(TEXT, "# Work", "# Work\n\nNow.\n\n# Rest\n\nThen.")
    assert rewritten(TEXT, "## Cost", "No heading.").count("No heading.\n\nWho pays\n--------\n") == 1


def test_a_text_written_without_blank_lines_gets_them_only_where_words_would_run_together() -> None:
    tight = "# One\nword\n# Two\nword\n"
    assert rewritten(tight, "# One", "# One\nother") == "# One\nother\n# Two\nword\n"
    underlined = "# One\nTwo\n===\nword\n"
    assert rewritten(underlined, "# One", "# One\nother") == "# One\nother\n\nTwo\n===\nword\n"
    assert rewritten("word\n# One\n", "# One", "===") == "word\n\n===\n"


def test_a_section_can_be_taken_out() -> None:
    assert rewritten("# One\n\nA.\n\n# Two\n\nB.\n", "# One", " \n") == "# Two\n\nB.\n"


def test_windows_line_ends_stay() -> None:
    assert rewritten("# One\r\n\r\nA.\r\n\r\n# Two\r\n", "# One", "Now") == "Now\r\n\r\n# Two\r\n"


TEXTS = st.one_of(DOCUMENT, TANGLE, st.text())


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 20))
def test_nothing_around_a_section_is_touched_whatever_the_text(text: str, new: str, which: int) -> None:
    blocks = split_blocks(text)
    sections = sections_of(blocks)
    section = sections[which % len(sections)]
    before = "".join(block.source for block in blocks[: section.start])
    after = "".join(block.source for block in blocks[section.end :])
    whole = with_section(blocks, section, new)
    assert whole.startswith(before)
    assert whole.endswith(after)
    assert whole[len(before) : len(whole) - len(after)].split() == new.split()
    assert with_section(blocks, section, source_of(blocks, section)) == text


@settings(max_examples=100, deadline=None)
@given(DOCUMENT, DOCUMENT, st.integers(0, 20))
def test_the_blocks_behind_a_section_stay_what_they_were(text: str, new: str, which: int) -> None:
    blocks = split_blocks(text)
    sections = sections_of(blocks)
    section = sections[which % len(sections)]
    after = blocks[section.end :]
    now = split_blocks(with_section(blocks, section, new))
    assert now[len(now) - len(after) :] == after


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_each_heading_has_one_section_and_all_words_are_in_one(text: str) -> None:
    blocks = split_blocks(text)
    first, *others = sections_of(blocks)
    assert [each.start for each in others] == [
        place for place, block in enumerate(blocks) if block.kind == "heading"
    ]
    outermost = [first]
    for section in others:
        if section.start >= outermost[-1].end:
            outermost.append(section)
    assert "".join(source_of(blocks, each) for each in outermost) == text


@pytest.mark.parametrize("name", ["open-data-overview", "18f-open-source-policy"])
def test_sections_of_a_real_policy_come_back_to_the_letter(name: str) -> None:
    text = histories()[name][-1]
    blocks = split_blocks(text)
    for section in sections_of(blocks):
        assert with_section(blocks, section, source_of(blocks, section).strip()) == text
        changed = with_section(blocks, section, source_of(blocks, section) + "\nAnother paragraph.\n")
        assert Counter(words(changed)) == Counter(words(text)) + Counter(["Another", "paragraph"])
