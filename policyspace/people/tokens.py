"""Tokens: those in letters are derived when they are needed, those of browsers and programs are kept as hashes."""

from __future__ import annotations

import hashlib
import secrets

from flask import current_app

from policyspace.foundation.db import db
from policyspace.foundation.tokens import derived_token, same_token
from policyspace.people.models import EmailedToken, Person

KIND = "emailed_token"
WRITER = "writer"
LENGTH_OF_MARK = 22


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


def writer_mark(person: Person) -> str:
    """What a page carries to tell whose it is, also when their session has ended; only the service can make it."""
    return f"{person.id}-{_proof_of(person.id)}"


def find_marked(mark: str) -> int | None:
    """The id of the person whose mark it is; None when it is nobody's."""
    said, _, proof = mark.partition("-")
    if not (said.isascii() and said.isdecimal() and len(said) < 18):
        return None
    return int(said) if same_token(proof, _proof_of(int(said))) else None


def _proof_of(person_id: int) -> str:
    secret: str = current_app.extensions["settings"].secret_key
    return derived_token(secret, WRITER, person_id)[:LENGTH_OF_MARK]
