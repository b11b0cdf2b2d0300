"""Elements of WordprocessingML, made the quick way: an export has tens of thousands."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from lxml.etree import SubElement

from policyspace.reporting.exporting.tree import without_no_signs


def add(parent: Any, tag: str, **values: object) -> Any:
    """A new child `w:tag` of `parent`, with the attributes `w:name`."""
    return SubElement(parent, qn(f"w:{tag}"), {qn(f"w:{name}"): str(value) for name, value in values.items()})


def add_text(run: Any, text: str) -> None:
    """The words of a run, with its line breaks and tabs, without what XML has no place for."""
    for number, part in enumerate(without_no_signs(text).split("\n")):
        if number:
            add(run, "br")
        for place, words in enumerate(part.split("\t")):
            if place:
                add(run, "tab")
            if words:
                add(run, "t").text = words
                run[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_field(paragraph: Any, code: str, shown: str = "1") -> None:
    """A field that the reader's program fills in, like PAGE."""
    field = add(paragraph, "fldSimple", instr=code)
    add_text(add(field, "r"), shown)
