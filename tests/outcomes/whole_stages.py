"""What each stage needs to be whole, as someone would write it who knows only design.md."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from policyspace.foundation.clock import now

DAY = (now() + timedelta(days=90)).date().isoformat()
PAST = (now() - timedelta(days=9)).date().isoformat()
WHOLE: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "trust": [
        *(("central", prompt, {}) for prompt in ("priorities", "contact", "deputy", "residents_group")),
        *(("local", prompt, {}) for prompt in ("priorities", "contact", "deputy")),
        ("central", "heard", {"about": "local"}),
        ("local", "heard", {"about": "central"}),
        ("central", "meeting", {"kind": "visit", "date": PAST, "host": "local"}),
    ],
    "flexibility": [
        *(("central", "open_question", {"state": state}) for state in ("exploring", "parked")),
        *(("local", "option", {"state": "alive"}) for _ in range(2)),
        ("central", "affected_group", {"kind": "business", "route": "A breakfast"}),
        *((side, "decision", {"step": "committee", "date": DAY}) for side in ("central", "local")),
        ("local", "senior_advice", {"post": "Director"}),
    ],
    "honesty": [
        *((side, "cannot", {"limit": "law"}) for side in ("central", "local")),
        ("local", "already_decided", {}),
        *((person, "interests", {}) for person in ("facilitator", "central", "local", "neighbour")),
        ("facilitator", "residents_view", {"open_until": DAY}),
    ],
    "clarity": [
        ("local", "outcome", {}),
        ("central", "cost", {"amount": "£20", "payer": "local"}),
        *((side, "exit", {}) for side in ("central", "local")),
    ],
    "sustainability": [
        *((side, "sponsor", {}) for side in ("central", "local")),
        ("central", "role", {"holder": "Ann", "deputy": "Ben"}),
        ("local", "review", {"date": DAY}),
    ],
}
"""What makes a stage whole: who writes it, for which prompt, with which fields."""
