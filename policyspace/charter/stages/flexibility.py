"""Flexibility: be comfortable with ambiguity."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.stages.needs import AtLeast, BySide, EachHas
from policyspace.charter.stages.rows import (
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
from policyspace.charter.words import Stage, Word
from policyspace.foundation.i18n import lazy


class QuestionState(Word):
    """How far an open question has come."""

    UNKNOWN = "unknown", lazy("Unknown")
    EXPLORING = "exploring", lazy("Being explored")
    PARKED = "parked", lazy("Parked on purpose")
    CLOSED = "closed", lazy("Answered")


class OptionState(Word):
    """Whether an option can still be chosen."""

    ALIVE = "alive", lazy("Still possible")
    DROPPED = "dropped", lazy("Dropped")


class GroupKind(Word):
    """What kind of group is affected."""

    BUSINESS = "business", lazy("Business")
    VOLUNTARY = "voluntary", lazy("Voluntary")
    COMMUNITY = "community", lazy("Community")


class DecisionStep(Word):
    """A step on the way to a decision."""

    COMMITTEE = "committee", lazy("Committee")
    SCRUTINY = "scrutiny", lazy("Scrutiny")
    CLEARANCE = "clearance", lazy("Clearance")
    OTHER = "other", lazy("Something else")


FLEXIBILITY = StageRow(
    stage=Stage.FLEXIBILITY,
    meaning=lazy("Be comfortable with what nobody knows yet."),
    prompts=(
        Prompt(
            "open_question",
            lazy("What do we not know yet?"),
            lazy("One question at a time. When it is answered or parked, say so here."),
            many=True,
            shape="question",
            fields=(
                Field(
                    "state", lazy("How far are we with it?"), FieldKind.CHOICE, QuestionState, required=True
                ),
                Field("owner", lazy("Who looks after it?")),
                Field(
                    "date",
                    lazy("When will we look at it again?"),
                    FieldKind.DATE,
                    passing=Passing.OVERDUE,
                    unless=("state", QuestionState.CLOSED),
                ),
            ),
        ),
        Prompt(
            "option",
            lazy("Which options are still alive?"),
            lazy("One option at a time."),
            many=True,
            shape="option",
            fields=(
                Field("state", lazy("Is it still possible?"), FieldKind.CHOICE, OptionState, required=True),
                Field("change_mind", lazy("What would change our mind?")),
            ),
        ),
        Prompt(
            "affected_group",
            lazy("Who is affected?"),
            lazy("Name one group of businesses, voluntary bodies or people at a time."),
            many=True,
            shape="affected_group",
            fields=(
                Field("kind", lazy("What kind of group is it?"), FieldKind.CHOICE, GroupKind, required=True),
                Field("route", lazy("How are they heard?")),
            ),
        ),
        Prompt(
            "decision",
            lazy("How is this decided on your side?"),
            lazy("One step at a time, with its date."),
            answered_by=Answerer.EACH_SIDE,
            many=True,
            shape="decision",
            fields=(
                Field(
                    "step", lazy("What kind of step is it?"), FieldKind.CHOICE, DecisionStep, required=True
                ),
                Field("date", lazy("When is it?"), FieldKind.DATE, required=True, passing=Passing.OVERDUE),
            ),
        ),
        Prompt(
            "needs_of_place",
            lazy("What does the place need?"),
            lazy("Say what people who live there would say."),
            answered_by=Answerer.EACH_SIDE,
        ),
        Prompt(
            "needs_of_home",
            lazy("What does your own organisation need?"),
            lazy("It is read beside the needs of the place."),
            answered_by=Answerer.EACH_SIDE,
        ),
        Prompt(
            "senior_advice",
            lazy("What does a senior local officer advise?"),
            lazy("Say what they advised, in words they would agree to."),
            answered_by=Answerer.LOCAL_SIDE,
            many=True,
            shape="advice",
            fields=(Field("post", lazy("The officer’s job"), required=True),),
        ),
    ),
    requirements=(
        Requirement(
            "question_open",
            lazy("One open question"),
            Asked.DRAFTERS,
            AtLeast("open_question", field="state", values=(QuestionState.UNKNOWN, QuestionState.EXPLORING)),
        ),
        Requirement(
            "question_settled",
            lazy("One question answered, or parked on purpose"),
            Asked.DRAFTERS,
            AtLeast("open_question", field="state", values=(QuestionState.PARKED, QuestionState.CLOSED)),
        ),
        Requirement(
            "options",
            lazy("Two options still alive"),
            Asked.DRAFTERS,
            AtLeast("option", 2, field="state", values=(OptionState.ALIVE,)),
        ),
        Requirement(
            "routes",
            lazy("How each affected group is heard"),
            Asked.DRAFTERS,
            EachHas("affected_group", "route"),
        ),
        Requirement(
            "decision_central",
            lazy("Decision dates of the central side"),
            Asked.CENTRAL,
            AtLeast("decision", side=Side.CENTRAL, field="date"),
        ),
        Requirement(
            "decision_local",
            lazy("Decision dates of the local side"),
            Asked.LOCAL,
            AtLeast("decision", side=Side.LOCAL, field="date"),
        ),
        Requirement(
            "senior_advice",
            lazy("Advice of a senior local officer"),
            Asked.LOCAL,
            AtLeast("senior_advice", side=Side.LOCAL),
        ),
    ),
    confirmers=(
        Confirmer(
            "central",
            lazy("Someone on the central side, for its own path"),
            Asked.CENTRAL,
            BySide(Side.CENTRAL),
        ),
        Confirmer(
            "local",
            lazy("Someone on the local side, for its own path"),
            Asked.LOCAL,
            BySide(Side.LOCAL),
        ),
    ),
)
