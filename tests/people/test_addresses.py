"""Email addresses and domains, as they are kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.people.rules import domain_of, domain_or_none, email_or_none


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("rosa@homes.example", "rosa@homes.example"),
        ("  Rosa.Resident@Homes.EXAMPLE ", "rosa.resident@homes.example"),
        ("rosa+space@homes.example", "rosa+space@homes.example"),
        ("o'neill@homes.example", "o'neill@homes.example"),
        ("jose\u0301@homes.example", "josé@homes.example"),
        ("用户@例え.テスト", "用户@例え.テスト"),
        ("rosa@xn--bcher-kva.example", "rosa@xn--bcher-kva.example"),
        ("ΜΑΡΊΑ@σπίτια.example", "μαρία@σπίτια.example"),
        ("a@b.co", "a@b.co"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert email_or_none(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "rosa",
        "@homes.example",
        "rosa@",
        "rosa@homes",
        "rosa@@homes.example",
        "rosa@park@homes.example",
        "rosa@.example",
        "rosa@homes..example",
        "rosa@homes.example.",
        "rosa@-homes.example",
        "rosa@homes-.example",
        "rosa@192.168.0.1",
        "rosa@[192.168.0.1]",
        "rosa resident@homes.example",
        "rosa@homes .example",
        "rosa@homes.example\nbcc: all@homes.example",
        "rosa@homes.example\r\n",
        "rosa\0@homes.example",
        "ro\u200bsa@homes.example",
        "ro\u202esa@homes.example",
        "ro\u00a0sa@homes.example",
        "Rosa <rosa@homes.example>",
        "rosa@homes.example,all@homes.example",
        "rosa;all@homes.example",
        '"rosa"@homes.example',
        "rosa%other.example@homes.example",
        ".rosa@homes.example",
        "rosa.@homes.example",
        "ro..sa@homes.example",
        "rosa@homes_here.example",
        "r" * 65 + "@homes.example",
        "rosa@" + "h" * 64 + ".example",
        "rosa@" + "homes." * 45 + "example",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    kept = email_or_none(typed)
    assert kept is None or (typed.endswith("\r\n") and kept == typed.strip())


@given(st.text(max_size=80) | st.from_regex(r"\S{1,20}@\S{1,20}\.\S{1,9}", fullmatch=True))
def test_a_kept_address_is_safe_in_the_head_of_a_letter_and_kept_again_as_it_is(typed: str) -> None:
    kept = email_or_none(typed)
    if kept is None:
        return
    assert email_or_none(kept) == kept
    assert kept == unicodedata.normalize("NFC", kept)
    assert kept.count("@") == 1
    assert not any(sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf"} for sign in kept)
    assert not set(kept) & set('<>,;:"()[]\\')
    assert len(kept) <= 254
    assert domain_or_none(domain_of(kept)) == domain_of(kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("northfield.gov.uk", "northfield.gov.uk"),
        ("@Northfield.GOV.uk", "northfield.gov.uk"),
        ("north-field.gov.uk", "north-field.gov.uk"),
        ("bücher.example", "bücher.example"),
        ("uk", None),
        ("gov..uk", None),
        ("north field.uk", None),
        ("", None),
        ("someone@northfield.gov.uk", None),
        ("https://northfield.gov.uk", None),
        ("northfield.gov.uk/people", None),
    ],
)
def test_a_domain_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert domain_or_none(typed) == kept
