"""Word documents as people have them, and as nobody should: made by python-docx, then changed as archives."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

W = nsdecls("w")
MAIN = "word/document.xml"


def a_word_document(*fill: Callable[[Word], Any]) -> bytes:
    """A Word document to which each of `fill` adds something."""
    document = Document()
    styles = document.styles.element
    for style in styles.xpath("w:latentStyles | w:style[@w:type='table']"):
        styles.remove(style)  # a thousand elements that no test looks at
    for each in fill:
        each(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def saying(*paragraphs: str, style: str | None = None) -> Callable[[Word], None]:
    """Paragraphs of one style."""

    def add(document: Word) -> None:
        for words in paragraphs:
            document.add_paragraph(words, style=style)

    return add


def heading(words: str, level: int) -> Callable[[Word], Any]:
    """A heading; level 0 is the title."""
    return lambda document: document.add_heading(words, level)


def xml(inside: str) -> Callable[[Word], None]:
    """One paragraph given as what stands inside `<w:p>`."""

    def add(document: Word) -> None:
        document.add_paragraph()._p.extend(parse_xml(f"<w:p {W}>{inside}</w:p>"))

    return add


def listed(*items: tuple[str, int], kind: str = "bullet") -> Callable[[Word], None]:
    """Items of one list with their depth, numbered as Word does it: by a numbering and its level."""

    def add(document: Word) -> None:
        numbering = document.part.numbering_part.element
        number = len(numbering) + 90
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl>'
            for depth in range(9)
        )
        numbering.insert(
            0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{levels}</w:abstractNum>')
        )
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
        for words, depth in items:
            paragraph = document.add_paragraph(words)
            place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {W}>{place}</w:numPr>"))

    return add


def table(*rows: list[str]) -> Callable[[Word], None]:
    """A table of these rows."""

    def add(document: Word) -> None:
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, words in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text

    return add


def link(words: str, address: str) -> Callable[[Word], None]:
    """A paragraph with a link."""

    def add(document: Word) -> None:
        to = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        run = f"<w:r><w:t>{words}</w:t></w:r>"
        document.add_paragraph("See ")._p.append(
            parse_xml(f"<w:hyperlink {W} {nsdecls('r')} r:id='{to}'>{run}</w:hyperlink>")
        )

    return add


def picture(document: Word) -> None:
    """A picture of one dot."""
    document.add_picture(io.BytesIO(_dot()))


def comment(document: Word) -> None:
    """A comment on a paragraph."""
    paragraph: Paragraph = document.add_paragraph("Commented.")
    document.add_comment(paragraph.runs, text="Is this so?", author="A", initials="A")


def with_notes(content: bytes, **notes: str) -> bytes:
    """The document with footnotes: each name is words of the text, and its value the note behind them."""
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'
        for number, words in enumerate(notes.values(), 2)
    )
    part = f"<?xml version='1.0'?><w:footnotes {W}>{body}</w:footnotes>"

    def mark(text: str) -> str:
        for number, words in enumerate(notes, 2):
            reference = f'</w:t></w:r><w:r><w:footnoteReference w:id="{number}"/></w:r><w:r><w:t>'
            text = text.replace(words, words + reference)
        return text

    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    changed = repacked(
        content, {MAIN: mark, "word/_rels/document.xml.rels": _relating(kind, "footnotes.xml")}
    )
    return with_entries(changed, {"word/footnotes.xml": part.encode()})


def repacked(content: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """The document with the text of some parts changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, changes[name](body.decode()) if name in changes else body)
    return kept.getvalue()


def with_entries(content: bytes, entries: Mapping[str, bytes]) -> bytes:
    """The document with more entries in its archive."""
    kept = io.BytesIO(content)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return kept.getvalue()


def a_bomb(megabytes: int) -> bytes:
    """A small document that unpacks to so many megabytes."""
    kept = io.BytesIO(a_word_document(saying("Boom.")))
    with (
        zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/zeros.bin", "w") as entry,
    ):
        for _ in range(megabytes):
            entry.write(b"\0" * 1024 * 1024)
    return kept.getvalue()


def lying_about_its_size(content: bytes, name: str) -> bytes:
    """The archive with one entry whose headers say that it unpacks to ten bytes."""
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(name).file_size
    found = changed.find(struct.pack("<L", size))
    while found >= 0:
        changed[found : found + 4] = struct.pack("<L", 10)
        found = changed.find(struct.pack("<L", size), found + 4)
    return bytes(changed)


def _relating(kind: str, target: str) -> Callable[[str], str]:
    relation = f'<Relationship Id="rIdNotes" Type="{kind}" Target="{target}"/>'
    return lambda text: text.replace("</Relationships>", f"{relation}</Relationships>")


def _dot() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">L", zlib.crc32(kind + body))
        return struct.pack(">L", len(body)) + kind + body + check

    head = chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
