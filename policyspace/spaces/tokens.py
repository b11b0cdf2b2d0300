"""The link in an invitation: made again from its row whenever the letter is written, kept nowhere."""

from __future__ import annotations

from flask import current_app

from policyspace.foundation.db import db
from policyspace.foundation.tokens import derived_token, same_token
from policyspace.spaces.models import Invitation

KIND = "invitation"


def token_of(invitation: Invitation) -> str:
    """The token for the address /invitations/<token> in the letter about `invitation`, a saved row."""
    secret: str = current_app.extensions["settings"].secret_key
    return f"{derived_token(secret, KIND, invitation.id, invitation.nonce)}-{invitation.id}"


def find_by_token(token: str) -> Invitation | None:
    """The invitation that `token` opens, whatever its state; None when the token is not one of ours."""
    _, _, key = token.rpartition("-")
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    invitation = db.session.get(Invitation, int(key))
    return invitation if invitation and same_token(token, token_of(invitation)) else None
