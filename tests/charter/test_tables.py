"""The tables as the README prints them."""

from __future__ import annotations

from policyspace.charter.permissions import rows
from policyspace.charter.stages import STAGES
from policyspace.charter.tables import permission_table, stage_table


def test_the_permission_table_has_a_line_for_each_action() -> None:
    lines = permission_table().splitlines()
    assert lines[:2] == ["| Action | Who may |", "| --- | --- |"]
    assert len(lines) == 2 + len(rows())
    assert "| Read a space | anyone, when the space is public; or members |" in lines


def test_the_stage_table_names_everything_asked_needed_and_confirmed() -> None:
    lines = stage_table().splitlines()
    assert len(lines) == 2 + len(STAGES)
    for line, row in zip(lines[2:], STAGES, strict=True):
        assert line.startswith(f"| **{row.stage.label}**: ")
        for said in (
            *(prompt.question for prompt in row.prompts),
            *(item.sentence for item in row.requirements),
        ):
            assert str(said) in line
        for confirmer in row.confirmers:
            assert str(confirmer.sentence) in line


def test_no_cell_breaks_its_line() -> None:
    for table in (permission_table(), stage_table()):
        head, *lines = table.splitlines()
        assert all(line.replace("\\|", "").count("|") == head.count("|") for line in lines)
