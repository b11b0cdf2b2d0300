"""The part of an address that says in words what it leads to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.foundation.text.slugs import free_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Temporary accommodation", "temporary"),
        ("St Mary's & St John's", "st-marys-st"),
        ("Cyngor Gwynedd – Tŷ", "cyngor-gwynedd"),
        ("北部", "thing"),
        ("...", "thing"),
        ("one two three four five", "one-two-three"),
        ("a" * 30, "a" * 15),
    ],
)
def test_a_title_becomes_words_of_an_address_cut_where_a_word_ends(title: str, slug: str) -> None:
    assert slug_of(title, most=15, otherwise="thing") == slug


@given(st.text(), st.integers(1, 60))
def test_whatever_the_title_the_slug_needs_no_escaping_and_fits(title: str, most: int) -> None:
    slug = slug_of(title, most=most, otherwise="x")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= most


@given(st.sets(st.sampled_from(["a", "a-2", "a-3", "a-4", "b"])))
def test_a_free_slug_is_nobodys(taken: set[str]) -> None:
    assert free_slug("a", taken) not in taken
