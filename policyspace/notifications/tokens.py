"""The tokens in letters: derived when a letter is sent or shown, so that no letter in the database opens anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from policyspace.discussion import tokens as discussion
from policyspace.discussion.models import Written
from policyspace.foundation.db import db
from policyspace.foundation.ledger import LedgerRow
from policyspace.notifications.models import Letter
from policyspace.notifications.rules import HELD_BACK
from policyspace.people import tokens as people
from policyspace.people.models import EmailedToken
from policyspace.spaces import tokens as spaces
from policyspace.spaces.models import Invitation

KINDS: Mapping[str, tuple[type[Any], Callable[[Any], str]]] = MappingProxyType(
    {
        EmailedToken.__tablename__: (EmailedToken, people.token_of),
        Invitation.__tablename__: (Invitation, spaces.token_of),
        Written.__tablename__: (Written, discussion.token_of),
    }
)


def with_token(letter: Letter, words: str) -> str:
    """`words` of the letter with the token in its link; without, where what it opened is gone."""
    return words.replace(HELD_BACK, _token_in(letter)) if HELD_BACK in words else words


def _token_in(letter: Letter) -> str:
    row = db.session.get_one(LedgerRow, letter.ledger_id)
    model, token_of = KINDS[str(row.subject_kind)]
    opened = db.session.get(model, row.subject_id)
    return token_of(opened) if opened else ""
