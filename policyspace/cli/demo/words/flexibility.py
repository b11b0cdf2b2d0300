"""Flexibility: what is still open."""

from __future__ import annotations

from policyspace.cli.demo.words.entries import Answer, Day

ANSWERS = (
    Answer(
        "aisha",
        "open_question",
        "How many landlords would lease for a year, and at what rent?",
        {"state": "exploring", "owner": "Aisha Rahman", "date": Day(35)},
    ),
    Answer(
        "priya",
        "open_question",
        "Can the grant pay for leases that run past the end of the financial year?",
        {"state": "closed", "owner": "Priya Nair"},
    ),
    Answer(
        "priya",
        "open_question",
        "Should single people have the same promise? Parked until we know what it does to their wait.",
        {"state": "parked", "owner": "Owen Marsh", "date": Day(180)},
    ),
    Answer(
        "aisha",
        "option",
        "40 leases of a year, taken by the council.",
        {"state": "alive", "change_mind": "Fewer than 25 landlords answer the first call."},
    ),
    Answer(
        "priya",
        "option",
        "A housing association takes the leases, and the council places the families.",
        {"state": "alive", "change_mind": "The association cannot start before the summer."},
    ),
    Answer(
        "aisha",
        "option",
        "Buying homes on the open market.",
        {"state": "dropped", "change_mind": "Borrowing costs fall by half."},
    ),
    Answer(
        "aisha",
        "affected_group",
        "Landlords and letting agents in Eastmere",
        {"kind": "business", "route": "Breakfast meeting in the market hall, once a month"},
    ),
    Answer(
        "gwen",
        "affected_group",
        "Parents in temporary accommodation",
        {"kind": "community", "route": "Families Voice, and comments here"},
    ),
    Answer(
        "gwen",
        "affected_group",
        "The food club and St Anne’s",
        {"kind": "voluntary", "route": "Gwen Pritchard visits on the first Tuesday"},
    ),
    Answer(
        "priya",
        "decision",
        "Treasury consent to use the grant for leases.",
        {"step": "clearance", "date": Day(49)},
    ),
    Answer("aisha", "decision", "Housing scrutiny committee.", {"step": "scrutiny", "date": Day(40)}),
    Answer("aisha", "decision", "Cabinet decides.", {"step": "committee", "date": Day(61)}),
    Answer(
        "priya",
        "needs_of_place",
        "Families need to stay near the schools on the Quayside. The town needs its hotels back for visitors by "
        "Easter.",
    ),
    Answer(
        "aisha", "needs_of_place", "A home you can plan around. Buses that run before seven. Fewer surprises."
    ),
    Answer(
        "priya",
        "needs_of_home",
        "Our ministers need to show that the number in bed and breakfast falls this year.",
    ),
    Answer(
        "aisha", "needs_of_home", "The council needs a balanced budget in February. It is £2 million short."
    ),
    Answer(
        "aisha",
        "senior_advice",
        "Start with 25 leases and grow. A promise that we break in the first month would be worse than none.",
        {"post": "Director of housing"},
    ),
)

RESERVATION = (
    "The date of scrutiny may slip by a month if there is an early election. The rest of the path stands."
)
