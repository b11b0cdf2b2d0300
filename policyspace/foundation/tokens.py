"""Tokens kept nowhere: derived from the secret key and the row they open, so that a letter can be written later."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode


def derived_token(secret: str, *parts: object) -> str:
    """The token for `parts` (a kind, the id of a row, its nonce): HMAC-SHA256 under `secret`, 43 URL-safe characters.

    Each part goes in with its length, so that no two lists of parts give one token.
    """
    told = [str(part).encode() for part in parts]
    message = b"".join(len(each).to_bytes(4, "big") + each for each in told)
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def same_token(offered: str, expected: str) -> bool:
    """Whether two tokens are one, in a time that does not tell how much of them agrees."""
    return hmac.compare_digest(offered.encode(), expected.encode())
