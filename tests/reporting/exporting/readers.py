"""Exported files opened again by readers that know nothing of the code that wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
import pikepdf
import pypdf
from docx.document import Document
from lxml import etree
from lxml.html import document_fromstring

from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.render import render_blocks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = re.compile("[\u200b\u2060]")


def squeezed(text: str) -> str:
    """Without white space and signs of no width: files break lines where they like."""
    return "".join(_GONE.sub("", text).split())


def words_of_html(html: str) -> str:
    """The words of a rendered fragment: no marks of footnotes, no arrows."""
    root = document_fromstring(f"<div>{html}</div>")
    for mark in root.xpath("//sup[@id] | //a[@role='doc-backlink']"):
        mark.drop_tree()
    return squeezed(root.text_content())


def words_of_markdown(file: bytes) -> str:
    """All words of a Markdown file as our own pages would show them."""
    return words_of_html("".join(render_blocks(split_blocks(file.decode()))))


@dataclass
class Word:
    """A Word file: its paragraphs as pairs of style and words, its tables and footnotes."""

    file: Document
    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    footnotes: dict[int, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """All words between the head and the end."""
        return squeezed("".join(text_in(each) for each in self.file.element.body))

    def in_style(self, style: str) -> list[str]:
        """The words of each paragraph in a style."""
        return [words for name, words in self.paragraphs if name == style]


def open_docx(file: bytes) -> Word:
    """The file as python-docx reads it, and its footnotes, which it does not."""
    opened = docx.Document(BytesIO(file))
    word = Word(opened)
    for each in opened.element.body.iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        word.paragraphs.append(("Normal" if style is None else style.get(f"{W}val"), text_in(each)))
    for part in opened.part.package.iter_parts():
        if str(part.partname) == "/word/footnotes.xml":
            for each in etree.fromstring(part.blob).iter(f"{W}footnote"):
                word.footnotes[int(each.get(f"{W}id"))] = text_in(each)
        if str(part.partname).endswith((".xml", ".rels")):
            etree.fromstring(part.blob)
    return word


def text_in(element: Any) -> str:
    """The words below an element of WordprocessingML, no marks of footnotes; breaks and tabs are spaces."""
    parts = [each for each in element.iter(f"{W}t", f"{W}br", f"{W}tab") if not _of_mark(each)]
    return "".join((each.text or "") if each.tag == f"{W}t" else " " for each in parts)


def _of_mark(words: Any) -> bool:
    style = words.getparent().find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(f"{W}val") == "FootnoteReference"


@dataclass
class Pdf:
    """A PDF: the words of its pages, and its tree of tags as pairs of role and the words of its title, if any."""

    pages: list[str]
    tags: list[tuple[str, str]]
    root: Any
    metadata: str
    outline: list[str]

    @property
    def text(self) -> str:
        """All words."""
        return squeezed("".join(self.pages))

    def roles(self) -> set[str]:
        """Every role in the tree of tags."""
        return {role for role, _title in self.tags}


def open_pdf(file: bytes) -> Pdf:
    """The file as pypdf and pikepdf read it."""
    reader = pypdf.PdfReader(BytesIO(file))
    with pikepdf.open(BytesIO(file)) as opened:
        root = opened.Root
        tags: list[tuple[str, str]] = []
        _walk(root.StructTreeRoot.K, tags)
        told = {
            "Lang": str(root.Lang),
            "Marked": bool(root.MarkInfo.Marked),
            "Title": str(opened.docinfo.Title),
        }
        metadata = root.Metadata.read_bytes().decode()
    pages = [_GONE.sub("", page.extract_text()) for page in reader.pages]
    return Pdf(pages, tags, told, metadata, _titles(reader.outline))


def _walk(node: Any, tags: list[tuple[str, str]]) -> None:
    if isinstance(node, pikepdf.Array):
        for each in node:
            _walk(each, tags)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        tags.append((str(node.S)[1:], str(node.get("/T", ""))))
        if "/K" in node:
            _walk(node.K, tags)


def _titles(outline: list[Any]) -> list[str]:
    titles: list[str] = []
    for each in outline:
        titles += _titles(each) if isinstance(each, list) else [str(each.title)]
    return titles


def words_of(ending: str, file: bytes) -> str:
    """All words of a file in any format, squeezed."""
    if ending == "docx":
        return open_docx(file).body
    if ending == "pdf":
        return open_pdf(file).text
    return (
        squeezed(document_fromstring(file.decode()).text_content())
        if ending == "html"
        else words_of_markdown(file)
    )


def addresses_in(ending: str, file: bytes) -> set[str]:
    """Where the links of a file lead."""
    if ending == "docx":
        links = docx.Document(BytesIO(file)).part.rels.values()
        return {each.target_ref for each in links if each.is_external}
    if ending == "pdf":
        pages = pypdf.PdfReader(BytesIO(file)).pages
        found = [each.get_object().get("/A", {}) for page in pages for each in page.get("/Annots", [])]
        return {str(each["/URI"]) for each in found if "/URI" in each}
    html = file.decode() if ending == "html" else "".join(render_blocks(split_blocks(file.decode())))
    return set(document_fromstring(f"<div>{html}</div>" if ending != "html" else html).xpath("//a/@href"))
