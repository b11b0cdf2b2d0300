"""Hostile documents are refused before anything reads them, and for a reason that can be said."""

from __future__ import annotations

import io
import zipfile

import pytest

from policyspace.drafting.importing import archive
from policyspace.drafting.importing.archive import Refused, read_xml, unpacked
from policyspace.drafting.importing.processes import open_word
from tests.builders.word import (
    MAIN,
    a_bomb,
    a_word_document,
    lying_about_its_size,
    repacked,
    saying,
    with_entries,
)

PLAIN = a_word_document(saying("Plain words."))
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
BILLION = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]><a>&a9;</a>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
NESTED = "<w:body>" + "<w:p>" * 200 + "</w:p>" * 200
DEEP = "<a>" * 300 + "</a>" * 300


def refusal(content: bytes) -> str:
    """The reason for which a document is refused; "" when it is not."""
    try:
        unpacked(content)
    except Refused as refused:
        return refused.reason
    return ""


def archive_of(**entries: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name, body in entries.items():
            made.writestr(name.replace("__", "/"), body)
    return kept.getvalue()


def test_a_plain_document_is_opened() -> None:
    assert MAIN in unpacked(PLAIN)


def test_what_it_unpacks_to_is_counted_while_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 3 * 1024 * 1024)
    assert refusal(a_bomb(2)) == ""
    bomb = a_bomb(4)
    assert len(bomb) < 60_000
    assert refusal(bomb) == "bomb"
    lying = lying_about_its_size(bomb, "word/media/zeros.bin")
    assert refusal(lying) in {"bomb", "damaged"}


def test_many_small_entries_together_are_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1024 * 1024)
    many = {f"word/media/{number}.bin": b"\0" * 10_000 for number in range(200)}
    assert refusal(with_entries(PLAIN, many)) == "bomb"


def test_ten_thousand_entries_are_too_many() -> None:
    assert refusal(with_entries(PLAIN, {f"word/{number}": b"" for number in range(10_000)})) == (
        "many_entries"
    )


@pytest.mark.parametrize("body", [BILLION, OUTSIDE, "<!DOCTYPE a><a/>", DEEP])
def test_xml_with_a_type_entities_or_depths_is_not_read(body: str) -> None:
    assert refusal(with_entries(PLAIN, {"word/evil.xml": body.encode()})) == "unsafe"
    assert refusal(with_entries(PLAIN, {"word/_rels/evil.rels": body.encode("utf-16")})) in {
        "unsafe",
        "damaged",
    }


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/evil", "/etc/passwd", "word/../../evil", "C:\\evil", "word\\evil", "a//b", "./a"],
)
def test_names_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    assert refusal(with_entries(PLAIN, {name: b"x"})) == "unsafe"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused() -> None:
    assert refusal(with_entries(PLAIN, {MAIN: b"<other/>"})) == "unsafe"


def test_an_archive_within_is_refused_but_where_word_keeps_what_is_embedded() -> None:
    inner = archive_of(a=b"x")
    assert refusal(with_entries(PLAIN, {"word/media/inner.docx": inner})) == "unsafe"
    assert refusal(with_entries(PLAIN, {"word/embeddings/sheet.xlsx": inner})) == ""


def test_a_quine_of_an_archive_is_refused() -> None:
    """A document that holds itself, as the archives do that unpack to themselves for ever."""
    assert refusal(with_entries(PLAIN, {"word/self.docx": PLAIN})) == "unsafe"


def test_entries_packed_in_other_ways_are_refused() -> None:
    kept = io.BytesIO(PLAIN)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_LZMA) as made:
        made.writestr("word/lzma.bin", b"\0" * 1000)
    assert refusal(kept.getvalue()) == "unsafe"


def test_an_entry_under_a_password_is_refused() -> None:
    changed = bytearray(PLAIN)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    assert refusal(bytes(changed)) == "encrypted"


@pytest.mark.parametrize("cut", [10, 1000, len(PLAIN) - 30])
def test_a_document_cut_short_is_damaged(cut: int) -> None:
    assert refusal(PLAIN[:cut]) == "damaged"


def test_a_document_with_a_bit_turned_is_damaged() -> None:
    changed = bytearray(PLAIN)
    changed[len(changed) // 2] ^= 0xFF
    assert refusal(bytes(changed)) in {"damaged", "unsafe"}


@pytest.mark.parametrize("content", [archive_of(), archive_of(a=b"x"), archive_of(xl__workbook=b"x")])
def test_another_archive_is_no_word_document(content: bytes) -> None:
    assert refusal(content) == "no_word"


def test_xml_that_is_none_is_damaged() -> None:
    with pytest.raises(Refused, match="damaged"):
        read_xml(b"<a><b></a>")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (a_bomb(60), "bomb"),
        (
            repacked(
                PLAIN,
                {MAIN: lambda text: text.replace("<w:body>", "<w:body>" + "<w:p>" * 200 + "</w:p>" * 200)},
            ),
            "too_much",
        ),
        (repacked(PLAIN, {MAIN: lambda _text: "<nothing/>"}), "damaged"),
    ],
    ids=["broken", "bomb", "deep", "empty"],
)
def test_the_process_of_its_own_answers_whatever_it_is_given(content: bytes, reason: str) -> None:
    assert open_word(content).get("refused", "") == reason


def test_a_document_that_takes_too_much_work_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyspace.drafting.importing.processes.SECONDS", 0.01)
    assert open_word(PLAIN) == {"refused": "too_much"}


def test_the_process_of_its_own_has_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    large = a_bomb(45)
    assert open_word(large)["text"] == "Boom."
    monkeypatch.setattr("policyspace.drafting.importing.processes.MEMORY", 100 * 1024 * 1024)
    assert open_word(PLAIN)["text"] == "Plain words."
    assert open_word(large) == {"refused": "too_much"}
