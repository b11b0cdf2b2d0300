"""Sustainability: make it outlive the people."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.stages.needs import AtLeast, BySponsor, DayAhead, EachHas, Outside, OutsideFact
from policyspace.charter.stages.rows import (
    Answerer,
    Asked,
    Confirmer,
    Field,
    FieldKind,
    Lapse,
    Passing,
    Prompt,
    Requirement,
    StageRow,
)
from policyspace.charter.words import Stage
from policyspace.foundation.i18n import lazy

MONTHS_A_SPONSOR_COUNTS = 12

SUSTAINABILITY = StageRow(
    stage=Stage.SUSTAINABILITY,
    meaning=lazy("Make it last when people move on."),
    prompts=(
        Prompt(
            "sponsor",
            lazy("Who is the senior sponsor on your side?"),
            lazy("Say what they will do to keep this going. They are asked to confirm."),
            answered_by=Answerer.EACH_SIDE,
            shape="sponsor",
            fields=(
                Field("member_id", lazy("The sponsor, if it is not you"), FieldKind.MEMBER),
                Field("post", lazy("Job or role")),
            ),
        ),
        Prompt(
            "champion",
            lazy("Who are the champions?"),
            lazy("Name one person at a time who will keep speaking for this."),
            many=True,
            shape="champion",
            fields=(Field("post", lazy("Job or role")),),
        ),
        Prompt(
            "role",
            lazy("Who takes over each role?"),
            lazy("Name one role at a time."),
            many=True,
            shape="role",
            fields=(
                Field("holder", lazy("Who has it now?")),
                Field("deputy", lazy("Who takes over?")),
            ),
        ),
        Prompt(
            "handover",
            lazy("What does the next person need to know?"),
            lazy("Write it for someone who was not there."),
            many=True,
        ),
        Prompt(
            "pace",
            lazy("Where do you work at a different pace?"),
            lazy("Say what is slow or fast on your side, and why."),
            answered_by=Answerer.EACH_SIDE,
        ),
        Prompt(
            "quick_win_losers",
            lazy("Who could lose from a quick win?"),
            lazy("Say who, and what they would lose."),
            many=True,
        ),
        Prompt(
            "review",
            lazy("When will you look at this again?"),
            lazy("Say what will be looked at. Both sponsors confirm again on that day."),
            many=True,
            shape="dated",
            fields=(
                Field(
                    "date",
                    lazy("Review date"),
                    FieldKind.DATE,
                    required=True,
                    passing=Passing.OVERDUE_LAST,
                ),
            ),
        ),
    ),
    requirements=(
        Requirement(
            "sponsor_central",
            lazy("A senior sponsor on the central side"),
            Asked.CENTRAL,
            AtLeast("sponsor", side=Side.CENTRAL),
        ),
        Requirement(
            "sponsor_local",
            lazy("A senior sponsor on the local side"),
            Asked.LOCAL,
            AtLeast("sponsor", side=Side.LOCAL),
        ),
        Requirement("deputies", lazy("A deputy for each role"), Asked.DRAFTERS, EachHas("role", "deputy")),
        Requirement("review", lazy("One review date ahead"), Asked.DRAFTERS, DayAhead("review", "date")),
        Requirement(
            "you_said_we_did",
            lazy("“You said, we did”, published"),
            Asked.TEAM,
            Outside(OutsideFact.YOU_SAID_WE_DID),
        ),
    ),
    confirmers=(
        Confirmer(
            "central",
            lazy("The senior sponsor on the central side"),
            Asked.CENTRAL,
            BySponsor("sponsor", Side.CENTRAL),
        ),
        Confirmer(
            "local",
            lazy("The senior sponsor on the local side"),
            Asked.LOCAL,
            BySponsor("sponsor", Side.LOCAL),
        ),
    ),
    lapse=Lapse(
        "review",
        "date",
        MONTHS_A_SPONSOR_COUNTS,
        lazy("It lapses at each review date, and when a sponsor confirmed more than 12 months ago."),
    ),
)
