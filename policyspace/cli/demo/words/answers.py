"""What the team of the demonstration answers."""

from __future__ import annotations

from dataclasses import dataclass

from policyspace.charter.words import AnswerState, AnswerStatus


@dataclass(frozen=True)
class Given:
    """An answer: by whom, to which comments (by their number among those of the document), and what became of them.

    `on` are words of the passage that changed, in the newest revision. A draft may be `cleared`.
    """

    by: str
    to: tuple[int, ...]
    status: AnswerStatus
    words: str = ""
    on: str = ""
    passed_to: str = ""
    state: AnswerState = AnswerState.PUBLISHED
    cleared: bool = True


TO_THE_AGREED_PROBLEM = (
    Given(
        "aisha",
        (1,),
        AnswerStatus.PASSED_ON,
        "Noon is a rule of the council’s own. The team that makes the calls will say by January whether it changes.",
        passed_to="Daniel Okafor, who manages the team that makes the calls",
    ),
    Given(
        "priya",
        (2,),
        AnswerStatus.ADOPTED,
        "Storage was missing from our text. It now says what it costs, and that many families lose what they own.",
        on="Storage costs about",
    ),
    Given(
        "aisha",
        (3,),
        AnswerStatus.COVERED,
        "The text says how many families live in bed and breakfast. Your account stays beside it.",
    ),
    Given(
        "priya",
        (4,),
        AnswerStatus.IN_PART,
        "The count of children stands in the text. The counts by ward follow when the schools agree to share them.",
    ),
    Given(
        "aisha",
        (5,),
        AnswerStatus.OUT_OF_SCOPE,
        "Bins at the hotel are a matter of licensing. The council’s licensing team takes complaints about them.",
    ),
    Given(
        "priya",
        (6,),
        AnswerStatus.NOT_ADOPTED,
        "We keep the figure as the council reports it, so that it can be compared. Travel and storage come on top.",
    ),
    Given(
        "aisha",
        (7, 10),
        AnswerStatus.IN_PART,
        "You both say that families do not know what comes next, or whom to ask. The proposal takes up one page "
        "with a name on it. What it must say is still open.",
    ),
    Given(
        "priya",
        (8,),
        AnswerStatus.ADOPTED,
        "Nobody recorded lost work, and now the text says so.",
        on="How often a parent loses work",
    ),
    Given(
        "aisha",
        (9,),
        AnswerStatus.PASSED_ON,
        passed_to="the two neighbouring councils that record the reason for each move",
    ),
)

TO_THE_OPEN_PROBLEM = (
    Given(
        "aisha",
        (4,),
        AnswerStatus.COVERED,
        "The council that moved you pays. The law decides who travels free, so it is not open here.",
    ),
    Given(
        "priya",
        (2,),
        AnswerStatus.IN_PART,
        "We are counting what a pass for parents would cost.",
        state=AnswerState.DRAFT,
    ),
    Given(
        "aisha",
        (6,),
        AnswerStatus.OUT_OF_SCOPE,
        "Each school decides on its own uniform and hardship fund.",
        state=AnswerState.DRAFT,
        cleared=False,
    ),
)
