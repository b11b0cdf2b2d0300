"""The words of the house that come in a fixed set, each with its plain name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

from policyspace.foundation.i18n import lazy


class Word(StrEnum):
    """Base of every fixed set: the value is kept and sent, the `label` is shown."""

    label: Any

    def __new__(cls, value: str, label: Any = None) -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class Visibility(Word):
    """Who may read a space."""

    PUBLIC = "public", lazy("Anyone can read it")
    MEMBERS = "members", lazy("Only members can read it")


class Role(Word):
    """What a person may do in a space."""

    PARTICIPANT = "participant", lazy("Participant")
    DRAFTER = "drafter", lazy("Drafter")
    FACILITATOR = "facilitator", lazy("Facilitator")


class DocumentKind(Word):
    """A problem says what is wrong; a proposal answers one or more problems."""

    PROBLEM = "problem", lazy("Problem")
    PROPOSAL = "proposal", lazy("Proposal")


class ProblemState(Word):
    """The life of a problem."""

    DRAFT = "draft", lazy("Draft")
    OPEN = "open", lazy("Open for comments")
    ANSWERING = "answering", lazy("Closed, answers being written")
    FRAMED = "framed", lazy("Agreed")


class ProposalState(Word):
    """The life of a proposal's text."""

    DRAFT = "draft", lazy("Draft")
    PUBLISHED = "published", lazy("Published")


class CommentKind(Word):
    """What someone is telling the team."""

    EXPERIENCE = "experience", lazy("My experience")
    EVIDENCE = "evidence", lazy("Evidence")
    CONCERN = "concern", lazy("A concern")
    QUESTION = "question", lazy("A question")
    IDEA = "idea", lazy("An idea")


class Channel(Word):
    """How something was said that a facilitator keyed in."""

    PAPER = "paper", lazy("On paper")
    PHONE = "phone", lazy("By phone")
    MEETING = "meeting", lazy("At a meeting")


class TakenBack(Word):
    """Why a facilitator took back what they keyed in; the label is the sentence its speaker reads."""

    ASKED = "asked", lazy("The person who said it asked for it.")
    MISTYPED = "mistyped", lazy("It was not keyed in as it was said.")


class HideReason(Word):
    """Why a facilitator hid a comment; the label is the sentence its author reads."""

    PERSONAL_INFORMATION = "personal_information", lazy("It gives personal information about someone.")
    ABUSE = "abuse", lazy("It attacks, threatens or insults someone.")
    OFF_TOPIC = "off_topic", lazy("It is not about this document.")
    SPAM = "spam", lazy("It is advertising or was posted many times.")
    UNLAWFUL = "unlawful", lazy("It may break the law.")
    DUPLICATE = "duplicate", lazy("It says the same as another comment by the same person.")
    REFUSED_ELSEWHERE = "refused_elsewhere", lazy("It was said elsewhere first, and was not accepted there.")


class HoldReason(Word):
    """Why something that was said waits for a facilitator before others see it."""

    FIRST = "first", lazy("First words of a new account")
    FORM = "form", lazy("The form was filled in as a program would do it")
    REPEATED = "repeated", lazy("The same words were sent in three places")


class ReportReason(Word):
    """Why a reader asks the facilitators to look at a comment, in the reader's words."""

    PERSONAL_INFORMATION = "personal_information", lazy("It gives personal information about someone")
    ABUSE = "abuse", lazy("It attacks, threatens or insults someone")
    SPAM = "spam", lazy("It is advertising, or the same words again and again")
    OFF_TOPIC = "off_topic", lazy("It is not about this document")
    UNLAWFUL = "unlawful", lazy("It may break the law")
    OTHER = "other", lazy("Something else")


class AppealOutcome(Word):
    """What became of an appeal against hiding a comment."""

    RESTORED = "restored", lazy("Shown again")
    UPHELD = "upheld", lazy("Stays hidden")
    RELENTED = "relented", lazy("The facilitator who hid it showed it again")
    DROPPED = "dropped", lazy("Its author withdrew the comment")


class Moderation(Word):
    """What a facilitator did about a comment, as the public log tells it."""

    HIDDEN = "hidden", lazy("A comment was hidden")
    RESTORED = "restored", lazy("A hidden comment was shown again")
    UPHELD = "upheld", lazy("An appeal was decided: the comment stays hidden")


