"""What drafters do: start documents, save revisions, move problems and proposals through their lives."""

from __future__ import annotations

from policyspace.drafting.services.documents import create_document
from policyspace.drafting.services.lives import (
    close_problem,
    frame_problem,
    open_problem,
    publish_proposal,
    reopen_problem,
)
from policyspace.drafting.services.saving import EditConflict, Saved, save_revision

__all__ = [
    "EditConflict",
    "Saved",
    "close_problem",
    "create_document",
    "frame_problem",
    "open_problem",
    "publish_proposal",
    "reopen_problem",
    "save_revision",
]
