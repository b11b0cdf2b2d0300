"""Trust: listen and understand the place before proposing."""

from __future__ import annotations

from policyspace.charter.capacity import Side
from policyspace.charter.stages.needs import AtLeast, ByNamedGroup, BySide, EachAccepted, OneNoted
from policyspace.charter.stages.rows import (
    Acceptance,
    Answerer,
    Asked,
    Confirmer,
    Field,
    FieldKind,
    Prompt,
    Requirement,
    StageRow,
)
from policyspace.charter.words import Stage, Word
from policyspace.foundation.i18n import lazy


class MeetingKind(Word):
    """How people met."""

    VISIT = "visit", lazy("A visit")
    HOSTED_DAY = "hosted_day", lazy("A hosted day")
    CONVERSATION = "conversation", lazy("A conversation")


_CONTACT_FIELDS = (
    Field("post", lazy("Job or role")),
    Field("reach", lazy("How to reach them")),
)

_PLACE = (
    Prompt(
        "place_leadership",
        lazy("Who leads this place?"),
        lazy("Name the council’s leaders and others people listen to."),
        shape="place",
    ),
    Prompt(
        "place_politics",
        lazy("What is the politics of this place?"),
        lazy("Say who decides, when elections are due and what people disagree about."),
        shape="place",
    ),
    Prompt(
        "joint_work",
        lazy("What have you done together before?"),
        lazy("Name the work and the years."),
        answered_by=Answerer.EACH_SIDE,
        shape="place",
    ),
    Prompt(
        "joint_work_failures",
        lazy("What went wrong last time?"),
        lazy("Be plain. Each side tells it as it saw it."),
        answered_by=Answerer.EACH_SIDE,
        shape="place",
    ),
    Prompt(
        "place_culture",
        lazy("How do people here like to work?"),
        lazy("Say what they are proud of and how they like to be asked."),
        shape="place",
    ),
    Prompt(
        "place_capacity",
        lazy("What can people here take on?"),
        lazy("Say how many people, how much time and which skills there are to deliver."),
        shape="place",
    ),
    Prompt(
        "residents_group",
        lazy("Which residents’ group speaks for people who live here?"),
        lazy("The group is asked to confirm this stage."),
        shape="group_named",
        fields=(Field("organisation_id", lazy("The group, if it is on this site"), FieldKind.ORGANISATION),),
    ),
)

_LISTENING = (
    Prompt(
        "priorities",
        lazy("What matters most to you?"),
        lazy("Use your own words, not those of the other side."),
        answered_by=Answerer.EACH_SIDE,
        shape="party_words",
    ),
    Prompt(
        "heard",
        lazy("What did you hear the other side say?"),
        lazy("They are asked whether you heard it right."),
        answered_by=Answerer.EACH_SIDE,
        many=True,
        shape="heard",
        fields=(Field("about", lazy("Whose words are these?"), FieldKind.SIDE, required=True),),
        acceptance=Acceptance("about", lazy("Did they hear you right?")),
    ),
    Prompt(
        "meeting",
        lazy("Which visits and conversations took place?"),
        lazy("Say what you saw and learned. The host adds a note."),
        answered_by=Answerer.EACH_SIDE,
        many=True,
        shape="meeting",
        fields=(
            Field("kind", lazy("What was it?"), FieldKind.CHOICE, MeetingKind, required=True),
            Field("date", lazy("When was it?"), FieldKind.DATE, required=True, past=True),
            Field("place", lazy("Where was it?")),
            Field("host", lazy("Which side hosted it?"), FieldKind.SIDE, required=True),
        ),
        acceptance=Acceptance("host", lazy("As the host, what do you say about this visit?")),
    ),
)

_PEOPLE = (
    Prompt(
        "contact",
        lazy("Who is the named contact on your side?"),
        lazy("Give the person’s name."),
        answered_by=Answerer.EACH_SIDE,
        shape="contact",
        fields=_CONTACT_FIELDS,
    ),
    Prompt(
        "deputy",
        lazy("Who stands in when your contact is away?"),
        lazy("Give the person’s name."),
        answered_by=Answerer.EACH_SIDE,
        shape="contact",
        fields=_CONTACT_FIELDS,
    ),
    Prompt(
        "credit",
        lazy("How will credit be shared?"),
        lazy("Say who announces what, and whose names are on it."),
    ),
)

TRUST = StageRow(
    stage=Stage.TRUST,
    meaning=lazy("Listen and understand the place before proposing."),
    prompts=(*_PLACE, *_LISTENING, *_PEOPLE),
    requirements=(
        Requirement(
            "priorities_central",
            lazy("Priorities of the central side, in its own words"),
            Asked.CENTRAL,
            AtLeast("priorities", side=Side.CENTRAL),
        ),
        Requirement(
            "priorities_local",
            lazy("Priorities of the local side, in its own words"),
            Asked.LOCAL,
            AtLeast("priorities", side=Side.LOCAL),
        ),
        Requirement(
            "heard_central",
            lazy("What the central side heard the local side say"),
            Asked.CENTRAL,
            AtLeast("heard", side=Side.CENTRAL, field="about", values=(Side.LOCAL,)),
        ),
        Requirement(
            "heard_local",
            lazy("What the local side heard the central side say"),
            Asked.LOCAL,
            AtLeast("heard", side=Side.LOCAL, field="about", values=(Side.CENTRAL,)),
        ),
        Requirement(
            "heard_accepted",
            lazy("Each “what we heard” accepted by the side it describes"),
            Asked.CONCERNED,
            EachAccepted("heard"),
        ),
        Requirement(
            "visit",
            lazy("One visit or hosted day, with a note by the host"),
            Asked.CONCERNED,
            OneNoted("meeting", "kind", (MeetingKind.VISIT, MeetingKind.HOSTED_DAY)),
        ),
        Requirement(
            "contact_central",
            lazy("A named contact on the central side"),
            Asked.CENTRAL,
            AtLeast("contact", side=Side.CENTRAL),
        ),
        Requirement(
            "contact_local",
            lazy("A named contact on the local side"),
            Asked.LOCAL,
            AtLeast("contact", side=Side.LOCAL),
        ),
        Requirement(
            "deputy_central",
            lazy("A deputy on the central side"),
            Asked.CENTRAL,
            AtLeast("deputy", side=Side.CENTRAL),
        ),
        Requirement(
            "deputy_local",
            lazy("A deputy on the local side"),
            Asked.LOCAL,
            AtLeast("deputy", side=Side.LOCAL),
        ),
        Requirement(
            "residents_group",
            lazy("The residents’ group that speaks for people who live here"),
            Asked.DRAFTERS,
            AtLeast("residents_group"),
        ),
    ),
    confirmers=(
        Confirmer(
            "central",
            lazy("Someone on the central side, for what the local side heard"),
            Asked.CENTRAL,
            BySide(Side.CENTRAL),
        ),
        Confirmer(
            "local",
            lazy("Someone on the local side, for what the central side heard"),
            Asked.LOCAL,
            BySide(Side.LOCAL),
        ),
        Confirmer(
            "residents_group",
            lazy("Someone from the residents’ group"),
            Asked.GROUP,
            ByNamedGroup("residents_group"),
        ),
    ),
)
