"""The five stages of the shared outcome as rows of data: what is asked, needed and confirmed, and by whom."""

from __future__ import annotations

from policyspace.charter.stages.clarity import CLARITY
from policyspace.charter.stages.flexibility import FLEXIBILITY
from policyspace.charter.stages.honesty import HONESTY
from policyspace.charter.stages.rows import StageRow
from policyspace.charter.stages.sustainability import SUSTAINABILITY
from policyspace.charter.stages.trust import TRUST
from policyspace.charter.words import Stage

__all__ = ["STAGES", "StageRow", "stage_row"]

STAGES = (TRUST, FLEXIBILITY, HONESTY, CLARITY, SUSTAINABILITY)
"""In the order of the default path."""

_BY_NAME = {row.stage: row for row in STAGES}


def stage_row(stage: Stage) -> StageRow:
    """The row of `stage`."""
    return _BY_NAME[stage]
