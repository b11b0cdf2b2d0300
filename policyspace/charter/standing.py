"""Where a person stands towards the thing they would act on, and the questions asked about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from policyspace.charter.capacity import Side
from policyspace.charter.words import ProblemState, ProposalState, Role, Word
from policyspace.foundation.i18n import lazy

MINUTES_TO_EDIT = 15


@dataclass(frozen=True, slots=True)
class Standing:
    """Plain facts about one person and one thing. What is not known is the value that allows least.

    `keeper`: it is nobody's account but the command line of the service. `manages`: they administer
    the organisation in question. `role` and `side` are of the
    membership in this space (None: not a member). `is_author`: the thing is the person's own (their comment,
    entry, membership). `same_side`: the entry is in the words of the person's side, or, when accepting,
    describes it. `minutes_since`: how long ago the thing was posted. `hidden_by_another`: someone else hid the
    comment that the appeal is about. `on_entry`: the comment is about an entry of the shared outcome.
    """

    keeper: bool = False
    signed_in: bool = False
    person_id: int | None = None
    frozen: bool = False
    verified_official: bool = False
    administrator: bool = False
    manages: bool = False
    role: Role | None = None
    side: Side | None = None
    space_public: bool = False
    invited: bool = False
    is_author: bool = False
    same_side: bool = False
    document_state: ProblemState | ProposalState | None = None
    trust_met_or_lifted: bool = False
    minutes_since: float | None = None
    hidden_by_another: bool = False
    on_entry: bool = False


class Who(Word):
    """Whom a row of the permission table names."""

    ANYONE = "anyone", lazy("anyone")
    KEEPER = "keeper", lazy("whoever keeps this service, at its command line")
    SIGNED_IN = "signed_in", lazy("anyone signed in")
    OFFICIAL = "official", lazy("verified officials")
    ADMINISTRATOR = "administrator", lazy("administrators of the service")
    MANAGER = "manager", lazy("administrators of the organisation")
    MEMBER = "member", lazy("members")
    PARTICIPANT = "participant", lazy("participants")
    DRAFTER = "drafter", lazy("drafters")
    FACILITATOR = "facilitator", lazy("facilitators")


class When(Word):
    """The condition under which a row of the permission table allows it."""

    PUBLIC = "public", lazy("the space is public")
    INVITED = "invited", lazy("they are invited")
    OWN = "own", lazy("it is their own")
    NOT_OWN = "not_own", lazy("it is not their own")
    RECENT = "recent", lazy("it was posted in the last 15 minutes")
    DRAFT = "draft", lazy("the document is a draft")
    COMMENTS_OPEN = "comments_open", lazy("the problem is open or the proposal is published")
    TAKES_REPLIES = (
        "takes_replies",
        lazy("the problem is open, or closed and not yet agreed, or the proposal is published"),
    )
    NOT_FRAMED = "not_framed", lazy("it is not a problem marked as agreed")
    TRUST = "trust", lazy("Trust is met, or a facilitator lifted that rule")
    HIDDEN_BY_ANOTHER = "hidden_by_another", lazy("someone else hid the comment")
    ON_ENTRY = "on_entry", lazy("it is about an entry of the shared outcome")
    ON_A_SIDE = "on_a_side", lazy("they act for a side")
    SAME_SIDE = "same_side", lazy("it is in the words of their side")
    CONCERNS_SIDE = "concerns_side", lazy("it concerns their side")


def _known(standing: Standing) -> bool:
    return standing.signed_in and not standing.frozen


IS: Mapping[Who, Callable[[Standing], bool]] = MappingProxyType(
    {
        Who.ANYONE: lambda _standing: True,
        Who.KEEPER: lambda standing: standing.keeper,
        Who.SIGNED_IN: _known,
        Who.OFFICIAL: lambda standing: _known(standing) and standing.verified_official,
        Who.ADMINISTRATOR: lambda standing: _known(standing) and standing.administrator,
        Who.MANAGER: lambda standing: _known(standing) and standing.manages,
        Who.MEMBER: lambda standing: _known(standing) and standing.role is not None,
        Who.PARTICIPANT: lambda standing: _known(standing) and standing.role == Role.PARTICIPANT,
        Who.DRAFTER: lambda standing: _known(standing) and standing.role == Role.DRAFTER,
        Who.FACILITATOR: lambda standing: _known(standing) and standing.role == Role.FACILITATOR,
    }
)
"""A frozen account is nobody: it may do what a visitor may."""

HOLDS: Mapping[When, Callable[[Standing], bool]] = MappingProxyType(
    {
        When.PUBLIC: lambda standing: standing.space_public,
        When.INVITED: lambda standing: standing.invited,
        When.OWN: lambda standing: standing.is_author,
        When.NOT_OWN: lambda standing: not standing.is_author,
        When.RECENT: lambda standing: (
            standing.minutes_since is not None and standing.minutes_since <= MINUTES_TO_EDIT
        ),
        When.DRAFT: lambda standing: standing.document_state == ProblemState.DRAFT,
        When.COMMENTS_OPEN: lambda standing: (
            standing.document_state in {ProblemState.OPEN, ProposalState.PUBLISHED}
        ),
        When.TAKES_REPLIES: lambda standing: (
            standing.document_state in {ProblemState.OPEN, ProblemState.ANSWERING, ProposalState.PUBLISHED}
        ),
        When.NOT_FRAMED: lambda standing: standing.document_state != ProblemState.FRAMED,
        When.TRUST: lambda standing: standing.trust_met_or_lifted,
        When.HIDDEN_BY_ANOTHER: lambda standing: standing.hidden_by_another,
        When.ON_ENTRY: lambda standing: standing.on_entry,
        When.ON_A_SIDE: lambda standing: standing.side is not None,
        When.SAME_SIDE: lambda standing: standing.same_side,
        When.CONCERNS_SIDE: lambda standing: standing.same_side,
    }
)
