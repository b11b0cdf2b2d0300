"""A live text becomes another by little, whatever its letters, and what others type meanwhile stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text

from policyspace.drafting.rules.live.text import Edit, edits_between, make_text

WORDS = st.lists(
    st.sampled_from(["bus ", "buses ", "é", "🚌 ", "🚃", "学校", "\n\n", "a\u0301 ", "the driver. ", "- "]),
    max_size=25,
).map("".join)


def a_doc(words: str) -> tuple[Doc[Text], Text]:
    doc = Doc({"text": Text(words)})
    return doc, doc.get("text", type=Text)


def test_only_what_differs_is_touched() -> None:
    assert edits_between("Three buses leave.", "Three trains leave.") == [Edit(6, 4, "train")]
    assert edits_between("Y bŵs yma.", "Y bŵs mawr yma.") == [Edit(7, 0, "mawr ")]
    assert edits_between("🚌 and 🚌.", "🚌 and 🚃.") == [Edit(9, 4, "🚃")]
    assert not edits_between("same", "same")


@given(WORDS, WORDS)
def test_a_text_becomes_any_other(old: str, new: str) -> None:
    doc, text = a_doc(old)
    assert make_text(doc, text, new) == (old != new)
    assert str(text) == new


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_letter_is_cut(old: str, new: str) -> None:
    doc, text = a_doc(old)
    make_text(doc, text, new)
    assert str(text) == new


@given(WORDS, WORDS, st.integers(0, 30), st.sampled_from(["HERE", "🐝"]))
def test_what_another_types_meanwhile_stays(old: str, new: str, at: int, typed: str) -> None:
    doc, text = a_doc(old)
    other, theirs = a_doc("")
    other.apply_update(doc.get_update())
    theirs.insert(len(old[:at].encode()), typed)
    make_text(doc, text, new)
    doc.apply_update(other.get_update())
    other.apply_update(doc.get_update())
    assert str(text) == str(theirs)
    assert typed in str(text)
    assert str(text).replace(typed, "") == new


def test_a_change_is_one_transaction_of_whoever_made_it() -> None:
    doc, text = a_doc("one two three four")
    told: list[object] = []
    text.observe(lambda event: told.append(event.transaction.origin))
    make_text(doc, text, "one 2 three 4", origin="gwen")
    assert told == ["gwen"]
