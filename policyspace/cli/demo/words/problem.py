"""The problem that was discussed and agreed."""

from __future__ import annotations

from policyspace.charter.words import CommentKind
from policyspace.cli.demo.words.remarks import Remark

TITLE = "Families stay too long in temporary accommodation"

TEXT = """## Who is affected

In Eastmere, 612 households live in temporary accommodation. Of these, 438 have children, 907 children in all.

Most families lost a private tenancy. About one in four left because of violence at home.

118 of the families live outside the borough, away from work, school and relatives.

## What happens to them now

A family with children waits 17 months on average for a settled home. In that time they move three times.

Half of all moves come with less than two days’ notice. Families pack what they can carry and store or lose the rest.

41 families live in bed and breakfast hotels. 17 of them have been there longer than the six weeks the law allows.

## What we know and how we know it

| What | Figure | Where it comes from |
|---|---|---|
| Average stay, families with children | 17 months | Council case records, last year |
| Moves during the stay | 3.1 | Council case records, last year |
| Moves with less than two days’ notice | 52% | Sample of 200 moves, read by hand |
| Children who changed school | 214 | School admissions, last year |
| Cost to the council after housing benefit | £5.1 million | Council accounts, last year |

We also spoke with 23 parents at the Quayside family centre. They said that not knowing is worse than the room itself.

## What is already decided and not open

- The council’s duty to house families is set in law. This work does not change it.
- The council’s budget for this year is set.
- Who comes first on the housing register is being decided elsewhere, after its own consultation.

## What we do not know

- Why some families move once and others six times.
- How many landlords would lease to the council for a year or more, and at what price.
- What a late move costs a child at school.

## What better would look like

A family knows where they will be next month. They move once, with time to pack, and the children stay at their school.
"""

AFTER_A_VISIT = (
    "Most families lost a private tenancy. About one in four left because of violence at home.",
    (
        "Most families lost a private tenancy when the landlord sold or raised the rent. About one in four left "
        "because of violence at home."
    ),
)
"""What the council put more exactly before residents were asked."""

AFTER_THE_COMMENTS = (
    (
        "Families pack what they can carry and store or lose the rest.",
        "Families pack what they can carry. Storage costs about £30 a week, and many lose what they cannot pay for.",
    ),
    (
        "- What a late move costs a child at school.",
        (
            "- What a late move costs a child at school.\n"
            "- How often a parent loses work because of a move. Nobody records it."
        ),
    ),
)
"""What changed because of what residents said."""

REMARKS = (
    Remark(
        "kelly",
        CommentKind.EXPERIENCE,
        "We got a phone call at 4pm on a Tuesday and had to be out by noon on the Wednesday. My youngest had a "
        "hospital appointment that morning. We missed it and waited four months for another.",
        on="Half of all moves come",
        replies=(
            (
                "daniel",
                (
                    "Thank you, Kelly. I manage the team that makes those calls. Noon is our rule, not the "
                    "law’s, so it is ours to change."
                ),
            ),
            ("kelly", "Then change it. Even a weekend to pack would have made the difference."),
        ),
        supported=("marek", "tasha", "joan", "hamid", "femi"),
    ),
    Remark(
        "tasha",
        CommentKind.EXPERIENCE,
        "It is the storage that got us. £32 a week, and after three months we stopped paying. Beds, the cot, all "
        "the photos, gone.",
        on="Half of all moves come",
        supported=("kelly", "lena"),
    ),
    Remark(
        "marek",
        CommentKind.EXPERIENCE,
        "Seven of us counted in one corridor, two rings to cook on. I worked nights. My son did his homework on "
        "the stairs because it was the only quiet place.",
        on="bed and breakfast",
        replies=(
            (
                "femi",
                (
                    "We hear this from most parents in the hotels. Somewhere to sit and learn is the first "
                    "thing they ask for."
                ),
            ),
        ),
        supported=("kelly", "tasha", "lena", "joan"),
    ),
    Remark(
        "ruth",
        CommentKind.EVIDENCE,
        "School admissions hold the move dates of all 214 children. 61 of them changed school twice in one year. "
        "We can share the counts by ward, without names.",
        on="Children who changed school",
        replies=(
            ("priya", "That would help us a great deal. Could you also say how many were in an exam year?"),
        ),
        supported=("priya", "daniel", "femi"),
    ),
    Remark(
        "joan",
        CommentKind.CONCERN,
        "I live opposite the Harbour Road hotel. People blame the families for the rubbish. It is the landlord who "
        "does not pay for bins. Say who owns these places and what they are paid.",
        on="bed and breakfast",
        supported=("marek", "hamid"),
    ),
    Remark(
        "hamid",
        CommentKind.QUESTION,
        "Does the £5.1 million include taxis to school and storage? If not, what is the whole cost of moving "
        "people about?",
        on="Cost to the council",
        replies=(
            ("daniel", "It does not. Travel was £190,000 last year and storage £84,000. We will add both."),
        ),
        supported=("joan",),
    ),
    Remark(
        "lena",
        CommentKind.IDEA,
        "Give every family one page that says where they are on the list, who their officer is and when they will "
        "next hear something. Even if the answer is “nothing new”.",
        on="A family knows where they will be",
        supported=("kelly", "marek", "tasha", "femi", "joan"),
    ),
    Remark(
        "kelly",
        CommentKind.CONCERN,
        "I lost my cleaning job after the second move because I could not say which days I could come. Nobody asks "
        "about work.",
        on="What a late move costs",
        supported=("tasha", "lena"),
    ),
    Remark(
        "owen",
        CommentKind.QUESTION,
        "Do other councils record the reason for each move? If Eastmere is the only one that does not, we could "
        "ask them to share their form.",
        on="Why some families move once",
        replies=(("aisha", "Two of our neighbours do. I have asked both for the form."),),
    ),
    Remark(
        "femi",
        CommentKind.EVIDENCE,
        "Our own survey last winter: 88 of 131 parents did not know the name of their housing officer.",
        supported=("kelly", "lena", "tasha"),
    ),
)
