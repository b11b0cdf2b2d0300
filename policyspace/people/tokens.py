"""Tokens: those in letters are derived when they are needed, those of browsers and programs are kept as hashes."""

from __future__ import annotations

import hashlib
import secrets

from flask import current_app

from policyspace.foundation.db import db
from policyspace.foundation.tokens import derived_token, same_token
from policyspace.people.models import EmailedToken

KIND = "emailed_token"


def new_token() -> str:
    """A random token of 256 bits, safe in addresses and heads."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What the database keeps of a token: SHA-256, hex. Tokens are long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(emailed: EmailedToken) -> str:
    """The token for the address /links/<token> in the letter about `emailed`, a saved row."""
    secret: str = current_app.extensions["settings"].secret_key
    return f"{derived_token(secret, KIND, emailed.purpose, emailed.id, emailed.nonce)}-{emailed.id}"


def find_token(token: str) -> EmailedToken | None:
    """The row that `token` opens, whatever its state; None when the token is not one of ours."""
    _, _, key = token.rpartition("-")
    if not (token.isascii() and key.isdecimal() and len(key) < 18):
        return None
    emailed = db.session.get(EmailedToken, int(key))
    return emailed if emailed and same_token(token, token_of(emailed)) else None
