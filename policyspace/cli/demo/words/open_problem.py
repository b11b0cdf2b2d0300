"""The problem that residents can comment on now."""

from __future__ import annotations

from policyspace.charter.words import Channel, CommentKind
from policyspace.cli.demo.words.remarks import Remark, Spoken, Wish

TITLE = "Children lose their school when the family is moved"

TEXT = """## Who is affected

Last year 214 children in Eastmere changed school because the council moved their family. 61 of them changed twice.

Most are at primary school. 19 were in the year of their GCSE exams.

## What happens to them now

When a family moves across the borough, the old school can be an hour away by bus. Parents are told to apply again.

A new place takes five weeks on average. Some children stay at home for all of that time.

## What we know and how we know it

School admissions hold the date of every change. We counted last year’s by ward, without names.

Teachers at two schools told us that a child who arrives in the middle of a term needs about a term to settle.

## What is already decided and not open

- The law decides who has a right to free travel to school.
- Each school decides on its own uniform and its own hardship fund.

## What we do not know

- What parents would choose: a longer journey to the same school, or a new school nearby.
- Whether a bus pass for parents of young children would help.
- How many children with special educational needs lost support in a move.

## What better would look like

No child changes school only because the council moved the family.
"""

REMARKS = (
    Remark(
        "tasha",
        CommentKind.EXPERIENCE,
        "My daughter had three schools in Year 4. By the third she stopped putting her hand up. Her new teacher "
        "was kind, but nobody had sent her books or her reports.",
        on="61 of them changed twice",
        quote="61 of them changed twice",
        supported=("kelly", "femi", "joan", "marek"),
    ),
    Remark(
        "kelly",
        CommentKind.EXPERIENCE,
        "We kept the school. It meant two buses each way, leaving at 6:50. I would do it again. But the fares for "
        "me were £21 a week and nobody pays those.",
        on="a longer journey to the same school",
        quote="a longer journey to the same school",
        replies=(
            (
                "ruth",
                (
                    "Children travel free over two miles. You are right that a parent’s fare is not covered. We are "
                    "counting what it would cost."
                ),
            ),
        ),
        supported=("tasha", "lena", "marek"),
    ),
    Remark(
        "lena",
        CommentKind.IDEA,
        "Ask the school before the move, not after. A head teacher can often keep a place open for a few weeks if "
        "somebody rings.",
        on="A new place takes five weeks",
        quote="A new place takes five weeks on average",
        supported=("ruth", "tasha", "femi"),
    ),
    Remark(
        "marek",
        CommentKind.QUESTION,
        "If my son stays at his school and we are moved outside the borough, who pays for the bus: Eastmere, or "
        "the council we were moved to?",
        on="the old school can be an hour away",
        quote="the old school can be an hour away by bus",
        supported=("kelly",),
    ),
    Remark(
        "priya",
        CommentKind.QUESTION,
        "Which would help more: a rule about distance from the school, or a rule about notice? We may be able to "
        "fund a trial of one before the other.",
        on="What parents would choose",
        quote="What parents would choose: a longer journey to the same school, or a new school nearby",
        replies=(
            ("lena", "Notice. With notice you can plan the journey."),
            (
                "tasha",
                "Distance, for the little ones. You cannot plan your way out of two buses with a five-year-old.",
            ),
        ),
    ),
    Remark(
        "hamid",
        CommentKind.CONCERN,
        "Nobody mentions uniforms. Three schools meant three blazers.",
        supported=("tasha", "kelly"),
    ),
    Remark(
        "femi",
        CommentKind.EVIDENCE,
        "Of the families we worked with last year, four moved three times. “Twice” leaves out those who had it worst.",
        on="61 of them changed twice",
        quote="61 of them changed twice",
        supported=("tasha",),
    ),
)

WISHES = (
    Wish(
        "lena",
        ("Parents are told to apply again.", "Parents are told to apply again, often after the move."),
        "The order matters: we heard two weeks after we had moved",
        replies=(("ruth", "That is right. We send the letter from the new address."),),
        accepted="aisha",
    ),
    Wish(
        "hamid",
        ("61 of them changed twice.", "61 of them changed twice or more."),
        "My neighbour’s girl had three schools in a year",
        declined=(
            "aisha",
            "We counted: 61 changed exactly twice, and 14 more often. We will add the 14 as a sentence of their own.",
        ),
    ),
    Wish(
        "tasha",
        (
            "needs about a term to settle.",
            "needs about a term to settle, and their books and reports on the first day.",
        ),
        "Without her reports the new school put my daughter in the wrong sets",
        replies=(("femi", "Our group supports this. It costs nothing."),),
    ),
    Wish(
        "kelly",
        ("a bus pass for parents of young children", "a bus pass for a parent of each child under 11"),
        "“Young” can mean anything. At 11 they can ride alone",
    ),
)

HIDDEN = Remark(
    "chris",
    CommentKind.EXPERIENCE,
    "The family in room 14 at the Harbour Road hotel has four boys and they never go to school.",
    on="Some children stay at home",
)
WHY_REPORTED = "It tells which year the child is in. People here will know who she is."
WHY_HIDDEN = (
    "You describe a family that others could recognise. You are welcome to write it again without the room."
)

SPOKEN = (
    Spoken(
        Channel.MEETING,
        "Tenants’ forum, Eastmere Community Hall",
        4,
        "Grandmother of two",
        CommentKind.EXPERIENCE,
        "I take my grandchildren to their old school so that they keep it. Two buses there, two buses back, twice a "
        "day. I am 71. Nobody asked me whether I could.",
        on="a longer journey to the same school",
    ),
    Spoken(
        Channel.PAPER,
        "Eastmere library",
        2,
        "",
        CommentKind.QUESTION,
        "Who tells the school that a child is about to move? Ours heard it from the child.",
    ),
)