class AnswerStatus(Word):
    """What became of a comment."""

    ADOPTED = "adopted", lazy("Adopted")
    IN_PART = "in_part", lazy("Adopted in part")
    COVERED = "covered", lazy("Already covered")
    NOT_ADOPTED = "not_adopted", lazy("Not adopted")
    OUT_OF_SCOPE = "out_of_scope", lazy("Out of scope")
    PASSED_ON = "passed_on", lazy("Passed on")


class Answering(Word):
    """Whether a top-level comment has a published answer. What heads a suggestion asks for none."""

    UNANSWERED = "unanswered", lazy("Not answered yet")
    ANSWERED = "answered", lazy("Answered")
    SUGGESTED = "suggested", lazy("A suggested change")


class AnswerState(Word):
    """Who may read an answer: the team, or everyone who reads the document; one thrown away stays for the record."""

    DRAFT = "draft", lazy("Draft")
    PUBLISHED = "published", lazy("Published")
    DISCARDED = "discarded", lazy("Thrown away")


class AnswerDeed(Word):
    """What was done with an answer."""

    DRAFTED = "drafted", lazy("Drafted")
    CHANGED = "changed", lazy("Changed")
    CLEARED = "cleared", lazy("Cleared")
    PUBLISHED = "published", lazy("Published")
    TAKEN_BACK = "taken_back", lazy("Taken back to draft")
    DISCARDED = "discarded", lazy("Thrown away")


class Stage(Word):
    """A stage of the shared outcome, in the order of the default path."""

    TRUST = "trust", lazy("Trust")
    FLEXIBILITY = "flexibility", lazy("Flexibility")
    HONESTY = "honesty", lazy("Honesty")
    CLARITY = "clarity", lazy("Clarity")
    SUSTAINABILITY = "sustainability", lazy("Sustainability")


class StageStatus(Word):
    """Where a stage stands; always computed."""

    NOT_BEGUN = "not_begun", lazy("Not begun")
    GATHERING = "gathering", lazy("Gathering")
    READY = "ready", lazy("Ready to confirm")
    MET = "met", lazy("Met")
    STALE = "stale", lazy("Words changed since someone confirmed")
    LAPSED = "lapsed", lazy("Review date passed")


class ConfirmationKind(Word):
    """What a person says of a stage's words."""

    CONFIRM = "confirm", lazy("Confirm")
    RESERVATION = "reservation", lazy("Confirm with a reservation")
    NOT_YET = "not_yet", lazy("Not yet")


class RecordDeed(Word):
    """What a facilitator did about a record as a whole."""

    NUDGED = "nudged", lazy("Nudged")
    CLOSED = "closed", lazy("Closed")
    REOPENED = "reopened", lazy("Opened again")
    HANDED_OVER = "handed_over", lazy("Handed over")


class WaitKind(Word):
    """What somebody named is asked to do."""

    CONFIRM = "confirm", lazy("Confirm these words, or say not yet")
    ACCEPT = "accept", lazy("Say whether an answer describes your side rightly")
    CORRECT = "correct", lazy("Change an answer that the other side corrected")
    DECLARE = "declare", lazy("Declare your interests")
    ANSWER = "answer", lazy("Write what is still missing")


class DeskList(Word):
    """Which proposals the desk lists: those of which this is so. None but the last lists a closed one."""

    ALL = "all", lazy("All")
    WAITING = "waiting", lazy("Waiting for someone")
    OVERDUE = "overdue", lazy("Overdue")
    STALE = "stale", lazy("Words changed")
    RESERVATIONS = "reservations", lazy("Reservations")
    MINE = "mine", lazy("Looked after by you")
    CLOSED = "closed", lazy("Closed")


PROBLEM_MOVES: Mapping[ProblemState, tuple[ProblemState, ...]] = MappingProxyType(
    {
        ProblemState.DRAFT: (ProblemState.OPEN,),
        ProblemState.OPEN: (ProblemState.ANSWERING,),
        ProblemState.ANSWERING: (ProblemState.FRAMED, ProblemState.OPEN),
        ProblemState.FRAMED: (ProblemState.OPEN,),
    }
)
"""From each state of a problem, the states it can move to. Opening again, after draft, needs a reason."""
