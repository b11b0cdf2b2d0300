"""Footnotes as Word keeps them: a part of their own beside the text. python-docx reads such a part, but makes none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from policyspace.reporting.exporting.writing.docx.elements import add

SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""The two lines between text and footnotes, which Word looks for under these ids."""


def add_footnotes_part(document: Document) -> XmlPart:
    """An empty part for footnotes, related to the text."""
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    for number, kind in SEPARATORS.items():
        paragraph = add(add(root, "footnote", type=kind, id=number), "p")
        add(add(paragraph, "pPr"), "spacing", after=0, line=240, lineRule="auto")
        add(add(paragraph, "r"), kind)
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _tell_settings(document.settings.element)
    return part


def counts_by_itself(marked: Sequence[int]) -> bool:
    """Whether Word, which counts 1, 2, 3 in the order of the marks, comes to the numbers that the page shows."""
    return list(marked) == list(range(1, len(marked) + 1))


def _tell_settings(settings: Any) -> None:
    told = add(settings, "footnotePr")
    for number in SEPARATORS:
        add(told, "footnote", id=number)
    settings.find(f"{{{settings.nsmap['w']}}}compat").addprevious(told)
