"""Loading the demonstration: every deed by its person, through the service that a page would call."""

from __future__ import annotations

from datetime import timedelta

from policyspace.charter.actions import Action
from policyspace.charter.permissions import require
from policyspace.charter.words import Visibility
from policyspace.cli.demo import documents, record
from policyspace.cli.demo.cast import Cast, first_hat, gather
from policyspace.cli.demo.talking import talk
from policyspace.cli.demo.words import budget
from policyspace.foundation.clock import now
from policyspace.foundation.command import command
from policyspace.people.keeper import Keeper
from policyspace.people.queries import standing_of
from policyspace.spaces import services as spaces
from policyspace.spaces.models import Space

TITLE = "Families in temporary accommodation"
QUESTION = (
    "How can families in Eastmere spend less time in temporary accommodation, and move less while they wait?"
)
OPEN_FOR = timedelta(days=28)


@command
def load_demonstration(actor: Keeper) -> Space:
    """Load all of it, or, where anything goes wrong, nothing. Gives the space that anyone can read."""
    require(Action.KEEP_SERVICE, standing_of(actor))
    cast = gather(actor)
    space = _open(cast, TITLE, QUESTION, Visibility.PUBLIC)
    cast.bring_into(space, "priya", "owen", "aisha", "daniel", "femi")
    cast.speak_for("femi", space)
    problem = documents.discussed_problem(cast, space)
    proposal = documents.drafted_proposal(cast, space, problem)
    record.meet_trust(cast, space, proposal)
    documents.publish(cast, proposal)
    record.meet_flexibility(cast, space, proposal)
    record.gather_honesty(cast, proposal)
    documents.open_problem(cast, space, closes_on=(now() + OPEN_FOR).date())
    _open_members_only(cast)
    return space


def _open(cast: Cast, title: str, question: str, visibility: Visibility) -> Space:
    facilitator = cast["gwen"]
    return spaces.open_space(
        facilitator,
        title=title,
        question=question,
        visibility=visibility.value,
        capacity=first_hat(facilitator),
        idempotency_key=f"demonstration-{visibility.value}",
    )


def _open_members_only(cast: Cast) -> None:
    """A second space, so that it can be seen what residents do not see."""
    space = _open(cast, budget.SPACE, budget.QUESTION, Visibility.MEMBERS)
    cast.bring_into(space, "priya", "owen", "aisha", "daniel")
    document = documents.start(cast["aisha"], space, "problem", budget.TITLE, budget.TEXT, key="budget")
    talk(cast, document, budget.REMARKS, key="budget")
