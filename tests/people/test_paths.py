"""Where someone may be sent after signing in: nowhere but here."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyspace.people.rules import own_path

HERE = "https://here.example/sign-in"

TRICKS = """
//evil.example
///evil.example
////evil.example/x
/\\evil.example
/\\/evil.example
\\\\evil.example
\\/evil.example
/\t/evil.example
\t//evil.example
 //evil.example
/ /evil.example
/%09/evil.example
/%0a/evil.example
/%0d%0aLocation:%20https://evil.example
/%00
/%2f/evil.example
/%2fevil.example
%2f%2fevil.example
%2f%2f
/%2f%2fevil.example
/%252fevil.example
/%25252fevil.example
/%2525252fevil.example
/%5cevil.example
/%5c%5cevil.example
/%255cevil.example
/..//evil.example
/../evil.example
/.//evil.example
/x/..//evil.example
/%2e%2e//evil.example
/%2e%2e/x
https://evil.example
HTTPS://evil.example
https:evil.example
https:/evil.example
http:///evil.example
//here.example@evil.example
https://here.example@evil.example
https://here.example/spaces
javascript:alert(1)
JaVaScRiPt:alert(1)
data:text/html,x
vbscript:x
evil.example
evil.example/x
?next=/spaces
#top
@evil.example
:80
/x\u0000
/x\u0085y
/\u2028/evil.example
/\u00a0/evil.example
/\u3000evil.example
/\u200b/evil.example
/\u202eevil
/spaces\\..\\evil
/spaces//evil.example
/a%3F//evil.example
//
/\u2044\\evil
""".strip("\n").split("\n")

BROKEN = ["/\n/evil.example", "/\r\n/evil.example", "/\r/evil.example", "/x\ny", "/x\n", "\n/x"]


@pytest.mark.parametrize("trick", ["", "   ", *TRICKS, *BROKEN, "/" + "x" * 500])
def test_a_trick_leads_nowhere(trick: str) -> None:
    assert own_path(trick) is None


def test_nothing_asked_leads_nowhere() -> None:
    assert own_path(None) is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/spaces",
        "/spaces/temporary-accommodation/documents/3/compare?from=1&to=2",
        "/spaces/x/documents/3#b-7f",
        "/spaces?q=100%25&page=2",
        "/spaces?from=https://northfield.gov.uk//x",
        "/spaces/café",
        "/spaces/caf%C3%A9",
        "/account/api-tokens",
        "/x.y/z..w",
    ],
)
def test_a_page_of_our_own_is_kept_as_it_is(path: str) -> None:
    assert own_path(path) == path


SIGNS = st.sampled_from(
    [*"/\\%.?#@: \t\n\r\0ae2f5cC", "%2f", "%5c", "%25", "%0a", "//", "/\\", "evil.example", "https:"]
)


@given(st.lists(SIGNS, max_size=12).map("".join) | st.text(max_size=30))
def test_whatever_is_kept_stays_here_however_often_it_is_decoded(asked: str) -> None:
    kept = own_path(f"/{asked}")
    for _ in range(6):
        if kept is None:
            return
        as_browsers_read = kept.replace("\\", "/").translate({9: None, 10: None, 13: None})
        assert urlsplit(urljoin(HERE, as_browsers_read)).netloc == "here.example"
        kept = unquote(kept)
