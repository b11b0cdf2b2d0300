"""The templates everyone has: for each kind of document its headings, and under each what to write there."""

from __future__ import annotations

from policyspace.charter.words import DocumentKind
from policyspace.foundation.i18n import lazy

DECIDED = lazy("What is already decided and not open")
"""The heading of the section of a problem that is shown again wherever somebody is about to write about it."""

_PROBLEM = [
    (
        lazy("Who is affected"),
        lazy(
            "Say which people, where they live, and how many you know of. Name those who are easy to "
            "overlook, such as people without internet access. If you do not know how many, say so."
        ),
    ),
    (
        lazy("What happens to them now"),
        lazy(
            "Tell it as they would tell it: what happens first, what happens next, how long it takes and "
            "what it costs them. Use their own words where they agree."
        ),
    ),
    (
        lazy("What we know and how we know it"),
        lazy(
            "Give each figure with its source, its date and the place it is about. Keep apart what you have "
            "counted, what people have told you, and what you assume."
        ),
    ),
    (
        DECIDED,
        lazy(
            "List what cannot change, who decided it and why: a law, a budget, a promise, a date. If "
            "everything is open, write “Nothing”."
        ),
    ),
    (
        lazy("What we do not know"),
        lazy(
            "List the questions you cannot answer yet. For each one, say who might know, and when you hope "
            "to find out."
        ),
    ),
    (
        lazy("What better would look like"),
        lazy(
            "Say what would be different for the people affected, and how they would notice. Describe the "
            "result, not the way to get there: that belongs in a proposal."
        ),
    ),
]


_PROPOSAL = [
    (
        lazy("The change"),
        lazy(
            "Say in a few sentences what would be done differently, for whom, and from when. Someone who "
            "reads only this section should know what you propose."
        ),
    ),
    (
        lazy("Who does what"),
        lazy(
            "Name each organisation and the job it would do, with a date where you have one. Say who leads, "
            "and who steps in if they cannot."
        ),
    ),
    (
        lazy("What it costs and who bears it"),
        lazy(
            "List each cost: what it is for, the amount or your best guess, and who pays. Say whether it is "
            "paid once or every year. Count people’s time as well as money. If nobody has agreed to pay, say so."
        ),
    ),
    (
        lazy("Who could lose"),
        lazy(
            "Say who could be worse off, even for a short time, and what would make up for it. Think of "
            "residents, staff, small businesses and the areas next door."
        ),
    ),
    (
        lazy("How we would know it worked"),
        lazy(
            "Choose one or two measures. For each, say where it stands now, where it should be, by when, and "
            "who will look. Say what would make you stop."
        ),
    ),
]


def starter(kind: DocumentKind) -> str:
    """The Markdown a new document of `kind` starts with, in the reader's language: headings with guidance."""
    parts = _PROBLEM if kind is DocumentKind.PROBLEM else _PROPOSAL
    return "\n\n".join(f"## {heading}\n\n_{guidance}_" for heading, guidance in parts) + "\n"
