"""Passwords: kept as Argon2 hashes, checked with the same work whoever is asked for, refused when easy to guess."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from policyspace.foundation.db import db
from policyspace.foundation.errors import Invalid
from policyspace.foundation.i18n import lazy
from policyspace.foundation.logs import say
from policyspace.people.models import Person
from policyspace.people.rules import LEAST_PASSWORD, is_simple, own_words_in, without_ends

SERVICE = "policyspace"
COMMON = Path(__file__).with_name("common_passwords.txt")

# The second choice of OWASP's Password Storage Cheat Sheet (19 MiB, two passes): with a thread for every
# request at it at once, the memory still fits the smallest machine.
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed_password(password: str) -> str:
    """What the database keeps of a password. Takes about 20 ms: call it before the first statement of a command."""
    return hasher.hash(_as_bytes(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether `password` is the one `kept`; without one, the same work is done and the answer is no."""
    try:
        matches = hasher.verify(_nobodys_hash() if kept is None else kept, _as_bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return matches and kept is not None


def needs_new_hash(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return hasher.check_needs_rehash(kept)


def get_person_by_password(email: str, password: str) -> Person:
    """The person with this address and password. Raises Invalid, in the same words after the same work, otherwise."""
    person = db.session.scalar(select(Person).where(Person.email == email))
    right = is_password(password, person.password_hash if person else None)
    if person is None or not right:
        say("sign_in.refused", person=person.id if person else None)
        raise Invalid(
            password=lazy(
                "The email address or password is wrong. If you have just signed up, open the link we emailed."
            )
        )
    return person


def refuse_guessable(password: str, *told: str, field: str = "password") -> None:
    """Raise Invalid, at `field`, when `password` is short, common, simple or close to what is `told` of the
    person (name, address).
    """
    if len(_normal(password)) < LEAST_PASSWORD:
        raise Invalid(
            **{field: lazy("Use a password of %(least)s characters or more.", least=LEAST_PASSWORD)}
        )
    if is_common(password) or is_simple(password):
        raise Invalid(
            **{
                field: lazy(
                    "Many people use that password. Choose one that is harder to guess, like three words."
                )
            }
        )
    if own_words_in(password, [*told, SERVICE]):
        raise Invalid(
            **{
                field: lazy(
                    "Choose a password without your name, your email address or the name of this service."
                )
            }
        )


def is_common(password: str) -> bool:
    """Whether it stands among the most common ones, as it is or with digits and signs around it."""
    common = "\n" + COMMON.read_text(encoding="utf-8")
    return any(f"\n{form}\n" in common for form in {password.casefold(), without_ends(password)} if form)


@lru_cache
def _nobodys_hash() -> str:
    """A hash to verify against where there is none, so that the time taken tells nothing."""
    return hasher.hash(b"nobody has this one")


def _normal(password: str) -> str:
    """NFC: the same keys pressed on another system are the same password."""
    return unicodedata.normalize("NFC", password)


def _as_bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")
