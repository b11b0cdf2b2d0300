"""Whatever a text holds, every format says it: made-up texts of every kind, hostile ones, and any our guard admits."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from policyspace.foundation.errors import Invalid
from policyspace.foundation.text.clean import clean_line, clean_text
from policyspace.foundation.text.guard import check_comment, check_document
from tests.drafting.rules.documents import histories
from tests.foundation.text.hostile import attacks
from tests.foundation.text.test_safety import PIECES
from tests.reporting.exporting.papers import EVERY_KIND
from tests.reporting.exporting.same_words import check_every_format

EXAMPLES = int(os.environ.get("EXPORT_EXAMPLES", "25"))
TYPST = [
    "#",
    "$",
    "$ x $",
    '#read("x")',
    "\\",
    "@a",
    "<a>",
    "#{",
    "}",
    "//",
    "/*",
    "#[",
    "=",
    "+ ",
    "/ a: b",
    "~",
    "--",
    "\\u{1F642}",
]
OOXML = ["<w:t>", "]]>", "&#x0;", "<?xml?>", "{PAGE}", "\ufffe", "\ufdd0"]
OTHERS = [
    "عربي",
    "שלום",
    "日本",
    "हिन्दी",
    "👩‍👩‍👧",
    "e\u0301\u0323",
    "\u200f",
    "\ue000",
    "ŵŷ",
    "W" * 90,
    "https://x.org/" + "a/" * 60,
]
ANY = st.lists(st.one_of(PIECES, st.sampled_from([*TYPST, *OOXML, *OTHERS])), max_size=30).map("".join)


def test_every_kind_of_block_is_said_in_every_format() -> None:
    check_every_format(EVERY_KIND, body=EVERY_KIND)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## Only a heading",
        "[^1]: Only a note",
        "-",
        "\n\n".join(attacks()),
        "\n\n".join([*TYPST, *OOXML, *OTHERS]),
        "W" * 4_900 + "\n\n" + "i" * 4_900,
        "| "
        + " | ".join(f"Column{each}" for each in range(38))
        + " |\n"
        + "|---" * 38
        + "|\n"
        + ("| word " * 38 + "|\n") * 9,
        "| a[^1] | b |\n|---|---|\n" + "| c | d |\n" * 120 + "\n[^1]: In the header.\n",
        "".join(f"{'    ' * level}- level{level}\n" for level in range(8)),
        "".join(f"{'> ' * level}quote{level}\n>\n" for level in range(1, 10)),
        "".join(f"Mark{each}[^{each}] " for each in range(1, 90))
        + "\n\n"
        + "".join(f"[^{each}]: note{each}\n" for each in range(90, 0, -1)),
        "1. one\n\n    > quoted\n\n    | a |\n    |---|\n    | b |\n\n        code\n\n2. two\n",
        "a\n: - b\n    - c\n\n    > d\n",
    ],
    ids=[
        "empty",
        "heading",
        "note",
        "dash",
        "attacks",
        "signs",
        "long words",
        "wide table",
        "marked header",
        "deep list",
        "deep quote",
        "many notes",
        "mixed list",
        "mixed terms",
    ],
)
def test_hostile_and_odd_texts_are_said_in_every_format(text: str) -> None:
    check_every_format(clean_text(text), title=clean_line("#x $y$ <w:t> \\ 🙂 שלום " + text[:60])[:160])


@settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@example("<#[a]: \n[a]: ", "[a]: #[a]: \n[a]: ")
@example("*[a]: ", "")
@given(ANY, ANY)
def test_whatever_our_guard_admits_is_said_in_every_format(text: str, body: str) -> None:
    text, body = clean_text(text), clean_text(body)
    try:
        check_document(text)
        check_comment(body)
    except Invalid:
        return
    check_every_format(text, title=clean_line(body)[:160] or "x", body=body)


def test_real_texts_are_said_in_every_format() -> None:
    for revisions in histories().values():
        check_every_format(clean_text(revisions[-1]))
