"""Honesty: say what you can and cannot deliver."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.stages.needs import AtLeast, BySide, Outside, OutsideFact
from policyspace.charter.stages.rows import (
    Answerer,
    Asked,
    Challenge,
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


class Limit(Word):
    """What sets a limit to what a party can do."""

    LAW = "law", lazy("Law")
    MONEY = "money", lazy("Money")
    TIME = "time", lazy("Time")
    POLITICS = "politics", lazy("Politics")
    EVIDENCE = "evidence", lazy("Evidence")


_OWNER = Field("owner", lazy("Who looks after this?"))
_EXPIRY = Field("expiry", lazy("Until when is this so?"), FieldKind.DATE, passing=Passing.OVER)
_LIMIT = Field("limit", lazy("What sets the limit?"), FieldKind.CHOICE, Limit, required=True)

_LIMITS = (
    Prompt(
        "can",
        lazy("What can you deliver?"),
        lazy("One thing at a time."),
        answered_by=Answerer.EACH_SIDE,
        many=True,
        shape="limit",
        fields=(_OWNER, _EXPIRY),
    ),
    Prompt(
        "cannot",
        lazy("What can you not deliver?"),
        lazy("If there is nothing at all, that is a warning sign: look again."),
        answered_by=Answerer.EACH_SIDE,
        many=True,
        shape="limit",
        fields=(_LIMIT, _OWNER, _EXPIRY),
    ),
    Prompt(
        "could_if",
        lazy("What could you deliver, and on what condition?"),
        lazy("One thing at a time."),
        answered_by=Answerer.EACH_SIDE,
        many=True,
        shape="limit",
        fields=(Field("condition", lazy("Only if…"), required=True), _LIMIT, _OWNER, _EXPIRY),
    ),
)

HONESTY = StageRow(
    stage=Stage.HONESTY,
    meaning=lazy("Say what you can and cannot deliver."),
    prompts=(
        *_LIMITS,
        Prompt(
            "already_decided",
            lazy("What is already decided and not open?"),
            lazy("If nothing is, write “nothing”. Residents read this before they comment."),
        ),
        Prompt(
            "brings",
            lazy("What do you bring that nobody else can?"),
            lazy("It may be money, law, people, knowledge or trust."),
            answered_by=Answerer.EACH_SIDE,
        ),
        Prompt(
            "would_say_no",
            lazy("What would make you say no?"),
            lazy("Say it now, so that it surprises nobody later."),
            answered_by=Answerer.EACH_SIDE,
        ),
        Prompt(
            "interests",
            lazy("Which hats do you wear, and which interests do you have in this?"),
            lazy("Every member declares. If you have none, write “none”."),
            answered_by=Answerer.EACH_MEMBER,
            shape="declaration",
            fields=(Field("hats", lazy("Other hats")),),
            counts_as_words=False,
        ),
        Prompt(
            "residents_view",
            lazy("What do residents say about these limits?"),
            lazy("Publish it, and give people time to challenge it."),
            answered_by=Answerer.FACILITATOR,
            shape="challenge",
            fields=(
                Field(
                    "open_until",
                    lazy("Open to challenge until"),
                    FieldKind.DATE,
                    required=True,
                    passing=Passing.OVER,
                ),
            ),
        ),
    ),
    requirements=(
        Requirement(
            "cannot_central",
            lazy("One thing the central side cannot do"),
            Asked.CENTRAL,
            AtLeast("cannot", side=Side.CENTRAL),
        ),
        Requirement(
            "cannot_local",
            lazy("One thing the local side cannot do"),
            Asked.LOCAL,
            AtLeast("cannot", side=Side.LOCAL),
        ),
        Requirement(
            "already_decided",
            lazy("What is already decided, or “nothing”"),
            Asked.DRAFTERS,
            AtLeast("already_decided"),
        ),
        Requirement(
            "interests",
            lazy("A declaration of interests by every member, which may be “none”"),
            Asked.MEMBERS,
            Outside(OutsideFact.EVERY_MEMBER_DECLARED),
        ),
        Requirement(
            "residents_view",
            lazy("Residents’ view of these limits, with a day until which it can be challenged"),
            Asked.FACILITATOR,
            AtLeast("residents_view", field="open_until"),
        ),
    ),
    confirmers=(
        Confirmer(
            "central",
            lazy("Someone on the central side, for what the local side cannot do"),
            Asked.CENTRAL,
            BySide(Side.CENTRAL),
        ),
        Confirmer(
            "local",
            lazy("Someone on the local side, for what the central side cannot do"),
            Asked.LOCAL,
            BySide(Side.LOCAL),
        ),
    ),
    challenge=Challenge(
        "residents_view",
        "open_until",
        "residents_view",
        lazy("The end of the time in which residents’ view can be challenged"),
    ),
)
