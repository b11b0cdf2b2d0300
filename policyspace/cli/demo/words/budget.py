"""What only members of the second space can read."""

from __future__ import annotations

from policyspace.charter.words import CommentKind
from policyspace.cli.demo.words.remarks import Remark

SPACE = "Money for temporary accommodation"
QUESTION = "What can the department and the council each put in next year, before it is announced?"

TITLE = "Nightly rooms cost more every year"

TEXT = """## Who is affected

The council, which pays; the department, which gives the grant; and every service that is cut to meet the cost.

## What happens to them now

Nightly rooms cost £5.1 million after housing benefit last year. That is £1.4 million more than the year before.

## What is already decided and not open

This year’s grant is settled. Next year’s is not, and cannot be spoken of outside this space yet.

## What we do not know

- Whether landlords would take a lower rent for a certain year.
- What the council could borrow to buy homes instead.
"""

REMARKS = (
    Remark(
        "priya",
        CommentKind.QUESTION,
        "Could the council commit to 40 leases before our grant is announced? We need one figure by the "
        "end of the month.",
        on="This year’s grant is settled",
    ),
)
