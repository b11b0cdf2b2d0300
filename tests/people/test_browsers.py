"""What a browser is called in the list of sessions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.people.rules import browser_name

CHROME = "Mozilla/5.0 (%s) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 %sSafari/537.36%s"

SAFARI = "Mozilla/5.0 (%s) AppleWebKit/605.1.15 (KHTML, like Gecko) %s"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (CHROME % ("Windows NT 10.0; Win64; x64", "", ""), "Chrome, Windows"),
        (CHROME % ("Windows NT 10.0; Win64; x64", "", " Edg/142.0.0.0"), "Edge, Windows"),
        (CHROME % ("X11; CrOS x86_64 14541.0.0", "", ""), "Chrome, ChromeOS"),
        (CHROME % ("Linux; Android 10; K", "Mobile ", ""), "Chrome, Android"),
        (
            CHROME % ("Linux; Android 10; SM-G973F", "Mobile ", " SamsungBrowser/28.0"),
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"),
        (
            SAFARI % ("Macintosh; Intel Mac OS X 10_15_7", "Version/19.0 Safari/605.1.15"),
            "Safari, Mac",
        ),
        (
            SAFARI % ("iPhone; CPU iPhone OS 19_0 like Mac OS X", "CriOS/142.0 Mobile/15E148 Safari/604.1"),
            "Chrome, iPhone",
        ),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_the_names_people_know(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


@given(st.text())
def test_whatever_a_browser_says_of_itself_the_name_is_one_of_ours(user_agent: str) -> None:
    assert len(browser_name(user_agent)) <= 30
