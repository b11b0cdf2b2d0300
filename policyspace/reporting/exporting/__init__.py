"""A text as a file: Markdown, HTML, a Word document or a PDF, with the comments on it as numbered notes.

What is kept of a revision becomes a tree (`reading`, `tree`), the tree a paper (`gathering`, `notes`, `paper`), and
the paper a file (`writing`). Only `gathering`, `notes` and `authors` read the database.
"""

from __future__ import annotations

from policyspace.reporting.exporting.counting import count_export
from policyspace.reporting.exporting.exporting import File, export_revision
from policyspace.reporting.exporting.formats import Format
from policyspace.reporting.exporting.schemas import ExportAsked
from policyspace.reporting.exporting.slips import export_pack

__all__ = ["ExportAsked", "File", "Format", "count_export", "export_pack", "export_revision"]
