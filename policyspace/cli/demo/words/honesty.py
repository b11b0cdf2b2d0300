"""Honesty: what each side can and cannot deliver, so far."""

from __future__ import annotations

from policyspace.cli.demo.words.entries import Answer, Day

ANSWERS = (
    Answer(
        "priya",
        "can",
        "Let the council spend £310,000 of its grant on leases, in each of two years.",
        {"owner": "Priya Nair", "expiry": Day(120)},
    ),
    Answer(
        "priya",
        "cannot",
        "Promise any money after the second year. No minister can bind the next spending review.",
        {"limit": "money", "owner": "Owen Marsh"},
    ),
    Answer(
        "priya",
        "could_if",
        "Pay parents for their visits.",
        {
            "condition": "Families Voice can employ them",
            "limit": "law",
            "owner": "Priya Nair",
            "expiry": Day(90),
        },
    ),
    Answer(
        "aisha",
        "can",
        "Give every family a named officer and 14 days’ notice of a planned move, from the day Cabinet agrees.",
        {"owner": "Daniel Okafor"},
    ),
    Answer(
        "gwen",
        "already_decided",
        "The council’s budget for this year. The law on who must be housed. Which hotels are used until spring.",
    ),
    Answer(
        "priya",
        "brings",
        "The grant, the rules that go with it, and what 30 other councils have tried.",
    ),
    Answer(
        "aisha",
        "would_say_no",
        "A promise announced before the officers to keep it are in post.",
    ),
)

INTERESTS = {
    "priya": "I act for the department. No other interest.",
    "aisha": "I act for the council. My sister lets a flat in Northgate, not to the council.",
    "gwen": "I act for the council’s democratic services and report to no one in housing. None.",
    "femi": "I am paid two days a week by Families Voice. I lived in temporary accommodation for a year.",
    "kelly": "I live in temporary accommodation. None besides.",
}
