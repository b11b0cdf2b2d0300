"""What people do with their accounts, and what keeps the list of organisations."""

from __future__ import annotations

from policyspace.people.services.accounts import change_account, change_password
from policyspace.people.services.api_tokens import end_api_token, make_api_token
from policyspace.people.services.keeping import (
    add_organisation,
    add_people,
    add_person,
    let_manage,
    let_speak,
    make_administrator,
)
from policyspace.people.services.links import Arrival, Asking, ask_for_link, claim_link, sign_up, take_address
from policyspace.people.services.sessions import (
    begin_demonstration_session,
    begin_session,
    end_other_sessions,
    end_session,
    sign_out,
)
from policyspace.people.services.speakers import name_speaker

__all__ = [
    "Arrival",
    "Asking",
    "add_organisation",
    "add_people",
    "add_person",
    "ask_for_link",
    "begin_demonstration_session",
    "begin_session",
    "change_account",
    "change_password",
    "claim_link",
    "end_api_token",
    "end_other_sessions",
    "end_session",
    "let_manage",
    "let_speak",
    "make_administrator",
    "make_api_token",
    "name_speaker",
    "sign_out",
    "sign_up",
    "take_address",
]
