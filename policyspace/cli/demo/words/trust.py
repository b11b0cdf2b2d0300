"""Trust: what was written in the shared outcome before anything was proposed."""

from __future__ import annotations

from policyspace.cli.demo.cast import GROUP
from policyspace.cli.demo.words.entries import Answer, Day, Named

ANSWERS = (
    Answer(
        "aisha",
        "place_leadership",
        "The cabinet member for housing, the chief executive, and the head teachers’ forum. On the Quayside, people "
        "listen to the minister of St Anne’s and to the women who run the food club.",
    ),
    Answer(
        "aisha",
        "place_politics",
        "No party has a majority. A third of the seats are up next May. All parties want fewer hotels; they "
        "disagree about where new homes go.",
    ),
    Answer(
        "priya",
        "joint_work",
        "The night shelter pilot, four years ago. We paid for 20 beds for one winter.",
    ),
    Answer(
        "aisha",
        "joint_work",
        "The night shelter pilot, and the rough sleeping count that we still do together each autumn.",
    ),
    Answer(
        "priya",
        "joint_work_failures",
        "We announced the shelter before the council had agreed the site. We ended the money after one winter, with "
        "five weeks’ notice.",
    ),
    Answer(
        "aisha",
        "joint_work_failures",
        "We learned about the site from the radio. When the money stopped we closed it in a week, and local people "
        "blamed us for both.",
    ),
    Answer(
        "aisha",
        "place_culture",
        "Eastmere is a harbour town. People are proud of taking others in. They like to be asked in person, and to "
        "hear back.",
    ),
    Answer(
        "aisha",
        "place_capacity",
        "Nine housing officers for 612 households. Two could work on this for one day a week until spring. We have "
        "nobody who can write leases; we would buy that in.",
    ),
    Answer(
        "gwen",
        "residents_group",
        "Eastmere Families Voice. It was founded by parents in temporary accommodation and has 140 members.",
        {"organisation_id": Named(GROUP)},
    ),
    Answer(
        "priya",
        "priorities",
        "Fewer children in bed and breakfast beyond six weeks, in every council. A way of doing it that others can "
        "copy. No promise that we cannot pay for after two years.",
    ),
    Answer(
        "aisha",
        "priorities",
        "Families who know where they will be next month. Stopping the rise in nightly rents before it takes the "
        "library budget. Staff who stay.",
    ),
    Answer(
        "priya",
        "heard",
        "You told us that notice matters more to families than the room. You told us that a pilot that ends is worse "
        "than none.",
        {"about": "local"},
        accepted_by="daniel",
        note="Yes. Keep the second sentence whenever you write about us.",
    ),
    Answer(
        "aisha",
        "heard",
        "You told us that the grant can be used for leases, but only with Treasury consent. You told us that you "
        "cannot speak about next year’s money before it is announced.",
        {"about": "central"},
        accepted_by="owen",
        note="That is right, and fairly put.",
    ),
    Answer(
        "priya",
        "meeting",
        "We spent a day with the team that places families. We listened to 14 calls. We then walked from the "
        "Harbour Road hotel to the nearest primary school: 50 minutes, along the ring road.",
        {"kind": "visit", "date": Day(-64), "place": "Housing office and Harbour Road", "host": "local"},
        accepted_by="daniel",
        note="They stayed for the late calls. Nobody from the department had done that before.",
    ),
    Answer(
        "aisha",
        "meeting",
        "We met the minister’s housing team and saw how a clearance works. It takes 11 signatures. We had thought "
        "it was three.",
        {"kind": "hosted_day", "date": Day(-50), "place": "The department", "host": "central"},
    ),
    Answer("priya", "contact", "Priya Nair", {"post": "Policy official, temporary accommodation"}),
    Answer("priya", "deputy", "Owen Marsh", {"post": "Deputy director, homelessness"}),
    Answer("aisha", "contact", "Daniel Okafor", {"post": "Housing options manager"}),
    Answer("aisha", "deputy", "Aisha Rahman", {"post": "Policy officer, housing"}),
    Answer(
        "gwen",
        "credit",
        "Nobody announces alone. The council, the department and Families Voice agree the words and the day. All "
        "three names are on it.",
    ),
)
