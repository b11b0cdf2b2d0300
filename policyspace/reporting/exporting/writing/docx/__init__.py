"""An export as a Word file: real styles, real lists, real footnotes and links, a language and an outline."""

from __future__ import annotations

from policyspace.reporting.exporting.writing.docx.writing import write_docx

__all__ = ["write_docx"]
