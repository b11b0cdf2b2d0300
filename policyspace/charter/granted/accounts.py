"""Who may do what with accounts and with the service."""

from __future__ import annotations

from policyspace.charter.actions import Action
from policyspace.charter.granted.shared import ANYONE, SIGNED_IN
from policyspace.charter.grants import Grant, Row
from policyspace.charter.standing import Who
from policyspace.foundation.i18n import lazy

ROWS = (
    Row(Action.SIGN_UP, lazy("Anyone can sign up."), (ANYONE,)),
    Row(Action.SIGN_IN, lazy("Anyone can sign in."), (ANYONE,)),
    Row(Action.MANAGE_OWN_ACCOUNT, lazy("Sign in to change your account."), (SIGNED_IN,)),
    Row(Action.MAKE_API_TOKEN, lazy("Sign in to make a token."), (SIGNED_IN,)),
    Row(
        Action.ADMINISTER,
        lazy("Only administrators of this service can add or change organisations."),
        (Grant((Who.ADMINISTRATOR, Who.KEEPER)),),
    ),
    Row(
        Action.LET_SPEAK,
        lazy("Only administrators of the organisation or of this service can say who speaks for it."),
        (Grant((Who.MANAGER, Who.ADMINISTRATOR, Who.KEEPER)),),
    ),
    Row(
        Action.KEEP_SERVICE,
        lazy("Only whoever keeps this service can do that, at its command line."),
        (Grant((Who.KEEPER,)),),
    ),
)
