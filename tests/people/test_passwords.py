"""Passwords: how they are kept, checked and refused."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from policyspace.foundation.errors import Invalid
from policyspace.people import passwords
from policyspace.people.passwords import (
    COMMON,
    get_person_by_password,
    hashed_password,
    is_common,
    is_password,
    needs_new_hash,
    refuse_guessable,
)
from policyspace.people.rules import LEAST_PASSWORD, is_simple, own_words_in, without_ends
from tests.builders.people import PASSWORD, a_resident
from tests.people.accounts import with_password


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "correct horse battery",
        "           x y z Q",
        "ünïcödé wörter",
        "これは私の合言葉です",
        "no composition rule here",
        "ALLCAPITALSAREFINE",
        "83920174655",
        "a" * 5 + "bcdefgh" * 20,
        "🌳🏠🚲🎻🌊🧭🪁🫖🧶🦉",
    ],
)
def test_a_long_uncommon_password_is_taken_whatever_it_is_made_of(password: str) -> None:
    refuse_guessable(password, "rosa@homes.example", "Rosa Resident")


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("", "10 characters"),
        ("Xk9$mPq2!", "10 characters"),
        ("é" * 5 + "u\u0308" * 4, "10 characters"),
        ("password123", "Many people"),
        ("Password123", "Many people"),
        ("1234567890", "Many people"),
        ("Sunshine2026!", "Many people"),
        ("!!dragon!!1999", "Many people"),
        ("aaaaaaaaaaaa", "Many people"),
        ("abababababab", "Many people"),
        ("abcdefghijkl", "Many people"),
        ("LKJIHGFEDCBA", "Many people"),
        ("qwertyuiopas", "Many people"),
        ("98765432109876543210", "Many people"),
        ("policyspace", "without your name"),
        ("PolicySpace26", "without your name"),
        ("rosaresident", "without your name"),
        ("Résident2026", "without your name"),
        ("my-homes-1", "without your name"),
    ],
)
def test_a_password_others_would_guess_is_refused_with_what_to_do(password: str, because: str) -> None:
    with pytest.raises(Invalid, match=because) as refusal:
        refuse_guessable(password, "rosa@homes.example", "Rosa Resident", field="new")
    assert list(refusal.value.fields) == ["new"]


def test_every_common_password_long_enough_to_be_chosen_is_refused() -> None:
    listed = [line for line in COMMON.read_text().splitlines() if not line.startswith("# ")]
    assert len(listed) > 25_000
    for password in [each for each in listed if len(each) >= LEAST_PASSWORD][::40]:
        assert is_common(password), password
        assert is_common(password.upper()), password


def test_the_licence_above_the_list_is_no_password() -> None:
    assert not is_common("MIT License")


@given(st.text(max_size=30))
def test_words_taken_from_both_ends_leave_letters_there(password: str) -> None:
    inside = without_ends(password)
    assert inside in password.casefold()
    assert not inside or not (inside[0].isdecimal() or inside[-1].isdecimal())


@given(st.text(alphabet="abc1", min_size=10))
def test_few_signs_are_simple_however_long(password: str) -> None:
    assert is_simple(password)


def test_a_short_word_of_a_name_is_no_reason_to_refuse() -> None:
    assert not own_words_in("li lamp violin harbour", ["Li Wu", "li@homes.example"])


@given(st.text(min_size=1, max_size=40))
def test_the_same_letters_typed_another_way_are_the_same_password(password: str) -> None:
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    kept = light.hash(unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass"))
    assert is_password(unicodedata.normalize("NFD", password), kept)
    assert not is_password(password + "x", kept)


def test_two_people_with_one_password_have_two_hashes_of_argon2id() -> None:
    one, other = hashed_password(PASSWORD), hashed_password(PASSWORD)
    assert one != other
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_spaces_and_capitals_count() -> None:
    kept = hashed_password(" Lamp violin harbour")
    assert is_password(" Lamp violin harbour", kept)
    assert not is_password("Lamp violin harbour", kept)
    assert not is_password(" lamp violin harbour", kept)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_nothing_is_the_password_of_someone_without_one(kept: str | None) -> None:
    assert not is_password("", kept)
    assert not is_password("nobody has this one", kept)


def test_a_hash_with_older_parameters_is_told() -> None:
    assert needs_new_hash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
    assert not needs_new_hash(hashed_password(PASSWORD))


def test_the_right_password_finds_its_person(app: Flask) -> None:
    person = with_password(a_resident(email="rosa@homes.example"))
    assert get_person_by_password("rosa@homes.example", PASSWORD) is person


def test_wrong_unknown_and_without_password_get_the_same_answer(app: Flask) -> None:
    with_password(a_resident(email="rosa@homes.example"))
    a_resident(email="linked@homes.example")
    answers = set()
    for email in ("rosa@homes.example", "linked@homes.example", "nobody@homes.example"):
        with pytest.raises(Invalid) as refusal:
            get_person_by_password(email, "not the password")
        answers.add(str(refusal.value))
    assert len(answers) == 1


def test_an_unknown_address_costs_the_same_work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with_password(a_resident(email="rosa@homes.example"))
    a_resident(email="linked@homes.example")

    class Counted(PasswordHasher):
        def verify(self, *given: str | bytes) -> Literal[True]:
            verified.append(given[0])
            return super().verify(*given)

    verified: list[str | bytes] = []
    monkeypatch.setattr(passwords, "hasher", Counted(time_cost=2, memory_cost=19 * 1024, parallelism=1))
    for email in ("rosa@homes.example", "nobody@homes.example", "linked@homes.example"):
        with pytest.raises(Invalid):
            get_person_by_password(email, "not the password")
    assert len(verified) == 3
    first, *others = (extract_parameters(str(kept)) for kept in verified)
    assert others == [first, first]


def test_the_hash_of_nobody_has_the_parameters_of_today() -> None:
    assert not needs_new_hash(passwords._nobodys_hash())
