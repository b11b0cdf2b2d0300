"""Clarity: agree what it must achieve."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.stages.needs import AtLeast, BySide, EachAccepted, Outside, OutsideFact
from policyspace.charter.stages.rows import (
    Acceptance,
    Answerer,
    Asked,
    Confirmer,
    Field,
    FieldKind,
    Passing,
    Prompt,
    Requirement,
    StageRow,
)
from policyspace.charter.words import Stage
from policyspace.foundation.i18n import lazy

CLARITY = StageRow(
    stage=Stage.CLARITY,
    meaning=lazy("Agree what it must achieve."),
    prompts=(
        Prompt(
            "outcome",
            lazy("What must this achieve?"),
            lazy("One plain sentence that all sides can sign."),
            shape="sentence",
        ),
        Prompt(
            "measure",
            lazy("How will we know that it worked?"),
            lazy("One measure at a time."),
            many=True,
            shape="measure",
            fields=(
                Field("baseline", lazy("Where does it stand now?")),
                Field("date", lazy("When will it be measured?"), FieldKind.DATE, passing=Passing.OVERDUE),
            ),
        ),
        Prompt(
            "task",
            lazy("Who does what by when?"),
            lazy("One task at a time."),
            many=True,
            shape="task",
            fields=(
                Field("who", lazy("Who does it?"), required=True),
                Field("date", lazy("By when?"), FieldKind.DATE, required=True, passing=Passing.OVERDUE),
            ),
        ),
        Prompt(
            "in_scope",
            lazy("What is in scope?"),
            lazy("Say what this work will deal with."),
        ),
        Prompt(
            "out_of_scope",
            lazy("What is out of scope?"),
            lazy("Say what this work will leave alone."),
        ),
        Prompt(
            "cost",
            lazy("What does it cost, and who pays?"),
            lazy("One item at a time. If there is no cost, write “none” as the amount."),
            many=True,
            shape="cost",
            fields=(
                Field("amount", lazy("Amount, or “none”"), required=True),
                Field("payer", lazy("Which side pays?"), FieldKind.SIDE, required=True),
            ),
            acceptance=Acceptance("payer", lazy("Will your side pay this?"), another=False),
        ),
        Prompt(
            "exit",
            lazy("How and when does your side leave?"),
            lazy("Say what has to be in place before you go."),
            answered_by=Answerer.EACH_SIDE,
            shape="exit",
            fields=(Field("date", lazy("When?"), FieldKind.DATE, passing=Passing.OVER),),
        ),
        Prompt(
            "comment_use",
            lazy("How will residents’ comments be used?"),
            lazy("Say who reads them and when each is answered."),
            answered_by=Answerer.FACILITATOR,
            shape="dated",
            fields=(Field("date", lazy("Answered by"), FieldKind.DATE, passing=Passing.OVER),),
        ),
    ),
    requirements=(
        Requirement(
            "outcome", lazy("The shared outcome in one plain sentence"), Asked.DRAFTERS, AtLeast("outcome")
        ),
        Requirement(
            "costs",
            lazy("Each cost confirmed by the side that pays it"),
            Asked.CONCERNED,
            EachAccepted("cost"),
        ),
        Requirement(
            "exit_central",
            lazy("How and when the central side leaves"),
            Asked.CENTRAL,
            AtLeast("exit", side=Side.CENTRAL),
        ),
        Requirement(
            "exit_local",
            lazy("How and when the local side leaves"),
            Asked.LOCAL,
            AtLeast("exit", side=Side.LOCAL),
        ),
        Requirement(
            "comments_answered",
            lazy("An answer to every comment on the problems it answers"),
            Asked.TEAM,
            Outside(OutsideFact.EVERY_COMMENT_ANSWERED),
        ),
    ),
    confirmers=(
        Confirmer("central", lazy("Someone on the central side"), Asked.CENTRAL, BySide(Side.CENTRAL)),
        Confirmer("local", lazy("Someone on the local side"), Asked.LOCAL, BySide(Side.LOCAL)),
        Confirmer("resident", lazy("A resident"), Asked.RESIDENT, BySide(Side.RESIDENT)),
    ),
)
