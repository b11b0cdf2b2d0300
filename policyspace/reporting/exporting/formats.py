"""The formats a text can be taken away in."""

from __future__ import annotations

from typing import Any, Self

from policyspace.charter.words import Word
from policyspace.foundation.i18n import lazy


class Format(Word):
    """A format: its word, its plain name, what it is good for, the end of a file's name, and what browsers call it."""

    hint: Any
    ending: str
    mimetype: str

    def __new__(
        cls, value: str, label: Any = None, hint: Any = None, ending: str = "", mimetype: str = ""
    ) -> Self:
        word = str.__new__(cls, value)
        word._value_, word.label = value, label
        word.hint, word.ending, word.mimetype = hint, ending, mimetype
        return word

    PDF = (
        "pdf",
        lazy("PDF"),
        lazy("For reading and printing. It works with screen readers."),
        "pdf",
        "application/pdf",
    )
    DOCX = (
        "docx",
        lazy("Word document (DOCX)"),
        lazy("For editing in Word and similar programs"),
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    HTML = (
        "html",
        lazy("Web page (HTML)"),
        lazy("One file that opens in any browser"),
        "html",
        "text/html",
    )
    MARKDOWN = "markdown", lazy("Markdown"), lazy("The text as it was written"), "md", "text/markdown"
