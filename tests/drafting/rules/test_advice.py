"""Advice: what is counted and pointed at, by tables written by hand, and on real policies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyspace.drafting.rules.advice import advise
from policyspace.drafting.rules.prose import passages, plain_words, sentences, words_in
from policyspace.foundation.text.blocks import split_blocks
from tests.drafting.rules.documents import DOCUMENT, TANGLE, histories
from tests.work import an_end

LONG = "The council " + "and the landlord " * 8 + "must agree on one day."
GUIDANCE = "_Say who is affected._"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("**Bold** and _slanted_ and ~~gone~~", "Bold and slanted and gone"),
        ("a snake_case name and 2 * 3", "a snake_case name and 2 3"),
        ('See [the guide](https://x.example/a_(b) "A title").', "See the guide."),
        ("See [the guide][1] and [this][].", "See the guide and this."),
        ("Go to <https://x.example> or https://y.example/z now", "Go to or now"),
        ("A note.[^1]", "A note."),
        ("![A map](map.png)", "A map"),
        ("Run `make test` or ``a ` b`` now", "Run or now"),
        ("An open ` tick", "An open ` tick"),
        ("Fish &amp; chips &mdash; hot", "Fish & chips — hot"),
        ("5 \\* 3", "5 * 3"),
        ("[not a link]", "[not a link]"),
    ],
)
def test_markdown_is_read_as_a_reader_sees_it(typed: str, read: str) -> None:
    assert plain_words(typed) == read


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("It costs £5.50 a day. It is paid.", ["It costs £5.50 a day.", "It is paid."]),
        ("Dr. Ash and Mrs. Oak met. No. 5 is let.", ["Dr. Ash and Mrs. Oak met.", "No. 5 is let."]),
        (
            "Use homes, e.g. Flats. We said no. They left.",
            ["Use homes, e.g. Flats.", "We said no.", "They left."],
        ),
        ("See gov.uk for more. “Why?” They asked.", ["See gov.uk for more.", "“Why?”", "They asked."]),
        ("J. Smith wrote (in 2020). “So it is.” Yes", ["J. Smith wrote (in 2020).", "“So it is.”", "Yes"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_takes_a_breath(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It’s a well-known rule", 4),
        ("1,000.50 at 10:30", 3),
        ("and/or", 2),
        ("— …", 0),
        ("Tŷ Cymunedol", 2),
    ],
)
def test_words_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert len(words_in(text)) == count


def test_lists_tables_and_notes_are_read_piece_by_piece_and_code_not_at_all() -> None:
    text = (
        "# A title\n\n- One item\n  goes on\n    - Another\n\n> Said\n> aloud\n\n"
        "| a | b |\n|---|---|\n| c \\| d | e |\n\n"
        "```\nx = 1\n```\n\n---\n\nTerm\n: Its meaning\n\n[^1]: A note.\n*[LA]: local authority\n[x]: https://x.example\n"
    )
    read = [(passage.text, passage.running) for passage in passages(split_blocks(text))]
    assert read == [
        ("A title", False),
        ("One item goes on", True),
        ("Another", True),
        ("Said aloud", True),
        ("a", False),
        ("b", False),
        ("c | d", False),
        ("e", False),
        ("Term", True),
        ("Its meaning", True),
        ("A note.", True),
    ]


def test_words_and_minutes_are_counted() -> None:
    assert (advise("").words, advise("").minutes) == (0, 0)
    assert (advise("Two words.").words, advise("Two words.").minutes) == (2, 1)
    assert advise("word " * 1190).minutes == 5


def test_the_reading_age_is_the_grade_of_its_formula_and_five() -> None:
    """25 sentences of 4 words of 4 letters: 4.71 * 4 + 0.5 * 4 - 21.43 = -0.59, which is grade 0."""
    age = advise("Many poor folk wait. " * 25).reading_age
    assert age is not None
    assert (age.grade, age.age, age.sentences) == (-0.6, 5, 25)
    assert advise("Many poor folk wait. " * 24).reading_age is None


def test_items_that_are_no_sentences_do_not_count_for_the_reading_age() -> None:
    items = "\n".join(["- four words of item"] * 50)
    assert advise(f"We will:\n\n{items}\n").reading_age is None
    said = advise("Many poor folk wait. " * 25 + f"\n\n{items}\n").reading_age
    assert said is not None
    assert said.sentences == 25


def test_sentences_over_25_words_are_shown_with_their_number_and_length() -> None:
    text = f"## Who\n\nShort. {LONG}\n\n- {LONG}\n- short\n"
    found = advise(text)
    assert [(each.words, found.numbers[each.block], each.text) for each in found.long_sentences] == [
        (31, 1, LONG),
        (31, 2, LONG),
    ]
    at_the_limit = "word " * 24 + "end."
    assert advise(at_the_limit).long_sentences == ()
    assert len(advise(f"one {at_the_limit}").long_sentences) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The LHA is frozen. LHAs fall.", {"LHA": 2}),
        ("Local Housing Allowance (LHA) is frozen. The LHA falls.", {}),
        ("The LHA (Local Housing Allowance) is frozen.", {}),
        ("The local housing allowance (“LHA”) is frozen.", {}),
        ("The council said no (LHA).", {"LHA": 1}),
        ("The LHA is frozen.\n\n*[LHA]: local housing allowance\n", {}),
        ("Department for Levelling Up, Housing and Communities (DLUHC) and DfE.", {"DfE": 1}),
        ("Anti-social behaviour (ASB) is up.", {}),
        ("The NHS, the UK, a GP, MPs and the EU in a PDF: OK?", {}),
        ("You MUST NOT DO THIS.", {}),
        ("PART TWO: THE DUTY OF CARE HOMES", {}),
        ("Part II of chapter XIV.", {}),
        ("SW1A 2AA and CO2 and PM10.", {}),
        ("Run `ABC now`. See [x](https://ABC.example).", {}),
        ("| Short | Long |\n|---|---|\n| TA | Temporary accommodation |\n\nTA costs more.", {}),
        ("- TA: temporary accommodation\n\nTA costs more.", {}),
        ("TA\n: Temporary accommodation\n\nTA costs more.", {}),
        ("The DWP’s plan and the HMCTS.", {"DWP": 1, "HMCTS": 1}),
    ],
)
def test_abbreviations_that_nothing_explains_are_named(text: str, names: dict[str, int]) -> None:
    assert {each.name: each.times for each in advise(text).abbreviations} == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A\n\n## B\n\n### C\n\n# D\n", []),
        ("## A\n\n### B\n\n## C\n", []),
        ("## A\n\n#### B\n\n#### C\n", [("B", 4, 2)]),
        ("### A\n", [("A", 3, 1)]),
        ("A\n=\n\n### [B](https://x.example)\n", [("B", 3, 1)]),
    ],
)
def test_headings_that_skip_a_level_are_named(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(each.title, each.level, each.above) for each in advise(text).skipped_levels] == found


def test_only_a_long_text_needs_a_heading() -> None:
    assert not advise("word " * 400).lacks_headings
    assert advise("word " * 401).lacks_headings
    assert not advise("## A\n\n" + "word " * 401).lacks_headings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[Click here](https://x.example)", ["Click here"]),
        ("[**Read more** …](https://x.example) [here](/x)", ["Read more …", "here"]),
        ("[this page][1]\n\n[1]: https://x.example\n", []),
        ("See https://x.example and <https://y.example>.", ["", ""]),
        ("[https://x.example](https://x.example)", [""]),
        ("[the guide to homes](https://x.example)", []),
        ("Told.[^1]\n\n[^1]: https://x.example\n", []),
        ("Told.[^1]\n\n[^1]: [Click here](https://x.example)\n", ["Click here"]),
        ("`[here](https://x.example)`", []),
        ("[`CONTRIBUTING.md`](https://x.example)", []),
        ("```\nhttps://x.example\n```", []),
    ],
)
def test_links_whose_words_say_nothing_are_shown(text: str, words: list[str]) -> None:
    assert [each.text for each in advise(text).vague_links] == words


def test_very_long_paragraphs_are_shown() -> None:
    found = advise("Short words here. " * 51 + "\n\nShort.\n")
    assert [(found.numbers[each.block], each.words) for each in found.long_paragraphs] == [(1, 153)]


def test_guidance_is_named_as_not_written_and_counts_for_nothing() -> None:
    found = advise(f"## Who\n\n{GUIDANCE}\n\n## Now\n\nThey wait.\n", [GUIDANCE])
    assert (found.unwritten, found.words) == (("Who",), 4)
    assert found.count == 1


def test_a_part_of_a_text_is_looked_at_as_it_stands_in_the_whole() -> None:
    text = f"## Who\n\nLocal housing allowance (LHA). TA.\n\n### Now\n\nLHA and TA. {LONG}\n\n## Then\n\n{LONG}\n"
    found = advise(text, part=range(2, 4))
    assert (found.words, len(found.long_sentences), found.skipped_levels) == (35, 1, ())
    assert [(each.name, each.times) for each in found.abbreviations] == [("TA", 1)]
    assert found.numbers[found.long_sentences[0].block] == 2


def test_a_plain_text_gets_no_advice() -> None:
    assert advise("## Who is affected\n\nFamilies wait in one room.\n").count == 0


@settings(max_examples=150, deadline=None)
@given(st.one_of(DOCUMENT, TANGLE, st.text(alphabet="`[]()*_~!<>|#:-.\\&\n aA", max_size=120)))
def test_whatever_is_typed_gets_advice_that_fits_it(text: str) -> None:
    found = advise(text, [GUIDANCE])
    blocks = split_blocks(text)
    assert len(found.numbers) == len(blocks)
    assert found.words <= len(words_in(text)) + text.count("&")
    assert all(each.words > 25 for each in found.long_sentences)
    places = [each.block for each in found.abbreviations] + [each.block for each in found.vague_links]
    assert all(place < len(blocks) for place in places)


def test_real_policies_get_the_advice_that_was_reckoned_by_hand() -> None:
    """Words counted on the page; of the abbreviations, those that a reader finds explained nowhere."""
    policy = advise(histories()["18f-open-source-policy"][0])
    assert [each.words for each in policy.long_sentences][:2] == [28, 38]
    assert [(each.name, each.times) for each in policy.abbreviations] == [("OSS", 2)]
    assert (policy.skipped_levels, policy.lacks_headings, policy.vague_links) == ((), False, ())
    memo = advise(histories()["open-data-policy-memo"][8])
    assert [each.name for each in memo.abbreviations] == ["USC", "CFR"]
    assert [(each.title, each.level) for each in memo.skipped_levels] == [("I. Definitions", 3)]


def test_every_real_revision_gets_advice() -> None:
    for revisions in histories().values():
        for text in revisions[::5]:
            found = advise(text)
            assert found.words > 0
            assert found.reading_age is None or 8 < found.reading_age.age < 30


def test_advice_on_the_longest_text_comes() -> None:
    whole = "\n\n".join(text for revisions in histories().values() for text in revisions[-1:])
    text = (whole * 2)[:100_000]
    with an_end():
        advise(text)


@pytest.mark.parametrize(
    "text",
    [
        "`" * 100_000,
        "".join("`" * (each % 300 + 1) + " " for each in range(600)),
        "[" * 100_000,
        "[a](" * 25_000,
        '[a](b "' * 14_000,
        "![" * 50_000,
        "A&" * 50_000,
        "AB " * 33_000,
        "(AB) " * 20_000,
        "( " * 50_000,
        ". " * 50_000,
        "*" * 100_000,
        "_a" * 50_000,
        "- " * 50_000,
        "> " * 50_000,
        "https://" * 12_000,
        "&amp;" * 20_000,
        "|" * 100_000,
        "AB | Ab\n--|--\n" + "AB | a b c d\n" * 7_000,
    ],
    ids=lambda text: text[:6],
)
def test_no_text_takes_for_ever(text: str) -> None:
    with an_end():
        advise(text[:100_000], [GUIDANCE])
