"""The link to what somebody wrote first: made again from its row whenever the letter is written, kept nowhere."""

from __future__ import annotations

from flask import current_app

from policyspace.discussion.models import Written
from policyspace.foundation.db import db
from policyspace.foundation.tokens import derived_token, same_token

KIND = "written"


def token_of(written: Written) -> str:
    """The token for the address /written/<token> in the letter about `written`, a saved row."""
    secret: str = current_app.extensions["settings"].secret_key
    return f"{derived_token(secret, KIND, written.id, written.nonce)}-{written.id}"


def find_written(token: str) -> Written | None:
    """What the link with `token` leads to, whatever its state; None when the token is not one of ours."""
    _, _, key = token.rpartition("-")
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    written = db.session.get(Written, int(key))
    return written if written and same_token(token, token_of(written)) else None
