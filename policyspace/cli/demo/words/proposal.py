"""The proposal, as two sides wrote it, and what people say about it."""

from __future__ import annotations

from policyspace.charter.words import CommentKind
from policyspace.cli.demo.words.remarks import Remark

TITLE = "A promise to families before every move"

TEXT = """## The change

Every family in temporary accommodation gets a written promise from the council. It has three parts.

1. No planned move with less than 14 days’ notice.
2. No more than one planned move in the first 26 weeks.
3. A place within 45 minutes of the children’s school, by bus or on foot.

A family can always ask to move sooner. Moves away from danger are not delayed.

## Who does what

- Eastmere Council names one officer for each family and gives notice in writing.
- The department lets the council spend part of its grant on leases of a year or more.
- Eastmere Families Voice trains parents to look at places before families move in.

## What it costs and who bears it

| Item | Cost a year | Who pays |
|---|---|---|
| 40 homes on leases of a year | £310,000 | The department, for two years |
| Two housing officers | £96,000 | The council |
| Visits by trained parents | £9,000 | The department |

## Who could lose

Landlords who let by the night would lose some trade.

## How we would know it worked

Families moved 2.1 times in their first 26 weeks last year. We want that to be 1.2 within a year.
"""

BY_THE_COUNCIL = (
    "Landlords who let by the night would lose some trade.",
    (
        "Landlords who let by the night would lose some trade.\n\n"
        "Single people could wait longer if 40 homes go to families. We will count their wait every month, and say so."
    ),
)
"""What the council added."""

BY_THE_DEPARTMENT = (
    "| Visits by trained parents | £9,000 | The department |",
    (
        "| Visits by trained parents | £9,000 | The department |\n"
        "| Storage for families who move at short notice | £30,000 | The council |"
    ),
)
"""What the department wrote meanwhile, from the first revision: the two are merged."""

AFTER_TRUST = (
    "We want that to be 1.2 within a year.",
    (
        "We want that to be 1.2 within a year.\n\n"
        "We also count changes of school: 214 last year. We want fewer than 120 within a year.\n\n"
        "Eastmere Families Voice asks 100 parents twice a year whether they knew their officer’s name."
    ),
)
"""What both sides agreed to measure once they had met."""

AFTER_THE_COMMENTS = (
    "- Eastmere Council names one officer for each family and gives notice in writing.",
    "- Eastmere Council names one officer for each family and gives notice in writing, in the family’s language.",
)
"""What changed because someone asked."""

REMARKS = (
    Remark(
        "marek",
        CommentKind.QUESTION,
        "In which language is the notice? My wife reads Polish. A letter she cannot read is no notice.",
        on="names one officer for each family",
        replies=(
            (
                "aisha",
                "You are right. We have added it. Letters can go out in 11 languages from the first day.",
            ),
        ),
        supported=("kelly", "hamid", "lena"),
    ),
    Remark(
        "femi",
        CommentKind.CONCERN,
        "We support the promise. We will not train parents as unpaid inspectors. £9,000 covers their fares, not "
        "their time. Our committee asks for the living wage for each visit.",
        on="Visits by trained parents",
        replies=(
            (
                "priya",
                "We understand. It is under Honesty in the record: something we could do, on a condition.",
            ),
        ),
        supported=("kelly", "tasha", "joan"),
    ),
    Remark(
        "lena",
        CommentKind.CONCERN,
        "“Planned move” worries me. Every move I had was called an emergency. Who decides which is which?",
        on="No planned move with less than 14 days",
        supported=("kelly", "marek", "tasha", "joan", "hamid"),
    ),
    Remark(
        "hamid",
        CommentKind.EVIDENCE,
        "I let two flats. A lease of a year at a fixed rent suits me better than nightly guests, if repairs are "
        "agreed in writing. I know three other landlords who would say the same.",
        on="Landlords who let by the night",
        supported=("aisha", "priya"),
    ),
    Remark(
        "daniel",
        CommentKind.IDEA,
        "Let the officer who signs the promise also sign any move that breaks it, with the reason. Then we can "
        "count them.",
        on="gets a written promise",
        supported=("lena", "owen", "kelly"),
    ),
)
