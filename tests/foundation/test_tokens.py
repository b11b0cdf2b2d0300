"""Tokens derived from the secret key."""

from __future__ import annotations

import re

from policyspace.foundation.tokens import derived_token, same_token

SECRET = "s" * 48


def test_the_same_parts_give_the_same_token_again() -> None:
    assert derived_token(SECRET, "invitation", 7, "abc") == derived_token(SECRET, "invitation", 7, "abc")


def test_another_secret_kind_row_or_nonce_gives_another_token() -> None:
    token = derived_token(SECRET, "invitation", 7, "abc")
    others = [
        derived_token("t" * 48, "invitation", 7, "abc"),
        derived_token(SECRET, "sign_in", 7, "abc"),
        derived_token(SECRET, "invitation", 8, "abc"),
        derived_token(SECRET, "invitation", 7, "abd"),
    ]
    assert len({token, *others}) == 5


def test_parts_cannot_be_cut_elsewhere() -> None:
    assert derived_token(SECRET, "a", "bc") != derived_token(SECRET, "ab", "c")


def test_a_token_fits_into_an_address() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", derived_token(SECRET, "invitation", 7, "abc"))


def test_tokens_are_compared_whole_whatever_was_typed() -> None:
    token = derived_token(SECRET, "invitation", 7, "abc")
    assert same_token(token, token)
    assert not same_token(token[:-1], token)
    assert not same_token("clé", token)
