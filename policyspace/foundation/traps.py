"""Traps for programs that fill in forms: the time a form took, and a field that people do not see.

What is caught is never refused: whoever asks decides what to do with it.
"""

from __future__ import annotations

from flask import current_app

from policyspace.foundation.clock import now
from policyspace.foundation.settings import Settings
from policyspace.foundation.tokens import derived_token, same_token

MARK = "made_token"
"""The field that holds when the form was made."""

LURE = "website"
"""The field that people leave empty, because they do not see it."""

LENGTH = 22


def form_mark() -> str:
    """What a form carries to tell when it was made; only the service can make it."""
    seconds = int(now().timestamp())
    return f"{seconds}-{_proof(seconds)}"


def looks_automatic(mark: str, lure: str) -> bool:
    """Whether a form with this mark, and this in the field nobody sees, was filled in as a program would do it."""
    if lure.strip():
        return True
    least = _settings().form_seconds
    if least <= 0:
        return False
    said, _, proof = mark.partition("-")
    if not (said.isascii() and said.isdecimal() and len(said) < 12 and same_token(proof, _proof(int(said)))):
        return True
    return now().timestamp() - int(said) < least


def _proof(seconds: int) -> str:
    return derived_token(_settings().secret_key, "form", seconds)[:LENGTH]


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
