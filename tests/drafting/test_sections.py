"""Saving one section: the rest of the text is that of the base, and all of it is merged as ever."""

from __future__ import annotations

import pytest

from policyspace.charter.words import Role
from policyspace.drafting import services
from policyspace.drafting.models import Document, Revision
from policyspace.drafting.queries import get_revision
from policyspace.drafting.sectioning import START, editable_sections, find_section, saved_at
from policyspace.drafting.services import EditConflict, Saved
from policyspace.foundation.errors import Invalid, NotAllowed
from tests.builders.drafting import TEXT, a_key, a_problem, a_revision, space_of
from tests.builders.spaces import a_member, the_facilitator

pytestmark = pytest.mark.usefixtures("app")

WHO, NOW = "## Who is affected", "## What happens to them now"


def heading(document: Document, source: str, number: int = 1) -> str:
    """The id of the block that is the heading `source` in a revision."""
    revision = get_revision(document, number)
    words = source.lstrip("# ")
    return str(next(each["id"] for each in revision.blocks if words in each["html"]))


def save(document: Document, section: str, text: str, *, base_number: int = 1) -> Saved:
    return services.save_revision(
        the_facilitator(space_of(document)),
        document,
        base_number=base_number,
        title=document.title,
        section=section,
        text=text,
        idempotency_key=a_key(),
    )


def newest(document: Document) -> Revision:
    return get_revision(document, document.revision_count)


def test_a_section_is_given_out_with_its_heading_and_its_words() -> None:
    document = a_problem()
    section = find_section(newest(document), heading(document, WHO))
    assert section is not None
    assert section.title == "Who is affected"
    assert section.text == f"{WHO}\n\nAround 600 families in temporary accommodation."


def test_saving_a_section_changes_that_section_alone() -> None:
    document = a_problem()
    saved = save(document, heading(document, WHO), f"{WHO}\n\nAround 640 families.")
    assert saved.revision.text == TEXT.replace("600 families in temporary accommodation", "640 families")
    assert not saved.merged


def test_two_sections_saved_at_once_are_both_kept() -> None:
    document = a_problem()
    save(document, heading(document, WHO), f"{WHO}\n\nAround 640 families.")
    saved = save(document, heading(document, NOW), f"{NOW}\n\nThey wait for two years.")
    assert saved.merged
    assert "640 families" in saved.revision.text
    assert "two years" in saved.revision.text


def test_different_words_of_one_section_saved_at_once_are_both_kept() -> None:
    document = a_problem()
    section = heading(document, WHO)
    save(document, section, f"{WHO}\n\nAround 640 families in temporary accommodation.")
    saved = save(document, section, f"{WHO}\n\nAround 600 families in hotels.")
    assert "Around 640 families in hotels." in saved.revision.text


def test_the_same_words_of_a_section_stop_with_the_whole_texts_of_both() -> None:
    document = a_problem()
    section = heading(document, WHO)
    save(document, section, f"{WHO}\n\nAround 640 families in temporary accommodation.")
    with pytest.raises(EditConflict) as refused:
        save(document, section, f"{WHO}\n\nAround 700 families in temporary accommodation.")
    assert refused.value.meeting.my_text == TEXT.replace("600", "700")


def test_a_section_that_was_renamed_and_moved_meanwhile_is_merged_where_it_went() -> None:
    document = a_problem()
    section = heading(document, WHO)
    first, second = TEXT.split("\n## What")
    a_revision(document, f"## What{second}\n{first.replace('affected', 'affected most')}")
    saved = save(document, section, f"{WHO}\n\nAround 600 families in hotels.")
    assert saved.revision.text.endswith("## Who is affected most\n\nAround 600 families in hotels.\n")


def test_a_section_that_was_taken_out_meanwhile_is_a_conflict_and_nothing_is_lost() -> None:
    document = a_problem()
    section = heading(document, WHO)
    a_revision(document, TEXT[TEXT.index(NOW) :])
    with pytest.raises(EditConflict) as refused:
        save(document, section, f"{WHO}\n\nAround 640 families in hotels.")
    assert any("640 families in hotels" in each.mine for each in refused.value.meeting.merge.conflicts)


def test_words_without_a_heading_and_with_several_are_taken() -> None:
    document = a_problem()
    saved = save(document, heading(document, WHO), "No heading now.")
    assert saved.revision.text.startswith("No heading now.\n\n## What happens")
    saved = save(document, heading(document, NOW, 2), "# One\n\nA.\n\n# Two\n\nB.", base_number=2)
    assert saved.revision.text == "No heading now.\n\n# One\n\nA.\n\n# Two\n\nB.\n"


def test_the_words_before_the_first_heading_are_a_section() -> None:
    document = a_problem()
    saved = save(document, START, "In short: too many.")
    assert saved.revision.text == f"In short: too many.\n\n{TEXT}"


def test_a_section_that_the_base_has_not_got_is_refused_by_name() -> None:
    document = a_problem()
    paragraph = get_revision(document, 1).blocks[1]["id"]
    for section in ("nothing", paragraph):
        with pytest.raises(Invalid, match="no such section") as refused:
            save(document, section, "Mine.")
        assert "section" in refused.value.fields
    with pytest.raises(Invalid, match="no such revision"):
        save(document, heading(document, WHO), "Mine.", base_number=9)


def test_a_participant_cannot_save_a_section() -> None:
    document = a_problem()
    participant = a_member(space_of(document), role=Role.PARTICIPANT)
    with pytest.raises(NotAllowed):
        services.save_revision(
            participant,
            document,
            base_number=1,
            title="T",
            section="nothing",
            text="Mine",
            idempotency_key=a_key(),
        )


def test_headings_of_the_first_three_levels_and_the_opening_are_offered() -> None:
    document = a_problem(text="Opening.\n\nMore.\n\n# One\n\n### Two\n\n#### Three\n\nWords.\n")
    revision = newest(document)
    offered = editable_sections(revision)
    ids = [each["id"] for each in revision.blocks]
    assert offered == {ids[0]: (START, ""), ids[2]: (ids[2], "One"), ids[3]: (ids[3], "Two")}
    assert editable_sections(newest(a_problem(text="No heading.\n"))) == {}


def test_a_saved_section_is_found_again_by_its_heading_or_by_its_first_line() -> None:
    document = a_problem()
    section = heading(document, WHO)
    words = "## Entirely other words\n\nAround 600 families in temporary accommodation."
    saved = save(document, section, words).revision
    assert saved_at(saved, heading(document, NOW), "") == heading(document, NOW)
    assert saved_at(saved, section, words) == saved.blocks[0]["id"]
    assert saved_at(saved, START, "") == saved.blocks[0]["id"]
    assert saved_at(saved, "gone", "Said nowhere.") is None
